using System.Diagnostics;
using System.Globalization;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Functions;

/// <summary>The largest formulas that are read are differentiated twice in seconds, not hours, and the result compiles.</summary>
public class BoundedWorkTests
{
    public static TheoryData<string, string> Largest { get; } = new()
    {
        { "nested", $"double F(double x, double y) => {Repeat(8, "Math.Sin(x * y + ")}x{new string(')', 8)};" },
        { "product", $"double F(double x, double y) => {string.Join(" * ", Enumerable.Range(1, 8).Select(i => Text($"(x + {i} * y)")))};" },
        { "sum of products", $"double F(double x, double y) => {string.Join(" + ", Enumerable.Range(1, 40).Select(i => Text($"Math.Exp({i} * x) * Math.Sin(y / {i})")))};" },
        { "quotients", $"double F(double x, double y) => {string.Join(" + ", Enumerable.Range(1, 15).Select(i => Text($"(x - {i}) / (y * y + {i} * x)")))};" },
        { "continued fraction", $"double F(double x, double y) => {Repeat(6, "1 / (x + y * ")}x{new string(')', 6)};" },
        { "conditionals", $"double F(double x, double y) => {string.Concat(Enumerable.Range(1, 15).Select(i => Text($"x < {i} ? x * {i} * y : ")))}y;" },
        { "doubling", "double F(double x, double y) { double a = x * Math.Exp(y); double b = a * Math.Exp(a); double c = b * Math.Exp(b); return c; }" },
        { "maxima", $"double F(double x, double y) => {Repeat(12, "Math.Max(x * y, ")}x{new string(')', 12)};" },
        { "many parameters", $"double F({string.Join(", ", Enumerable.Range(1, 8).Select(i => Text($"double x{i}")))}) => Math.Exp({string.Join(" * ", Enumerable.Range(1, 8).Select(i => Text($"Math.Cos(x{i})")))});" },
    };

    [Theory]
    [InlineData("Math.Sin(x * y + ", 60)]
    [InlineData("1 / (x + y * ", 40)]
    [InlineData("Math.Pow(x, y + ", 40)]
    public async Task Larger_ones_are_refused_at_once(string part, int count)
    {
        var watch = Stopwatch.StartNew();
        FunctionRun run = FunctionRun.Of(
            BuildSettings.Default,
            $"using System; using NeuralGen; static partial class C {{ [Differentiable] public static double F(double x, double y) => {Repeat(count, part)}x{new string(')', count)}; }}");
        Assert.Empty(run.Result.GeneratedSources);
        Assert.Equal("NG1215", Assert.Single(await run.AnalyzeAsync(TestContext.Current.CancellationToken)).Id);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
    }

    [Theory]
    [MemberData(nameof(Largest))]
    public async Task Largest_formulas_take_seconds_at_most(string name, string method)
    {
        var watch = Stopwatch.StartNew();
        FunctionRun run = FunctionRun.Of(BuildSettings.Default, $"using System; using NeuralGen; static partial class C {{ [Differentiable] public static {method} }}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {watch.Elapsed.TotalSeconds:F2} s, {run.Result.GeneratedSources.Sum(file => file.SourceText.Length)} characters");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
        Assert.NotEmpty(run.Result.GeneratedSources);
        await run.AssertCleanAsync(TestContext.Current.CancellationToken);
    }

    private static string Repeat(int count, string text) => string.Concat(Enumerable.Repeat(text, count));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Functions;

/// <summary>Whatever names and surroundings the user chooses, the generated code compiles without a warning.</summary>
public class HostileFunctionTests
{
    private static readonly string[] Sources =
    [
        "static partial class C { [Differentiable] public static double F(double @class, double @event) => @class * @event; }",
        "static partial class C { [Differentiable] public static double @double(double @float) => @float * @float; }",
        "static partial class C { [Differentiable] public static float F(float gradient, float hessian, float derivatives, float value) => gradient * hessian * derivatives * value; }",
        "static partial class C { [Differentiable] public static float F(float result) => MathF.Exp(result) + MathF.Sinh(result) / (1 + MathF.Exp(result)); }",
        "static partial class C { [Differentiable] public static double F(double numbers) => numbers; }",
        "static partial class C { [Differentiable] public static double F(double exponential, double dx, double x) => Math.Exp(x * x) * Math.Exp(x * x) * exponential + dx; }",
        "static partial class C { [Differentiable] public static double F(double square, double x) => x * x + (x * x) * Math.Exp(x * x); }",
        "static partial class C { [Differentiable] public static double F(double Sigmoid, double Math, double Vector512) => 1 / (1 + double.Exp(-Sigmoid)) + double.Exp(Math) * Vector512; }",
        "static partial class C { [Differentiable] public static float F(float MathF) => float.Sinh(MathF) * float.Pow(MathF, MathF); }",
        "static partial class C { [Differentiable] public static double F(double µ, double σ, double x1, double _) => µ * σ * x1 * _; }",
        "static partial class C { [Differentiable] public static (double, double) F(double x, double jacobian) => (x * jacobian, 1); }",
        "partial class Outer<T> { partial struct Middle { internal partial interface Inner<TKey> { [Differentiable] static double F(double x) => G(x) * x; [Differentiable] private static double G(double x) => Math.Log(x); } } }",
        "partial class Generic<T> { [Differentiable] protected internal static double F(double x) => Generic<int>.G(x); [Differentiable] private protected static double G(double x) => 2 * x; }",
        "namespace System.Math2 { partial class Span<T> { [Differentiable] static double F(double x) => x; } }",
        "namespace NeuralGen.Generated { static partial class Guard { [Differentiable] internal static double F(double x) => x * x; } }",
        "static partial class C { [Differentiable] public static double F(double x) => x; [Differentiable] public static float F(float x) => x; [Differentiable] public static double F(double x, double y) => x * y; [Differentiable] public static float f(float x) => x; }",
        "partial class C { [Differentiable] public static double F(double x) => x; partial class F2 { [Differentiable] public static double g(double x) => x; } }",
        "partial record R { [Differentiable] public static double F(double x) => x; } partial record struct S { [Differentiable] public static double F(double x) => x; }",
        "#pragma warning disable CS0628\nsealed partial class C { [Differentiable] protected static double F(double x) => x; }",
        "static partial class C { [Differentiable] public static partial double F(double x); public static partial double F(double x) => x * x; }",
        "static partial class C { [Differentiable] public static double F(double x) => x > double.NegativeInfinity ? double.NaN * x : double.MaxValue - x / 0; }",
        "static partial class C { [Differentiable] public static float F(float x) => (float)(1e-50 * x + 1e300 * Math.Abs(x)); }",
        "static partial class C { [Differentiable] public static double F(double x) => 3; [Differentiable] public static (float, float) G(float x) => (0, x); }",
        "partial class Base { [Differentiable] public static double F(double x) => x; } partial class Derived : Base { [Differentiable] public static double H(double x) => F(x); }",
        "static partial class C { [Differentiable] public static double VeryLongNameVeryLongNameVeryLongNameVeryLongNameVeryLongName(double x) => x; }",
    ];

    public static TheoryData<string> Cases => [.. Sources];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Strict_project_compiles(string source)
    {
        string documented = System.Text.RegularExpressions.Regex.Replace(source, @"\[Differentiable\]", "/// <summary>F.</summary>\n[Differentiable]");
        await FunctionRun.Of(BuildSettings.Strict with { Documentation = DocumentationMode.Parse }, "using System; using NeuralGen;\n" + documented)
            .AssertCleanAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("512")]
    [InlineData("scalar")]
    public async Task A_single_width_compiles(string width) =>
        await FunctionRun.Of(BuildSettings.Strict with { VectorWidth = width, Documentation = DocumentationMode.Parse }, "using System; using NeuralGen;\n" + Sources[3])
            .AssertCleanAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Documentation_is_well_formed()
    {
        const string Source =
            """
            using System; using NeuralGen;
            /// <summary>C.</summary>
            public static partial class C
            {
                /// <summary>F.</summary>
                /// <param name="class">X.</param>
                /// <param name="y">Y.</param>
                /// <returns>F.</returns>
                [Differentiable] public static double F(double @class, double y) => @class < y && y > 0 ? @class * y : 0;

                /// <summary>G.</summary>
                /// <param name="x">X.</param>
                /// <returns>G.</returns>
                [Differentiable] public static double G(double x) => x;
            }
            """;
        await FunctionRun.Of(BuildSettings.Strict, Source).AssertCleanAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Turkish_numbers_do_not_change_the_code()
    {
        const string Source = "using System; using NeuralGen; static partial class C { [Differentiable] public static double Fi(double x) => -1.5 * Math.Sin(x); }";
        string[] expected = Texts(FunctionRun.Of(BuildSettings.Default, Source));
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            var hostile = (CultureInfo)CultureInfo.GetCultureInfo("tr-TR").Clone();
            hostile.NumberFormat.NegativeSign = "\u2212";
            CultureInfo.CurrentCulture = hostile;
            Assert.Equal(expected, Texts(FunctionRun.Of(BuildSettings.Default, Source)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Fault_of_NeuralGen_is_reported_at_the_attribute()
    {
        FunctionRun run = FunctionRun.Of(
            BuildSettings.Default,
            declaration => declaration.Name == "F" ? throw new InvalidOperationException("Boom.") : Compiler.FunctionCompiler.Compile(declaration),
            "using NeuralGen; static partial class C { [Differentiable] static double F(double x) => x; [Differentiable] static double G(double x) => x; }");
        Diagnostic fault = Assert.Single(run.Result.Diagnostics);
        Assert.Equal("NG9999", fault.Id);
        Assert.Equal(43, fault.Location.SourceSpan.Start);
        Assert.Equal(["C-G.Formulas.g.cs", "C-G.Vectors.g.cs", "C-G.g.cs"], run.Result.GeneratedSources.Select(file => file.HintName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Edit_elsewhere_computes_nothing_again()
    {
        const string Source = "using NeuralGen; static partial class C { [Differentiable] static double F(double x) => x; }";
        FunctionRun run = FunctionRun.Of(BuildSettings.Default, Source, "class D;").Rerun(BuildSettings.Default.Compile(Source, "class D { int x; }"));
        foreach (string step in (string[])[TrackingNames.Sources, TrackingNames.Files])
        {
            Assert.All(run.Result.TrackedSteps[step].SelectMany(tracked => tracked.Outputs), output =>
                Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        }
    }

    private static string[] Texts(FunctionRun run) => [.. run.Result.GeneratedSources.Select(file => file.SourceText.ToString())];
}

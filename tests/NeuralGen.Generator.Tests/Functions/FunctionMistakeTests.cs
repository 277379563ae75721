using Microsoft.CodeAnalysis;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Functions;

/// <summary>Every mistake around a function gets its diagnostic, alone and at the place that is wrong, and no code.</summary>
public class FunctionMistakeTests
{
    [Theory]
    [InlineData("NG1201", "partial class C { [Differentiable] double [|F|](double x) => x; }")]
    [InlineData("NG1201", "partial class C { [Differentiable] static T [|F|]<T>(T x) => x; }")]
    [InlineData("NG1201", "partial class C { [[|Differentiable|]] public static C operator +(C x) => x; }")]
    [InlineData("NG1201", "partial class C { static double P { [[|Differentiable|]] get => 1; } }")]
    [InlineData("NG1201", "partial class C { static void M() { _ = F(1); [[|Differentiable|]] static double F(double x) => x; } }")]
    [InlineData("NG1201", "partial class C { object f = [[|Differentiable|]] (double x) => x; }")]
    [InlineData("NG1202", "partial class C { [Differentiable] static extern double [|F|](double x); }")]
    [InlineData("NG1203", "partial class C { [Differentiable] static double [|F|]() => 1; }")]
    [InlineData("NG1203", "partial class C { [Differentiable] static double F(double x, [|float y|]) => x * y; }")]
    [InlineData("NG1203", "partial class C { [Differentiable] static double F([|ref double x|]) => x; }")]
    [InlineData("NG1203", "partial class C { [Differentiable] static double F([|params double[] x|]) => x[0]; }")]
    [InlineData("NG1204", "partial class C { [Differentiable] static [|float|] F(double x) => (float)x; }")]
    [InlineData("NG1204", "partial class C { [Differentiable] static [|(double, int)|] F(double x) => (x, 1); }")]
    [InlineData("NG1205", "partial class C { [Differentiable] static double F(double x) { [|x *= 2;|] return x; } }")]
    [InlineData("NG1205", "partial class C { [Differentiable] static double F(double x) { double y = x; [|for (; y < 1; y += 1) { }|] return y; } }")]
    [InlineData("NG1206", "partial class C { [Differentiable] static double F(double x) => [|x++|]; }")]
    [InlineData("NG1206", "partial class C { [Differentiable] static double F(double x) => [|x is > 0|] ? x : 0; }")]
    [InlineData("NG1206", "partial class C { [Differentiable] static double F(double x) => [|Math.Sign(x) / 2|]; }")]
    [InlineData("NG1206", "partial class C { [Differentiable] static double F(double x) => [|throw new Exception()|]; }")]
    [InlineData("NG1207", "partial class C { [Differentiable] static double F(double x) => [|Math.Round(x)|]; }")]
    [InlineData("NG1207", "partial class C { [Differentiable] static double F(double x) => [|Random.Shared.NextDouble()|] * x; }")]
    [InlineData("NG1208", "partial class C { static double S { get; set; } [Differentiable] static double F(double x) => [|S|] * x; }")]
    [InlineData("NG1209", "partial class C { [Differentiable] static double F(double x) => x > 1 ? [|F(x / 2)|] : x; }")]
    [InlineData("NG1212", "partial class O { class [|C|] { [Differentiable] static double F(double x) => x; } }")]
    [InlineData("NG1213", "file partial class C { [Differentiable] static double [|F|](double x) => x; }")]
    [InlineData("NG1214", "partial class C { [Differentiable] static double F(double x) => x; int [|FHessian|] = 1; }")]
    [InlineData("NG1214", "partial class C { [Differentiable] static double F(double x) => x; static void [|F|](ReadOnlySpan<double> x, Span<double> y) { } }")]
    [InlineData("NG1214", "partial class FGradient { [Differentiable] static double F(double x) => x; }", "FGradient")]
    [InlineData("NG1214", "class B { protected static int FJacobian; } partial class C : B { [Differentiable] static (double, double) [|F|](double x) => (x, x); }")]
    public async Task Mistake_is_reported_where_it_stands(string id, string source, string? marked = null)
    {
        string text = marked is null ? source : source.Replace("class " + marked, $"class [|{marked}|]", StringComparison.Ordinal);
        var markup = Markup.Parse("using System; using NeuralGen;\n" + text);
        FunctionRun run = FunctionRun.Of(BuildSettings.Default, markup.Source);
        Diagnostic diagnostic = Assert.Single(await run.AnalyzeAsync(TestContext.Current.CancellationToken));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal((markup.MarkedText, markup.Start), (markup.Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length), diagnostic.Location.SourceSpan.Start));
        Assert.Empty(run.Result.GeneratedSources);
        Assert.Empty(run.Result.Diagnostics);
    }

    [Theory]
    [InlineData("partial class C { [Differentiable] static double F(double x) => y; }")]
    [InlineData("partial class C { [Differentiable] static double F(double x) => Math.Sin(); }")]
    [InlineData("partial class C { [Differentiable] static double F(double x) { } }")]
    [InlineData("partial class C { [Differentiable] static double F(double x) => ; }")]
    [InlineData("partial class C { [Differentiable] static double F(double x) { double y; return y; } }", "NG1205")]
    [InlineData("partial class C { [Differentiable] static double F(Missing x) => 1; }", "NG1203")]
    [InlineData("partial class C { [Differentiable] static F(double x) => 1; }", "NG1201")]
    [InlineData("[Differentiable] static double F(double x) => 1;", "NG1201")]
    [InlineData("partial class C { [Differentiable] C(double x) { } }")]
    [InlineData("partial class C { [Differentiable, Differentiable] static double F(double x) => x; }")]
    [InlineData("partial class C { [Differentiable] static double F(double x, double x) => x; }")]
    [InlineData("partial class C { [Differentiable] static double F(double x) => x; [Differentiable] static double F(double x) => x; }")]
    public async Task What_the_compiler_reports_never_makes_NeuralGen_fail(string source, string? id = null)
    {
        FunctionRun run = FunctionRun.Of(BuildSettings.Default, "using System; using NeuralGen;\n" + source);
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Result.Diagnostics);
        Assert.All(await run.AnalyzeAsync(TestContext.Current.CancellationToken), diagnostic => Assert.Equal(id, diagnostic.Id));
    }

    [Fact]
    public void Every_diagnostic_of_the_analyzer_has_a_page() =>
        Assert.Equal(15, new FunctionAnalyzer().SupportedDiagnostics.Length);
}

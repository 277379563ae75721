using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Generator.Functions;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Functions;

/// <summary>What C# methods mean as mathematics.</summary>
public class ReaderTests
{
    [Theory]
    [InlineData("=> x * x + 1;", "1 + x^2")]
    [InlineData("=> -x / (1 + (x));", "-x / (x + 1)")]
    [InlineData("=> 2 * Math.PI * x;", "6.28319 x")]
    [InlineData("{ double t = Math.Exp(-x), u = 1; return u / (1 + t); }", "sigmoid(x)")]
    [InlineData("{ const double Half = 1.0 / 2; return Half * x; }", "(1/2) x")]
    [InlineData("=> K * x;", "(3/2) x")]
    [InlineData("=> 1 / 2 * x;", "0")]
    [InlineData("=> Math.Pow(x, 3);", "x^3")]
    [InlineData("=> Math.Pow(x, -2);", "1 / x^2")]
    [InlineData("=> Math.Pow(x, 0.5);", "sqrt(x)")]
    [InlineData("=> Math.Pow(x, 2.5);", "x^(5/2)")]
    [InlineData("=> double.Max(x, 0);", "0 if x <= 0, else x")]
    [InlineData("=> Math.Min(1, x);", "1 if x >= 1, else x")]
    [InlineData("=> Math.Max(x, x * x);", "max(x, x^2)")]
    [InlineData("=> Math.Clamp(x, -1, 1);", "-1 if x <= -1, else 1 if x >= 1, else x")]
    [InlineData("=> x > 0 && !(x >= 1) ? x : 0;", "(0 if x >= 1, else x) if x > 0, else 0")]
    [InlineData("=> x < -1 || x == 2 ? 1 : x;", "1 if x < -1, else 1 if x = 2, else x")]
    [InlineData("{ bool inside = x < 1; return inside ? x : 1; }", "x if x < 1, else 1")]
    [InlineData("=> Math.FusedMultiplyAdd(x, x, 1);", "1 + x^2")]
    [InlineData("=> Math.Sign(x) * x;", "|x|")]
    [InlineData("=> (float)x + (double)1f;", "x + 1")]
    [InlineData("=> G(b: x, a: 1);", "1 - x")]
    [InlineData("=> Both(x).Item1 + Both(x).second;", "2 x")]
    [InlineData("{ var both = Both(x); return both.first * both.Item2; }", "x^2")]
    public void Method_is_read_as_its_formula(string body, string formula) =>
        Assert.Equal(formula, FormulaWriter.Write(Assert.Single(Read(body).Results)));

    [Fact]
    public void Tuple_is_read_as_its_items()
    {
        MathematicalFunction function = Read("=> (x * Math.Cos(y), x * Math.Sin(y));", "float x, float y", "(float, float)", "MathF.");
        Assert.Equal(["x", "y"], function.Parameters);
        Assert.Equal(["x cos(y)", "x sin(y)"], function.Results.Select(FormulaWriter.Write));
        Assert.Equal((true, Compiler.Declaration.Precision.Single), (function.IsTuple, function.Precision));
    }

    [Fact]
    public void Other_methods_of_the_class_are_read_where_that_is_asked_for()
    {
        Compilation compilation = Compile("static partial class C { static double F(double x) => 2 * H(x); static double H(double x) => x + 1; }");
        IMethodSymbol method = Method(compilation);
        Assert.Null(FunctionReader.Read(method, compilation, CallableMethods.Differentiable, TestContext.Current.CancellationToken).Function);
        MathematicalFunction? function = FunctionReader.Read(method, compilation, CallableMethods.SameClass, TestContext.Current.CancellationToken).Function;
        Assert.Equal("2 (x + 1)", FormulaWriter.Write(function!.Results[0]));
    }

    [Theory]
    [InlineData("NG1201", "double [|F|](double x) => x;", "")]
    [InlineData("NG1203", "static double F([|int n|]) => n;", "")]
    [InlineData("NG1205", "static double F(double x) { [|x = 1;|] return x; }", "")]
    [InlineData("NG1205", "static double F(double x) { [|if (x > 0) return 1;|] return x; }", "")]
    [InlineData("NG1206", "static double F(double x) => x + [|x % 2|];", "")]
    [InlineData("NG1206", "static double F(double x) => [|x switch { > 0 => 1, _ => 0 }|];", "")]
    [InlineData("NG1207", "static double F(double x) => 1 + [|Math.Floor(x)|];", "")]
    [InlineData("NG1207", "static double F(double x) => 1 + [|H(x)|];", "static double H(double x) => x;")]
    [InlineData("NG1208", "static double F(double x) => x * [|S|];", "static double S = 1;")]
    [InlineData("NG1209", "static double F(double x) => 1 + [|F(x)|];", "")]
    [InlineData("NG1210", "static double F(double x) => 1 + [|H(x)|];", "[Differentiable] static double H(double x) => Math.Floor(x);")]
    public void Mistake_is_noted_at_the_exact_syntax(string id, string method, string others)
    {
        var markup = Markup.Parse($"static partial class C {{ [Differentiable] {method} {others} }}");
        Compilation compilation = Compile(markup.Source);
        FunctionReadResult result = FunctionReader.Read(Method(compilation), compilation, CallableMethods.Differentiable, TestContext.Current.CancellationToken);
        Assert.Null(result.Function);
        Diagnostic diagnostic = Assert.Single(result.Problems).ToDiagnostic();
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(markup.MarkedText, diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan));
    }

    [Fact]
    public void Formula_that_doubles_with_every_local_is_refused_soon()
    {
        IEnumerable<string> locals = Enumerable.Range(1, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"var t{i} = t{i - 1} * Math.Exp(t{i - 1});"));
        Compilation compilation = Compile($"static partial class C {{ static double F(double t0) {{ {string.Join(" ", locals)} return t60; }} }}");
        FunctionReadResult result = FunctionReader.Read(Method(compilation), compilation, CallableMethods.Differentiable, TestContext.Current.CancellationToken);
        Assert.Equal("NG1211", Assert.Single(result.Problems).Descriptor.Id);
    }

    [Theory]
    [InlineData("(x > {0} && x < {0}.5)", " || ")]
    [InlineData("- ", "")]
    [InlineData("Math.Exp(", "")]
    [InlineData("x + ", "")]
    public void Formula_of_any_size_is_read_or_refused(string part, string separator)
    {
        string parts = string.Join(separator, Enumerable.Range(0, 400).Select(i => string.Format(CultureInfo.InvariantCulture, part, i)));
        string body = separator.Length > 0 ? parts + " ? 1 : 0" : part[0] == 'M' ? parts + "x" + new string(')', 400) : parts + "x";
        Compilation compilation = Compile($"static partial class C {{ static double F(double x) => {body}; }}");
        FunctionReadResult result = FunctionReader.Read(Method(compilation), compilation, CallableMethods.Differentiable, TestContext.Current.CancellationToken);
        Assert.Equal("NG1211", Assert.Single(result.Problems.Select(problem => problem.Descriptor.Id).Distinct()));
    }

    private static MathematicalFunction Read(string body, string parameters = "double x", string result = "double", string math = "Math.")
    {
        Compilation compilation = Compile($$"""
            static partial class C
            {
                const double K = 1.5;
                [Differentiable] static {{result}} F({{parameters}}) {{body.Replace("Math.", math, StringComparison.Ordinal)}}
                [Differentiable] static double G(double a, double b) => a - b;
                [Differentiable] static (double first, double second) Both(double x) => (x, x);
            }
            """);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        FunctionReadResult read = FunctionReader.Read(Method(compilation), compilation, CallableMethods.Differentiable, TestContext.Current.CancellationToken);
        Assert.Empty(read.Problems.Select(problem => problem.ToDiagnostic().ToString()));
        return read.Function!;
    }

    private static IMethodSymbol Method(Compilation compilation) =>
        compilation.GetTypeByMetadataName("C")!.GetMembers("F").OfType<IMethodSymbol>().Single();

    private static Compilation Compile(string source) => BuildSettings.Default.Compile(["using System; using NeuralGen;\n" + source]);
}

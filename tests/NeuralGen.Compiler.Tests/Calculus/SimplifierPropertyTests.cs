using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Calculus;
using Xunit;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>What simplification promises for every expression.</summary>
public class SimplifierPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000);
    private static readonly (double X, double Y)[] Points = [(0.37, -1.21), (-0.83, 0.59), (1.73, 2.41), (-2.9, -0.17), (0.0625, 3.5)];

    [Fact]
    public void ValueStays() => Check.One(Thorough, Prop.ForAll(RandomExpressions.All, expression =>
    {
        Expression simple = Simplifier.Simplify(expression);
        Assert.All(Points, point => Assert.True(
            Agree(expression, simple, point.X, point.Y), $"{RandomExpressions.Text(expression)} became {RandomExpressions.Text(simple)}"));
    }));

    [Fact]
    public void MostRandomExpressionsHaveValuesToCompare()
    {
        Expression[] expressions = [.. RandomExpressions.All.Generator.Sample(500, 60)];
        int compared = expressions.Count(expression => Points.Any(point => IsReliable(RoundingAnalysis.Evaluate(expression, point.X, point.Y))));
        Assert.InRange(compared, 250, 500);
    }

    [Fact]
    public void SimplifyingAgainChangesNothing() => Check.One(Thorough, Prop.ForAll(RandomExpressions.All, expression =>
    {
        Expression simple = Simplifier.Simplify(expression);
        AssertSame(simple, Simplifier.Simplify(simple));
    }));

    [Fact]
    public void OrderOfTermsAndFactorsDoesNotMatter() => Check.One(Thorough, Prop.ForAll(RandomExpressions.All, expression =>
        AssertSame(Simplifier.Simplify(expression), Simplifier.Simplify(Mirrored(expression)))));

    [Fact]
    public void NoVariableAppears() => Check.One(Thorough, Prop.ForAll(RandomExpressions.All, expression =>
        Substitution.FreeVariables(Simplifier.Simplify(expression)).IsSubsetOf(Substitution.FreeVariables(expression))));

    [Fact]
    public void ProductOfManySumsTakesNoTime()
    {
        Expression product = 1;
        for (int i = 0; i < 40; i++)
        {
            product *= new Variable("x" + i) + i + 1;
        }

        AssertQuick(() => Simplifier.Simplify(product + (2 * product) + 1));
    }

    [Fact]
    public void DeepNestingTakesNoTime()
    {
        Expression nested = new Variable("x");
        for (int i = 0; i < 40; i++)
        {
            nested = (nested * new Call(Function.Exp, -new Variable("y" + i))) + 1;
        }

        AssertQuick(() => Simplifier.Simplify(nested));
    }

    [Fact]
    public void FunctionsOfFunctionsTakeNoTime()
    {
        Expression nested = new Variable("x");
        for (int i = 0; i < 100; i++)
        {
            nested = new Variable("y") * new Call(i % 2 == 0 ? Function.Exp : Function.Sigmoid, -nested);
        }

        AssertQuick(() => Simplifier.Simplify(nested));
    }

    [Fact]
    public void ManyDenominatorsTakeNoTime()
    {
        Expression sum = 0;
        for (int i = 0; i < 16; i++)
        {
            sum += new Variable("y" + i) / (new Variable("x" + i) + 1);
        }

        AssertQuick(() => Simplifier.Simplify(sum));
    }

    [Fact]
    public void SecondDerivativesTakeNoTime()
    {
        Expression f = new Variable("x");
        for (int i = 0; i < 4; i++)
        {
            f = f * new Call(Function.Sigmoid, f);
        }

        AssertQuick(() => Derivative.Of(Derivative.Of(f, "x"), "x"));
    }

    private static void AssertQuick(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static bool Agree(Expression expression, Expression simple, double x, double y)
    {
        (double Value, double Error) before = RoundingAnalysis.Evaluate(expression, x, y);
        (double Value, double Error) after = RoundingAnalysis.Evaluate(simple, x, y);
        return !IsReliable(before) || Math.Abs(before.Value - after.Value) <= 4 * (before.Error + after.Error);
    }

    private static bool IsReliable((double Value, double Error) result) =>
        double.IsFinite(result.Value) && result.Error <= 1e-6 * (1 + Math.Abs(result.Value));

    /// <summary>Two expressions differ at most in the last digits of their constants.</summary>
    private static void AssertSame(Expression expected, Expression actual) => Assert.Equal(FormulaWriter.Write(expected), FormulaWriter.Write(actual));

    private static Expression Mirrored(Expression expression) => ExpressionTree.Map(expression, Mirrored) switch
    {
        Sum sum => new Sum(sum.Terms.Reverse().ToEquatableArray()),
        Product product => new Product(product.Factors.Reverse().ToEquatableArray()),
        var other => other,
    };
}

using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Calculus;
using Xunit;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>What simplification promises for every expression.</summary>
public static class SimplifierPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000);
    private static readonly (double X, double Y)[] Points = [(0.37, -1.21), (-0.83, 0.59), (1.73, 2.41), (-2.9, -0.17), (0.0625, 3.5)];

    [Fact]
    public static void ValueStays() => Check.One(Thorough, Prop.ForAll(RandomExpressions.All, expression =>
    {
        Expression simple = Simplifier.Simplify(expression);
        return Points.All(point => Agree(expression, simple, point.X, point.Y));
    }));

    [Fact]
    public static void MostRandomExpressionsHaveValuesToCompare()
    {
        Expression[] expressions = [.. RandomExpressions.All.Generator.Sample(500, 60)];
        int compared = expressions.Count(expression => Points.Any(point => IsReliable(RoundingAnalysis.Evaluate(expression, point.X, point.Y))));
        Assert.InRange(compared, 250, 500);
    }

    [Fact]
    public static void SimplifyingAgainChangesNothing() => Check.One(Thorough, Prop.ForAll(RandomExpressions.All, expression =>
    {
        Expression simple = Simplifier.Simplify(expression);
        return Same(simple, Simplifier.Simplify(simple));
    }));

    [Fact]
    public static void OrderOfTermsAndFactorsDoesNotMatter() => Check.One(Thorough, Prop.ForAll(RandomExpressions.All, expression =>
        Same(Simplifier.Simplify(expression), Simplifier.Simplify(Mirrored(expression)))));

    [Fact]
    public static void NoVariableAppears() => Check.One(Thorough, Prop.ForAll(RandomExpressions.All, expression =>
        Substitution.FreeVariables(Simplifier.Simplify(expression)).IsSubsetOf(Substitution.FreeVariables(expression))));

    [Fact]
    public static void ExpressionDoesNotGrow() => Check.One(Thorough, Prop.ForAll(RandomExpressions.Smooth, expression =>
        ExpressionTree.Size(Simplifier.Simplify(expression)) <= ExpressionTree.Size(expression)));

    [Fact]
    public static void ProductOfManySumsTakesNoTime()
    {
        Expression product = 1;
        for (int i = 0; i < 40; i++)
        {
            product *= new Variable("x" + i) + i + 1;
        }

        AssertQuick(() => Simplifier.Simplify(product + (2 * product) + 1));
    }

    [Fact]
    public static void DeepNestingTakesNoTime()
    {
        Expression nested = new Variable("x");
        for (int i = 0; i < 60; i++)
        {
            nested = (nested * new Call(Function.Exp, -nested.Reduced(i))) + 1;
        }

        AssertQuick(() => Simplifier.Simplify(nested));
    }

    [Fact]
    public static void FunctionsOfFunctionsTakeNoTime()
    {
        Expression nested = new Variable("x");
        for (int i = 0; i < 100; i++)
        {
            nested = new Variable("y") * new Call(i % 2 == 0 ? Function.Exp : Function.Sigmoid, -nested);
        }

        AssertQuick(() => Simplifier.Simplify(nested));
    }

    [Fact]
    public static void ManyDenominatorsTakeNoTime()
    {
        Expression sum = 0;
        for (int i = 0; i < 16; i++)
        {
            sum += new Variable("y" + i) / (new Variable("x" + i) + 1);
        }

        AssertQuick(() => Simplifier.Simplify(sum));
    }

    [Fact]
    public static void SecondDerivativesTakeNoTime()
    {
        Expression f = new Variable("x");
        for (int i = 0; i < 4; i++)
        {
            f = f * new Call(Function.Sigmoid, f);
        }

        AssertQuick(() => Derivative.Of(Derivative.Of(f, "x"), "x"));
    }

    /// <summary>Shallow parts of an expression, so that nesting does not double it at every level.</summary>
    private static Expression Reduced(this Expression expression, int level) => level % 8 == 7 ? expression : new Variable("y" + level);

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
        return !IsReliable(before) || double.IsPositiveInfinity(after.Error) && double.IsFinite(after.Value)
            || Math.Abs(before.Value - after.Value) <= 4 * (before.Error + after.Error);
    }

    private static bool IsReliable((double Value, double Error) result) => result.Error <= 1e-6 * (1 + Math.Abs(result.Value));

    /// <summary>Whether two expressions differ at most in the last digits of their constants.</summary>
    private static bool Same(Expression left, Expression right) => FormulaWriter.Write(left) == FormulaWriter.Write(right);

    private static Expression Mirrored(Expression expression) => ExpressionTree.Map(expression, Mirrored) switch
    {
        Sum sum => new Sum(sum.Terms.Reverse().ToEquatableArray()),
        Product product => new Product(product.Factors.Reverse().ToEquatableArray()),
        var other => other,
    };
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using Xunit;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>Straight-line code computes what the expressions say, each part once, under names that C# accepts.</summary>
public partial class StraightLineCodeTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(1000);
    private static readonly (double X, double Y)[] Points = [(0.37, -1.21), (-0.83, 0.59), (1.73, 2.41), (-2.9, -0.17)];

    private static readonly string[] Keywords = (
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit "
        + "extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator "
        + "out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this "
        + "throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' ');

    // What the kernels around the code declare themselves.
    private static readonly string[] KernelLocals = ["sum", "sample", "count", "scale", "j"];

    public static TheoryData<string> Names => [.. TextbookActivations.Kinds.Select(kind => kind.ToString())];

    [Fact]
    public void CodeComputesTheExpressions() => Check.One(Thorough, Prop.ForAll(RandomExpressions.All, expression =>
    {
        Expression[] results = [Simplifier.Simplify(expression), Derivative.Of(expression, "x")];
        ImmutableArray<Assignment> code = StraightLineCode.Compile([("first", results[0]), ("second", results[1])]);
        Assert.All(Points, point =>
        {
            Dictionary<string, double> locals = StraightLineInterpreter<double>.Run(code, ("x", point.X), ("y", point.Y));
            AssertAgrees(results[0], locals["first"], point.X, point.Y);
            AssertAgrees(results[1], locals["second"], point.X, point.Y);
        });
    }));

    [Fact]
    public void NothingIsComputedTwice() => Check.One(Thorough, Prop.ForAll(RandomExpressions.All, expression =>
    {
        ImmutableArray<Assignment> code = StraightLineCode.Compile([("first", Simplifier.Simplify(expression)), ("second", Derivative.Of(expression, "x"))]);
        Expression[] parts = [.. code.SelectMany(assignment => AllParts(assignment.Value)).Where(IsWork)];
        Assert.Equal(parts.Distinct().Select(RandomExpressions.Text), parts.Select(RandomExpressions.Text));
    }));

    [Fact]
    public void WhatTheCodeRepeatsIsALocal() => Check.One(Thorough, Prop.ForAll(RandomExpressions.All, expression =>
        Assert.All(
            StraightLineCode.Compile([("first", Simplifier.Simplify(expression))]).SelectMany(assignment => AllParts(assignment.Value)),
            part => Assert.False(part is Power { Exponent: > 1 or < -1 } power && IsWork(power.Base), RandomExpressions.Text(part)))));

    [Theory]
    [InlineData(-1e30)]
    [InlineData(-2)]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(1e30)]
    public void LogarithmsTakeArgumentsBetweenZeroAndOne(double z)
    {
        ImmutableArray<Assignment> code = StraightLineCode.Compile(
            [("softplus", Activations.Of(ActivationKind.Softplus, null)), ("mish", Activations.Of(ActivationKind.Mish, null))]);
        Call logarithm = Assert.Single(
            code.SelectMany(assignment => AllParts(assignment.Value)).OfType<Call>(), call => call.Function == Function.LogOnePlus);
        Dictionary<string, double> locals = StraightLineInterpreter<double>.Run(code.Add(new Assignment("argument", logarithm.Argument)), ("z", z));
        Assert.InRange(locals["argument"], 0, 1);
    }

    [Fact]
    public void NamesAreIdentifiersThatNobodyElseUses() => Check.One(Thorough, Prop.ForAll(RandomExpressions.All, expression =>
    {
        ImmutableArray<Assignment> code = StraightLineCode.Compile([("first", Simplifier.Simplify(expression)), ("second", Derivative.Of(expression, "x"))]);
        string[] names = [.. code.Select(assignment => assignment.Name)];
        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches(Identifier(), name));
        Assert.Empty(names.Intersect([.. Keywords, .. KernelLocals, "x", "y"]));
    }));

    [Fact]
    public void InputsNamedLikeLocalsAreKept()
    {
        Expression argument = new Variable("exponential") + 1;
        Expression exponential = new Call(Function.Exp, argument);
        ImmutableArray<Assignment> code = StraightLineCode.Compile([("total", exponential * (exponential + 2))]);
        Assert.Equal(["exponential2", "total"], code.Select(assignment => assignment.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SingleComputesEveryActivation(string name) => AssertComputes<float>(name, 1e30, 2e-6, derivative: false);

    [Theory]
    [MemberData(nameof(Names))]
    public void DoubleComputesEveryActivation(string name) => AssertComputes<double>(name, 1e100, 4e-15, derivative: false);

    // The derivative of GELUTanh multiplies z^3 by something that is 0 there; z^3 overflows float from about 1e13 on.
    [Theory]
    [MemberData(nameof(Names))]
    public void SingleComputesEveryDerivative(string name) =>
        AssertComputes<float>(name, name == nameof(ActivationKind.GELUTanh) ? 1e12 : 1e30, 2e-6, derivative: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void DoubleComputesEveryDerivative(string name) => AssertComputes<double>(name, 1e100, 4e-15, derivative: true);

    private static void AssertComputes<T>(string name, double largest, double tolerance, bool derivative)
        where T : System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ActivationKind kind = Enum.Parse<ActivationKind>(name);
        Expression f = Activations.Of(kind, null);
        ImmutableArray<Assignment> code = StraightLineCode.Compile([("a", f), ("slope", Derivative.Of(f, "z"))]);
        Assert.All(Magnitudes(largest).SelectMany(magnitude => new[] { -magnitude, magnitude }), z =>
        {
            T input = T.CreateChecked(z);
            double actual = double.CreateChecked(StraightLineInterpreter<T>.Run(code, ("z", input))[derivative ? "slope" : "a"]);
            double rounded = double.CreateChecked(input);
            double expected = derivative ? TextbookActivations.Derivative(kind, rounded) : TextbookActivations.Value(kind, rounded);
            Assert.InRange(Numerics.Error(expected, actual), 0, tolerance);
        });
    }

    private static IEnumerable<double> Magnitudes(double largest)
    {
        double[] small = [0, 1e-30, 1e-8, 1e-3, 0.1, 0.5, 1, 1.7, 2.5, 3, 4, 5.5, 7, 9, 12, 17, 30, 60, 88, 89, 103, 104, 120, 700, 746, 1e4];
        for (double magnitude = 1e5; magnitude <= largest; magnitude *= 10)
        {
            small = [.. small, magnitude];
        }

        return small;
    }

    private static void AssertAgrees(Expression expression, double actual, double x, double y)
    {
        (double value, double error) = RoundingAnalysis.Evaluate(expression, x, y);
        if (double.IsFinite(value) && error <= 1e-6 * (1 + Math.Abs(value)))
        {
            Assert.True(Math.Abs(value - actual) <= 8 * error, $"{RandomExpressions.Text(expression)} gave {actual} instead of {value}");
        }
    }

    private static IEnumerable<Expression> AllParts(Expression expression) =>
        ExpressionTree.Parts(expression).SelectMany(AllParts).Append(expression);

    /// <summary>Whether a part costs anything; a sign does not.</summary>
    private static bool IsWork(Expression expression) =>
        expression is not (Constant or Variable or Product { Factors: { Count: 2 } and [Constant { Value: -1 }, Variable] });

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9]*$")]
    private static partial Regex Identifier();
}

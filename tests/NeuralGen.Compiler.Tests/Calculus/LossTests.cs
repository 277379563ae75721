using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using Xunit;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>Every loss and its derived derivative against the books and against central differences.</summary>
public class LossTests
{
    private const int Outputs = 7;

    // Away from a = y and from |a - y| = 1, and inside (0, 1) for the logarithms.
    private static readonly (double A, double Y)[] Points = [(0.2, 1), (0.7, 0), (0.9, 1), (0.4, 0.1), (0.55, 0.75), (0.05, 0)];
    private static readonly (double A, double Y)[] FarPoints = [(-2.5, 1), (3.25, 0.5), (0.5, 4), (17, -3)];

    public static TheoryData<string> Names =>
        [.. Enum.GetValues<LossKind>().Where(kind => kind != LossKind.CrossEntropy).Select(kind => kind.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValueIsThatOfTheBooks(string name)
    {
        LossKind kind = Enum.Parse<LossKind>(name);
        Expression loss = Losses.Of(kind, Outputs);
        Assert.All(PointsOf(kind), point => Assert.InRange(
            Numerics.Error(Value(kind, point.A, point.Y), loss.At(("a", point.A), ("y", point.Y))), 0, 1e-15));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativeIsThatOfTheBooks(string name)
    {
        LossKind kind = Enum.Parse<LossKind>(name);
        Expression derivative = Derivative.Of(Losses.Of(kind, Outputs), "a");
        Assert.All(PointsOf(kind), point => Assert.InRange(
            Numerics.Error(DerivativeByOutput(kind, point.A, point.Y), derivative.At(("a", point.A), ("y", point.Y))), 0, 1e-14));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativeAgreesWithCentralDifferences(string name)
    {
        LossKind kind = Enum.Parse<LossKind>(name);
        Expression loss = Losses.Of(kind, Outputs);
        Expression derivative = Derivative.Of(loss, "a");
        Assert.All(PointsOf(kind), point => Assert.InRange(
            Numerics.Error(
                Numerics.CentralDifference(a => loss.At(("a", a), ("y", point.Y)), point.A, 0.01).Value,
                derivative.At(("a", point.A), ("y", point.Y))),
            0,
            1e-9));
    }

    [Fact]
    public void MeanAbsoluteErrorIsFlatWhereOutputAndTargetAreEqual() =>
        Assert.Equal(0, Derivative.Of(Losses.Of(LossKind.MeanAbsoluteError, Outputs), "a").At(("a", 0.3), ("y", 0.3)));

    [Theory]
    [InlineData(1, 1.0 / Outputs)]
    [InlineData(-1, -1.0 / Outputs)]
    public void HuberIsSmoothWhereItsPiecesMeet(double distance, double slope) =>
        Assert.Equal(slope, Derivative.Of(Losses.Of(LossKind.Huber, Outputs), "a").At(("a", distance), ("y", 0)), 1e-15);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(3, 0)]
    [InlineData(-3, 1)]
    [InlineData(15, 1)]
    [InlineData(-15, 0)]
    [InlineData(40, 1)]
    [InlineData(-40, 0)]
    [InlineData(700, 0.25)]
    [InlineData(-1e4, 1)]
    [InlineData(1e4, 1)]
    [InlineData(1e4, 0)]
    [InlineData(1e30, 0.5)]
    public void BinaryCrossEntropyOfASigmoidHasNoCancellation(double z, double y)
    {
        // Both terms are positive for targets in [0, 1], so the relative error is that of softplus.
        double expected = ((y * Softplus(-z)) + ((1 - y) * Softplus(z))) / Outputs;
        double actual = BinaryCrossEntropyOfSigmoid().At(("z", z), ("y", y));
        Assert.InRange(Math.Abs(actual - expected) / Math.Max(expected, double.Epsilon), 0, 1e-15);
    }

    [Fact]
    public void DerivativeOfBinaryCrossEntropyOfASigmoidIsFiniteEverywhere()
    {
        Expression derivative = Derivative.Of(BinaryCrossEntropyOfSigmoid(), "z");
        Assert.All([-1e30, -1e4, -30, 0, 30, 1e4, 1e30], z => Assert.Equal(
            ((z > 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z))) - 0.25) / Outputs, derivative.At(("z", z), ("y", 0.25)), 1e-15));
    }

    private static Expression BinaryCrossEntropyOfSigmoid() => Substitution.Replace(
        Losses.Of(LossKind.BinaryCrossEntropy, Outputs), new Variable("a"), Activations.Of(ActivationKind.Sigmoid, null));

    private static IEnumerable<(double A, double Y)> PointsOf(LossKind kind) =>
        kind == LossKind.BinaryCrossEntropy ? Points : Points.Concat(FarPoints);

    private static double Value(LossKind kind, double a, double y) => kind switch
    {
        LossKind.MeanSquaredError => Math.Pow(a - y, 2) / Outputs,
        LossKind.HalfSquaredError => Math.Pow(a - y, 2) / 2,
        LossKind.BinaryCrossEntropy => -((y * Math.Log(a)) + ((1 - y) * Math.Log(1 - a))) / Outputs,
        LossKind.MeanAbsoluteError => Math.Abs(a - y) / Outputs,
        LossKind.Huber => (Math.Abs(a - y) <= 1 ? Math.Pow(a - y, 2) / 2 : Math.Abs(a - y) - 0.5) / Outputs,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static double DerivativeByOutput(LossKind kind, double a, double y) => kind switch
    {
        LossKind.MeanSquaredError => 2 * (a - y) / Outputs,
        LossKind.HalfSquaredError => a - y,
        LossKind.BinaryCrossEntropy => (a - y) / (a * (1 - a)) / Outputs,
        LossKind.MeanAbsoluteError => Math.Sign(a - y) / (double)Outputs,
        LossKind.Huber => Math.Clamp(a - y, -1, 1) / Outputs,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    // ln(1 + t) = t - t^2 / 2 + t^3 / 3 - ... for small t.
    private static double Softplus(double z)
    {
        double t = Math.Exp(-Math.Abs(z));
        return Math.Max(z, 0) + (t < 1e-4 ? t - (t * t / 2) + (t * t * t / 3) - (t * t * t * t / 4) : Math.Log(1 + t));
    }
}

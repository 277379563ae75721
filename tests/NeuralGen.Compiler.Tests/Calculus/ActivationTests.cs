using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using Xunit;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>Every activation and its derived derivative against the books and against central differences.</summary>
public class ActivationTests
{
    private static readonly double[] Points = [-20, -7.5, -3.4, -2.6, -1.3, -0.7, -0.1, 0.1, 0.6, 1.2, 2.7, 3.3, 8.1, 20];

    public static TheoryData<string> Names => [.. TextbookActivations.Kinds.Select(kind => kind.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValueIsThatOfTheBooks(string name)
    {
        ActivationKind kind = Enum.Parse<ActivationKind>(name);
        Expression f = Activations.Of(kind, null);
        Assert.All(Points, z => Assert.InRange(Numerics.Error(TextbookActivations.Value(kind, z), f.At(("z", z))), 0, 1e-14));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativeIsThatOfTheBooks(string name)
    {
        ActivationKind kind = Enum.Parse<ActivationKind>(name);
        Expression derivative = Derivative.Of(Activations.Of(kind, null), "z");
        Assert.All(Points, z => Assert.InRange(Numerics.Error(TextbookActivations.Derivative(kind, z), derivative.At(("z", z))), 0, 1e-14));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativeAgreesWithCentralDifferences(string name)
    {
        Expression f = Activations.Of(Enum.Parse<ActivationKind>(name), null);
        Expression derivative = Derivative.Of(f, "z");
        Assert.All(Points, z => Assert.InRange(
            Numerics.Error(Numerics.CentralDifference(x => f.At(("z", x)), z).Value, derivative.At(("z", z))), 0, 1e-10));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativeFromResultIsTheDerivative(string name)
    {
        Expression f = Activations.Of(Enum.Parse<ActivationKind>(name), null);
        Expression derivative = Derivative.Of(f, "z");
        Expression fromResult = ResultSubstitution.Express(derivative, f, "a");
        double[] points = [.. Points, .. TextbookActivations.Kinks(Enum.Parse<ActivationKind>(name))];
        Assert.All(points, z => Assert.InRange(
            Numerics.Error(derivative.At(("z", z)), fromResult.At(("z", z), ("a", f.At(("z", z))))), 0, 1e-14));
    }

    [Theory]
    [InlineData(nameof(ActivationKind.ReLU), 0, 0)]
    [InlineData(nameof(ActivationKind.LeakyReLU), 0, 0.01)]
    [InlineData(nameof(ActivationKind.ELU), 0, 1)]
    [InlineData(nameof(ActivationKind.SELU), 0, 1.7580993408473768)]
    [InlineData(nameof(ActivationKind.HardSigmoid), -3, 0)]
    [InlineData(nameof(ActivationKind.HardSigmoid), 3, 1.0 / 6)]
    [InlineData(nameof(ActivationKind.HardSwish), -3, 0)]
    [InlineData(nameof(ActivationKind.HardSwish), 3, 1.5)]
    public void DerivativeAtAKinkIsTheOneFromTheLeft(string name, double kink, double expected)
    {
        Expression derivative = Derivative.Of(Activations.Of(Enum.Parse<ActivationKind>(name), null), "z");
        Assert.Equal(expected, derivative.At(("z", kink)), 1e-15);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativeAtAKinkAgreesWithDifferencesFromTheLeft(string name)
    {
        ActivationKind kind = Enum.Parse<ActivationKind>(name);
        Expression f = Activations.Of(kind, null);
        Expression derivative = Derivative.Of(f, "z");
        Assert.All(TextbookActivations.Kinks(kind), kink => Assert.InRange(
            Numerics.Error(Numerics.LeftDifference(z => f.At(("z", z)), kink), derivative.At(("z", kink))), 0, 1e-9));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaNStaysNaN(string name) =>
        Assert.Equal(double.NaN, Activations.Of(Enum.Parse<ActivationKind>(name), null).At(("z", double.NaN)));

    [Theory]
    [InlineData(nameof(ActivationKind.LeakyReLU), -0.5)]
    [InlineData(nameof(ActivationKind.LeakyReLU), 0)]
    [InlineData(nameof(ActivationKind.LeakyReLU), 0.3)]
    [InlineData(nameof(ActivationKind.LeakyReLU), 1)]
    [InlineData(nameof(ActivationKind.LeakyReLU), 49)]
    [InlineData(nameof(ActivationKind.ELU), -0.5)]
    [InlineData(nameof(ActivationKind.ELU), 0)]
    [InlineData(nameof(ActivationKind.ELU), 0.3)]
    [InlineData(nameof(ActivationKind.ELU), 49)]
    public void DerivativeWithAnAlphaIsThatOfTheBooks(string name, double alpha)
    {
        ActivationKind kind = Enum.Parse<ActivationKind>(name);
        Expression f = Activations.Of(kind, alpha);
        Expression fromResult = ResultSubstitution.Express(Derivative.Of(f, "z"), f, "a");
        Assert.All([.. Points, 0.0], z => Assert.InRange(
            Numerics.Error(TextbookActivations.Derivative(kind, z, alpha), fromResult.At(("z", z), ("a", f.At(("z", z))))), 0, 1e-14));
    }

    [Theory]
    [InlineData(nameof(ActivationKind.LeakyReLU), -0.5)]
    [InlineData(nameof(ActivationKind.ELU), -0.5)]
    public void NegativeAlphaLeavesTheDerivativeToTheWeightedInput(string name, double alpha)
    {
        Expression f = Activations.Of(Enum.Parse<ActivationKind>(name), alpha);
        Expression fromResult = ResultSubstitution.Express(Derivative.Of(f, "z"), f, "a");
        Assert.Equal(["z"], Substitution.FreeVariables(fromResult));
    }

    [Theory]
    [InlineData(nameof(ActivationKind.Identity))]
    [InlineData(nameof(ActivationKind.Sigmoid))]
    [InlineData(nameof(ActivationKind.Tanh))]
    [InlineData(nameof(ActivationKind.ReLU))]
    [InlineData(nameof(ActivationKind.LeakyReLU))]
    [InlineData(nameof(ActivationKind.ELU))]
    [InlineData(nameof(ActivationKind.SELU))]
    public void DerivativeNeedsTheResultAlone(string name)
    {
        Expression f = Activations.Of(Enum.Parse<ActivationKind>(name), null);
        Assert.DoesNotContain("z", Substitution.FreeVariables(ResultSubstitution.Express(Derivative.Of(f, "z"), f, "a")));
    }
}

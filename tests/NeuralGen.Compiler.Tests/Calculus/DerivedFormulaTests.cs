using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using Xunit;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>The formulas that come out of the differentiator are those of the books; none of them is typed in.</summary>
public class DerivedFormulaTests
{
    [Theory]
    [InlineData(nameof(ActivationKind.Identity), "z", "1")]
    [InlineData(nameof(ActivationKind.Sigmoid), "sigmoid(z)", "sigmoid(z) (1 - sigmoid(z))")]
    [InlineData(nameof(ActivationKind.Tanh), "tanh(z)", "1 - tanh(z)^2")]
    [InlineData(nameof(ActivationKind.ReLU), "0 if z <= 0, else z", "0 if z <= 0, else 1")]
    [InlineData(nameof(ActivationKind.LeakyReLU), "0.01 z if z <= 0, else z", "0.01 if z <= 0, else 1")]
    [InlineData(nameof(ActivationKind.ELU), "expm1(z) if z <= 0, else z", "exp(z) if z <= 0, else 1")]
    [InlineData(nameof(ActivationKind.SELU), "1.7581 expm1(z) if z <= 0, else 1.0507 z", "1.7581 exp(z) if z <= 0, else 1.0507")]
    [InlineData(nameof(ActivationKind.GELU), "(1/2) z (1 + erf(0.707107 z))", "1/2 + 0.398942 z exp(-(1/2) z^2) + (1/2) erf(0.707107 z)")]
    [InlineData(nameof(ActivationKind.SiLU), "z sigmoid(z)", "z sigmoid(z) (1 - sigmoid(z)) + sigmoid(z)")]
    [InlineData(nameof(ActivationKind.Softplus), "softplus(z)", "sigmoid(z)")]
    [InlineData(nameof(ActivationKind.Softsign), "z / (1 + |z|)", "1 / (1 + |z|)^2")]
    [InlineData(nameof(ActivationKind.HardSigmoid), "0 if z <= -3, else 1 if z > 3, else (1/6) z + 1/2", "0 if z <= -3, else 0 if z > 3, else 1/6")]
    [InlineData(nameof(ActivationKind.HardSwish), "0 if z <= -3, else z if z > 3, else z ((1/6) z + 1/2)", "0 if z <= -3, else 1 if z > 3, else (1/3) z + 1/2")]
    [InlineData(nameof(ActivationKind.Mish), "z tanh(softplus(z))", "z sigmoid(z) (1 - tanh(softplus(z))^2) + tanh(softplus(z))")]
    [InlineData(
        nameof(ActivationKind.GELUTanh),
        "(1/2) z (1 + tanh(0.797885 (z + 0.044715 z^3)))",
        "(1/2) (1 + z (0.797885 + 0.107032 z^2) (1 - tanh(0.797885 (z + 0.044715 z^3))^2) + tanh(0.797885 (z + 0.044715 z^3)))")]
    public void ActivationAndDerivative(string name, string value, string derivative)
    {
        Expression f = Activations.Of(Enum.Parse<ActivationKind>(name), null);
        Assert.Equal((value, derivative), (FormulaWriter.Write(f), FormulaWriter.Write(Derivative.Of(f, "z"))));
    }

    [Theory]
    [InlineData(nameof(ActivationKind.Sigmoid), "a (1 - a)")]
    [InlineData(nameof(ActivationKind.Tanh), "1 - a^2")]
    [InlineData(nameof(ActivationKind.ReLU), "0 if a <= 0, else 1")]
    [InlineData(nameof(ActivationKind.LeakyReLU), "0.01 if a <= 0, else 1")]
    [InlineData(nameof(ActivationKind.ELU), "a + 1 if a <= 0, else 1")]
    [InlineData(nameof(ActivationKind.SELU), "a + 1.7581 if a <= 0, else 1.0507")]
    public void DerivativeByResult(string name, string expected)
    {
        Expression f = Activations.Of(Enum.Parse<ActivationKind>(name), null);
        Assert.Equal(expected, FormulaWriter.Write(ResultSubstitution.Express(Derivative.Of(f, "z"), f, "a")));
    }

    [Theory]
    [InlineData(nameof(LossKind.MeanSquaredError), "(1/4) (a - y)^2", "(1/2) (a - y)")]
    [InlineData(nameof(LossKind.HalfSquaredError), "(1/2) (a - y)^2", "a - y")]
    [InlineData(nameof(LossKind.MeanAbsoluteError), "(1/4) |a - y|", "(1/4) sign(a - y)")]
    [InlineData(
        nameof(LossKind.Huber),
        "(1/4) ((1/2) (a - y)^2 if |a - y| <= 1, else |a - y| - 1/2)",
        "(1/4) (a - y if |a - y| <= 1, else sign(a - y))")]
    public void LossOfFourOutputsAndDerivative(string name, string value, string derivative)
    {
        Expression loss = Losses.Of(Enum.Parse<LossKind>(name), 4);
        Assert.Equal((value, derivative), (FormulaWriter.Write(loss), FormulaWriter.Write(Derivative.Of(loss, "a"))));
    }

    [Fact]
    public void BinaryCrossEntropyOfASigmoid()
    {
        Expression loss = Substitution.Replace(
            Losses.Of(LossKind.BinaryCrossEntropy, 4), new Variable("a"), Activations.Of(ActivationKind.Sigmoid, null));
        Assert.Equal(
            ("(1/4) (softplus(z) (1 - y) + y softplus(-z))", "(1/4) (sigmoid(z) - y)"),
            (FormulaWriter.Write(loss), FormulaWriter.Write(Derivative.Of(loss, "z"))));
    }

    [Fact]
    public void ErrorOfASquaredLossBehindASigmoid()
    {
        Expression f = Activations.Of(ActivationKind.Sigmoid, null);
        Expression slope = ResultSubstitution.Express(Derivative.Of(f, "z"), f, "a");
        Expression delta = Simplifier.Simplify(Derivative.Of(Losses.Of(LossKind.HalfSquaredError, 1), "a") * slope);
        Assert.Equal("a (1 - a) (a - y)", FormulaWriter.Write(delta));
    }
}

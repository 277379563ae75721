using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Limits;

/// <summary>Where an activation has a kink, its derivative is the one from the left.</summary>
[Trait("Category", "Numeric")]
public abstract class KinkTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(Activation.ReLU, 0, 0)]
    [InlineData(Activation.LeakyReLU, 0, 0.01)]
    [InlineData(Activation.ELU, 0, 1)]
    [InlineData(Activation.SELU, 0, 1.0507009873554805 * 1.6732632423543772)]
    [InlineData(Activation.Softsign, 0, 1)]
    [InlineData(Activation.HardSigmoid, -3, 0)]
    [InlineData(Activation.HardSigmoid, 3, 1.0 / 6)]
    [InlineData(Activation.HardSwish, -3, 0)]
    [InlineData(Activation.HardSwish, 3, 1.5)]
    public void DerivativeComesFromTheLeft(Activation activation, double z, double expected)
    {
        T derivative = Neuron.Derivative(Neuron.With<T>(activation), T.CreateChecked(z));
        Accuracy.Check(expected, derivative, $"{activation}'({z})");
    }

    [Fact]
    public void NegativeZeroIsZero()
    {
        Assert.Equal(T.Zero, Neuron.Derivative(Neuron.With<T>(Activation.ReLU), T.NegativeZero));
    }

    [Fact]
    public void MeanAbsoluteErrorIsFlatAtItsTarget()
    {
        INeuralNetwork<T> neuron = Neuron.With<T>(Activation.Identity);
        T[] inputGradient = [T.One];
        neuron.Backward([T.CreateChecked(0.75)], [T.CreateChecked(0.75)], new ParameterVector<T>(neuron.Parameters.Layout), inputGradient);
        Assert.Equal(T.Zero, inputGradient[0]);
    }
}

public sealed class SingleKinkTests : KinkTests<float>;

public sealed class DoubleKinkTests : KinkTests<double>;

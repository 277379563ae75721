using System.Numerics;
using NeuralGen.Tests.Networks;
using NeuralGen.Tests.Reference;

namespace NeuralGen.Tests.Limits;

/// <summary>Activations far out, at infinities, and of NaN.</summary>
[Trait("Category", "Numeric")]
public abstract class ExtremeValueTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    public static TheoryData<Activation> ScalarActivations => [.. Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax)];

    private static double[] Far => [-1e4, -700, -100, -89, -50, -20, -10, -1e-6, 1e-6, 10, 20, 50, 89, 100, 700, 1e4];

    [Theory]
    [MemberData(nameof(ScalarActivations))]
    public void ValueIsRightFarOut(Activation activation)
    {
        INeuralNetwork<T> neuron = Neuron.With<T>(activation);
        double[] z = Numbers.ToDouble<T>(Numbers.From<T>(Far));
        double[] expected = Array.ConvertAll(z, x => ActivationFunction.Value(activation, ActivationFunction.DefaultAlpha(activation), x));
        T[] actual = Array.ConvertAll(z, x => Neuron.Value(neuron, T.CreateChecked(x)));
        Accuracy.Check<T>(expected, actual, $"{activation} of {string.Join(", ", z)}");
    }

    [Theory]
    [MemberData(nameof(ScalarActivations))]
    public void DerivativeIsRightFarOut(Activation activation)
    {
        INeuralNetwork<T> neuron = Neuron.With<T>(activation);
        double[] z = Numbers.ToDouble<T>(Numbers.From<T>(Far));
        double[] expected = Array.ConvertAll(z, x => ActivationFunction.Derivative(activation, ActivationFunction.DefaultAlpha(activation), x));
        T[] actual = Array.ConvertAll(z, x => Neuron.Derivative(neuron, T.CreateChecked(x)));
        Accuracy.Check<T>(expected, actual, $"{activation}' of {string.Join(", ", z)}");
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void NaNGoesThroughForward(Activation activation) =>
        Assert.True(T.IsNaN(Neuron.Value(Neuron.With<T>(activation), T.NaN)));

    [Theory]
    [MemberData(nameof(Activations))]
    public void NaNGoesThroughForwardBatch(Activation activation)
    {
        INeuralNetwork<T> neuron = Neuron.With<T>(activation);
        T[] inputs = [.. Enumerable.Range(0, 33).Select(i => i % 2 == 0 ? T.NaN : T.One)];
        T[] outputs = new T[33];

        neuron.ForwardBatch(inputs, outputs);

        Assert.Equal(inputs.Select(T.IsNaN), outputs.Select(T.IsNaN));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void NaNGoesThroughTheLoss(Activation activation) =>
        Assert.True(T.IsNaN(Neuron.With<T>(activation).ComputeLoss([T.NaN], [T.One])));

    [Theory]
    [InlineData(Activation.Identity, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(Activation.Sigmoid, 0, 1)]
    [InlineData(Activation.Tanh, -1, 1)]
    [InlineData(Activation.ReLU, 0, double.PositiveInfinity)]
    [InlineData(Activation.HardSigmoid, 0, 1)]
    public void InfinitiesHaveTheirLimits(Activation activation, double below, double above)
    {
        INeuralNetwork<T> neuron = Neuron.With<T>(activation);
        Assert.Equal(
            (below, above),
            (double.CreateChecked(Neuron.Value(neuron, T.NegativeInfinity)), double.CreateChecked(Neuron.Value(neuron, T.PositiveInfinity))));
    }
}

public sealed class SingleExtremeValueTests : ExtremeValueTests<float>;

public sealed class DoubleExtremeValueTests : ExtremeValueTests<double>;

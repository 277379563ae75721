using System.Numerics;
using NeuralGen.Tests.Networks;
using NeuralGen.Tests.Reference;

namespace NeuralGen.Tests.Limits;

/// <summary>
/// Cross-entropies of outputs that are 0 or 1 to the last bit: finite and right, since they are computed from z. The
/// weights are the unit matrix, so that z is the input.
/// </summary>
[Trait("Category", "Numeric")]
public abstract class LogitTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double[] Unit = [1, 0, 0, 0, 1, 0, 0, 0, 1];

    public static TheoryData<double, double, double> Logits => new()
    {
        { 1e4, -1e4, 0 },
        { -1e4, 1e4, -1e4 },
        { -1e4, -1e4, -1e4 },
        { 1e4, 1e4, 9999 },
        { 700, -700, 100 },
        { 90, 89, -90 },
    };

    [Theory]
    [MemberData(nameof(Logits))]
    public void SoftmaxLossAgrees(double z1, double z2, double z3) => CheckLoss(NewSoftmax(), Softmax, [z1, z2, z3]);

    [Theory]
    [MemberData(nameof(Logits))]
    public void SoftmaxGradientAgrees(double z1, double z2, double z3) => CheckGradient(NewSoftmax(), Softmax, [z1, z2, z3]);

    [Theory]
    [MemberData(nameof(Logits))]
    public void SigmoidLossAgrees(double z1, double z2, double z3) => CheckLoss(NewSigmoid(), Sigmoid, [z1, z2, z3]);

    [Theory]
    [MemberData(nameof(Logits))]
    public void SigmoidGradientAgrees(double z1, double z2, double z3) => CheckGradient(NewSigmoid(), Sigmoid, [z1, z2, z3]);

    [Fact]
    public void SoftmaxOutputsOfFarLogitsAreZeroAndOne()
    {
        INeuralNetwork<T> network = NewSoftmax();
        network.Parameters.CopyFrom(Numbers.From<T>(Unit));
        T[] output = new T[3];
        network.Forward(Numbers.From<T>([-1e4, 1e4, 0]), output);
        Assert.Equal([T.Zero, T.One, T.Zero], output);
    }

    private protected abstract INeuralNetwork<T> NewSoftmax();

    private protected abstract INeuralNetwork<T> NewSigmoid();

    private static Architecture Softmax => new(3, Loss.CrossEntropy, new Layer(3, Activation.Softmax, Bias: false));

    private static Architecture Sigmoid => new(3, Loss.BinaryCrossEntropy, new Layer(3, Activation.Sigmoid, Bias: false));

    private static double[][] Targets => [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.5, 0.25, 0.25]];

    private static void CheckLoss(INeuralNetwork<T> network, Architecture architecture, double[] z)
    {
        network.Parameters.CopyFrom(Numbers.From<T>(Unit));
        var reference = new ReferenceNetwork(architecture, Unit);
        foreach (double[] target in Targets)
        {
            T loss = network.ComputeLoss(Numbers.From<T>(z), Numbers.From<T>(target));
            Accuracy.Check(reference.ComputeLoss(z, target), loss, $"loss with target {string.Join(", ", target)}");
        }
    }

    private static void CheckGradient(INeuralNetwork<T> network, Architecture architecture, double[] z)
    {
        network.Parameters.CopyFrom(Numbers.From<T>(Unit));
        var reference = new ReferenceNetwork(architecture, Unit);
        foreach (double[] target in Targets)
        {
            T[] inputGradient = new T[3];
            network.Backward(Numbers.From<T>(z), Numbers.From<T>(target), new ParameterVector<T>(network.Parameters.Layout), inputGradient);
            Accuracy.Check(reference.Backward(z, target).Input, inputGradient, $"input gradient with target {string.Join(", ", target)}");
        }
    }
}

public sealed class SingleLogitTests : LogitTests<float>
{
    private protected override INeuralNetwork<float> NewSoftmax() => new SoftmaxLogitsSingle();

    private protected override INeuralNetwork<float> NewSigmoid() => new SigmoidLogitsSingle();
}

public sealed class DoubleLogitTests : LogitTests<double>
{
    private protected override INeuralNetwork<double> NewSoftmax() => new SoftmaxLogitsDouble();

    private protected override INeuralNetwork<double> NewSigmoid() => new SigmoidLogitsDouble();
}

namespace NeuralGen.Tests.Declarations;

/// <summary>Layers so wide that the scratch of a single sample is too large for the stack.</summary>
internal static class LargeNetworks
{
    public static IEnumerable<Network> For(Precision precision) =>
    [
        new("Large", "Large_40_3000_20", precision, 40, Loss.CrossEntropy, new Layer(3000, Activation.Tanh), new Layer(20, Activation.Softmax)),
        new("Large", "Large_2000_7_2000", precision, 2000, Loss.HalfSquaredError, new Layer(7, Activation.Sigmoid), new Layer(2000, Activation.Softplus)),
    ];
}

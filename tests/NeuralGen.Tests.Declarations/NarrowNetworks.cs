namespace NeuralGen.Tests.Declarations;

/// <summary>
/// Few outputs on many inputs, whose weights are stored row by row, and layers that exchange nothing but the caller's
/// memory; with them sizes that fit no vector and no tile.
/// </summary>
internal static class NarrowNetworks
{
    public static IEnumerable<Network> For(Precision precision) =>
    [
        new("Sizes", "Narrow_32_5", precision, 32, Loss.MeanSquaredError, new Layer(5, Activation.Identity)),
        new("Sizes", "Narrow_64_4", precision, 64, Loss.MeanSquaredError, new Layer(4, Activation.Identity, Bias: false)),
        new("Sizes", "Narrow_784_8", precision, 784, Loss.Huber, new Layer(8, Activation.LeakyReLU)),
        new("Sizes", "Narrow_784_13", precision, 784, Loss.CrossEntropy, new Layer(13, Activation.Softmax)),
        new("Sizes", "Narrow_784_10", precision, 784, Loss.CrossEntropy, new Layer(10, Activation.Softmax)),
        new("Sizes", "Narrow_785_11", precision, 785, Loss.CrossEntropy, new Layer(11, Activation.Softmax)),
        new("Sizes", "Narrow_1_300_1", precision, 1, Loss.MeanSquaredError, new Layer(300, Activation.Tanh), new Layer(1, Activation.Identity)),
        new("Sizes", "Narrow_8_20_2", precision, 8, Loss.MeanSquaredError, new Layer(20, Activation.Identity), new Layer(2, Activation.Identity)),
        new("Sizes", "Narrow_100_100", precision, 100, Loss.MeanSquaredError, new Layer(100, Activation.ReLU)),
        new("Sizes", "Narrow_1023_65", precision, 1023, Loss.HalfSquaredError, new Layer(65, Activation.Sigmoid)),
        new(
            "Sizes", "Narrow_29_113_57_3", precision, 29, Loss.CrossEntropy,
            new Layer(113, Activation.ReLU), new Layer(57, Activation.GELU), new Layer(3, Activation.Softmax)),
    ];
}

namespace NeuralGen.Tests.Declarations;

/// <summary>
/// One and two layers with sizes at, below and above every number of lanes and every tile. Each size stands once as
/// input, as hidden layer and as output. The activations are such that f(0) is not 0, so that a padded lane that
/// takes part in anything shows.
/// </summary>
internal static class SizeNetworks
{
    private static readonly int[] Sizes =
    [
        1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 97, 127, 128, 129, 193, 255, 256, 257,
    ];

    private static readonly Activation[] Hidden = [Activation.Sigmoid, Activation.Softplus, Activation.Softmax, Activation.GELU];

    private static readonly (Activation Activation, Loss Loss)[] Outputs =
    [
        (Activation.Softmax, Loss.CrossEntropy),
        (Activation.Sigmoid, Loss.BinaryCrossEntropy),
        (Activation.Softplus, Loss.HalfSquaredError),
        (Activation.Softmax, Loss.MeanSquaredError),
        (Activation.ReLU, Loss.Huber),
    ];

    /// <summary>Each size as input and as output of one layer, and in each place of two.</summary>
    public static IEnumerable<Network> All(Precision precision) =>
        Enumerable.Range(0, Sizes.Length).SelectMany(i => new[] { OneLayer(i, precision), TwoLayers(i, precision) });

    /// <summary>One layer for every second size, two layers for the others; the other way round in the other precision.</summary>
    public static IEnumerable<Network> Half(Precision precision) =>
        Enumerable.Range(0, Sizes.Length).Select(i => i % 2 == (int)precision ? OneLayer(i, precision) : TwoLayers(i, precision));

    // 5, 3 and 11 share no factor with the number of sizes, so each of these runs through all of them.
    private static Network OneLayer(int i, Precision precision)
    {
        int output = Sizes[((5 * i) + 3) % Sizes.Length];
        (Activation activation, Loss loss) = Outputs[i % Outputs.Length];
        return new Network(
            "Sizes",
            $"Sizes_{Sizes[i]}_{output}",
            precision,
            Sizes[i],
            loss,
            new Layer(output, activation, Bias: i % 4 > 1));
    }

    private static Network TwoLayers(int i, Precision precision)
    {
        int input = Sizes[((3 * i) + 1) % Sizes.Length];
        int output = Sizes[((11 * i) + 7) % Sizes.Length];
        (Activation activation, Loss loss) = Outputs[(i + 2) % Outputs.Length];
        return new Network(
            "Sizes",
            $"Sizes_{input}_{Sizes[i]}_{output}",
            precision,
            input,
            loss,
            new Layer(Sizes[i], Hidden[i % Hidden.Length], Bias: i % 4 < 2),
            new Layer(output, activation, Bias: i % 3 != 0));
    }
}

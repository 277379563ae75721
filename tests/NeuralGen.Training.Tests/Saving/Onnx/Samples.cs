namespace NeuralGen.Training.Tests.Saving.Onnx;

/// <summary>Networks whose outputs depend on all their layers, and samples for them.</summary>
internal static class Samples
{
    /// <summary>Samples of six numbers.</summary>
    public static double[][] Inputs { get; } =
        [[0.5, -1, 2, 0.25, -0.125, 1], [-3, 0.5, 1, -2, 0.75, 0], [0, 0, 0, 0, 0, 0], [4, 3, -2, -1, 2.5, -0.5], [-1, -1, 1.5, 2, -4, 3]];

    public static EveryLayer Single()
    {
        var network = new EveryLayer();
        network.Parameters.CopyFrom(Array.ConvertAll(Numbers(1220, network.Parameters.Count), number => (float)number));
        return network;
    }

    public static EveryLayerInDouble Double()
    {
        var network = new EveryLayerInDouble();
        network.Parameters.CopyFrom(Numbers(1977, network.Parameters.Count));
        return network;
    }

    /// <summary>What is saved to a stream.</summary>
    public static byte[] Bytes(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }

    /// <summary>Of most seeds little remains of the input behind so many layers; those above were looked for.</summary>
    private static double[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2.4 * (random.NextDouble() - 0.5))];
    }
}

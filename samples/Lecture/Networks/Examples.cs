using NeuralGen;

namespace Lecture.Networks;

/// <summary>The networks and samples of the worked examples: small numbers, the same on every run.</summary>
internal static class Examples
{
    /// <summary>The sample of the neuron.</summary>
    public static double[] NeuronInput { get; } = [1.0, -0.5, 2.0];

    /// <summary>The sample of the network of two layers, and what it should answer.</summary>
    public static (double[] X, double[] Y) TwoLayersSample { get; } = ([0.5, -1.0], [1.0, 0.0]);

    /// <summary>The sample of the network of three layers, and what it should answer.</summary>
    public static (double[] X, double[] Y) ThreeLayersSample { get; } = ([0.8, -0.4, 1.2], [1.0, 0.0]);

    /// <summary>A neuron with w = [0.4, -0.2, 0.3] and b = 0.1.</summary>
    public static Neuron Neuron()
    {
        var neuron = new Neuron();
        neuron.Parameters.CopyFrom([0.4, -0.2, 0.3, 0.1]);
        return neuron;
    }

    /// <summary>A network of two layers.</summary>
    public static TwoLayers TwoLayers() => WithBiases(new TwoLayers());

    /// <summary>A network of three layers.</summary>
    public static ThreeLayers ThreeLayers() => WithBiases(new ThreeLayers());

    /// <summary>
    /// Biases start at 0, which would hide mistakes with them; here they alternate about it.
    /// </summary>
    public static TNetwork WithBiases<TNetwork>(TNetwork network)
        where TNetwork : INeuralNetwork<double>
    {
        foreach (TensorLayout tensor in TNetwork.Layout.Tensors)
        {
            if (tensor.Shape.Length == 1)
            {
                TensorView<double> biases = network.Parameters[tensor.Name];
                for (int j = 0; j < biases.Count; j++)
                {
                    biases[j] = j % 2 == 0 ? 0.1 + (0.05 * j) : -0.2 + (0.05 * j);
                }
            }
        }

        return network;
    }
}

using Lecture.Networks;

namespace Lecture.Part3;

/// <summary>The neuron of 3.4 to 3.6 with max(0, z), and four samples of it. The last leaves it silent.</summary>
internal static class FourSamples
{
    public const int Count = 4;

    /// <summary>The weights.</summary>
    public static double[] W { get; } = [0.4, -0.2, 0.3];

    /// <summary>The bias.</summary>
    public static double B => 0.1;

    /// <summary>The inputs, row by row.</summary>
    public static double[] Inputs { get; } = [1.0, -0.5, 2.0, 0.5, 1.0, 1.0, 2.0, -1.0, 0.0, -2.0, 0.5, 0.5];

    /// <summary>What the neuron should answer.</summary>
    public static double[] Targets { get; } = [1.0, 0.8, 0.5, 0.3];

    /// <summary>One sample's input.</summary>
    public static double[] X(int i) => Inputs[(3 * i)..((3 * i) + 3)];

    /// <summary>The weighted input, in a loop.</summary>
    public static double Z(int i)
    {
        double z = B;
        for (int k = 0; k < 3; k++)
        {
            z += W[k] * X(i)[k];
        }

        return z;
    }

    /// <summary>The error e = a - y where the neuron is awake, and 0 where z is not above zero.</summary>
    public static double Error(int i) => Z(i) > 0 ? Z(i) - Targets[i] : 0;

    /// <summary>The generated gradient of one sample's cost, by w₁, w₂, w₃ and b.</summary>
    public static double[] GeneratedGradient(int i)
    {
        double[] x = X(i);
        double[] gradient = new double[8];
        Functions.NeuronCostGradient(W[0], W[1], W[2], B, x[0], x[1], x[2], Targets[i], gradient);
        return gradient[..4];
    }

    /// <summary>The neuron as a network.</summary>
    public static RectifiedNeuron Network()
    {
        var network = new RectifiedNeuron();
        network.Parameters.CopyFrom([.. W, B]);
        return network;
    }
}

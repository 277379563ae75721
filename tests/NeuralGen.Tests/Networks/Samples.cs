using System.Numerics;
using NeuralGen.Tests.Reference;

namespace NeuralGen.Tests.Networks;

/// <summary>Random parameters and samples for an architecture, exact in the network's number format.</summary>
internal sealed class Samples
{
    /// <summary>
    /// No sample comes nearer than this to a point where the network is not smooth: on either side of it both the
    /// network and the reference would be right, and differ.
    /// </summary>
    private const double LeastDistanceToBreaks = 1e-3;

    private Samples(Architecture architecture, int count, double[] parameters)
    {
        Architecture = architecture;
        Parameters = parameters;
        Inputs = new double[count * architecture.Inputs];
        Targets = new double[count * architecture.Outputs];
    }

    public Architecture Architecture { get; }

    public double[] Parameters { get; }

    /// <summary>Row-major [n, inputs].</summary>
    public double[] Inputs { get; }

    /// <summary>Row-major [n, outputs].</summary>
    public double[] Targets { get; }

    public Span<double> Input(int sample) => Inputs.AsSpan(sample * Architecture.Inputs, Architecture.Inputs);

    public Span<double> Target(int sample) => Targets.AsSpan(sample * Architecture.Outputs, Architecture.Outputs);

    public static Samples Draw<T>(Architecture architecture, int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var samples = new Samples(architecture, count, DrawParameters<T>(architecture, random));
        var reference = new ReferenceNetwork(architecture, samples.Parameters);
        for (int sample = 0; sample < count; sample++)
        {
            int attempts = 0;
            do
            {
                if (++attempts > 10_000)
                {
                    throw new InvalidOperationException($"Every sample of {architecture} is near a kink, with seed {seed}.");
                }

                Fill<T>(samples.Input(sample), () => Uniform(random, 1));
                DrawTarget<T>(architecture.Loss, samples.Target(sample), sample, random);
            }
            while (reference.DistanceToBreaks(samples.Input(sample), samples.Target(sample)) < LeastDistanceToBreaks);
        }

        return samples;
    }

    /// <summary>Weights with a spread that keeps signals of all layers, and gradients, around one.</summary>
    private static double[] DrawParameters<T>(Architecture architecture, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] parameters = new double[architecture.ParameterCount];
        for (int l = 0; l < architecture.Layers.Length; l++)
        {
            int end = l + 1 < architecture.Layers.Length ? architecture.WeightOffsets[l + 1] : parameters.Length;
            double bound = Gain(architecture.Layers[l].Activation) * Math.Sqrt(3.0 / architecture.InputsOf(l));
            Fill<T>(parameters.AsSpan(architecture.WeightOffsets[l]..architecture.BiasOffsets[l]), () => Uniform(random, bound));
            Fill<T>(parameters.AsSpan(architecture.BiasOffsets[l]..end), () => Uniform(random, 0.5));
        }

        return parameters;
    }

    private static double Gain(Activation activation) => activation switch
    {
        Activation.Sigmoid or Activation.HardSigmoid or Activation.Softmax => 3,
        Activation.Tanh or Activation.Softsign or Activation.ReLU or Activation.LeakyReLU or Activation.HardSwish => 1.5,
        _ => 1.2,
    };

    private static void DrawTarget<T>(Loss loss, Span<double> target, int sample, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (loss)
        {
            case Loss.CrossEntropy when sample % 3 == 0:
                target.Clear();
                target[random.Next(target.Length)] = 1;
                break;
            case Loss.CrossEntropy or Loss.BinaryCrossEntropy:
                // For cross-entropy these do not sum to one: delta^L is a sum(y) - y, not a - y.
                Fill<T>(target, random.NextDouble);
                break;
            default:
                Fill<T>(target, () => Uniform(random, 1.5));
                break;
        }
    }

    private static double Uniform(Random random, double bound) => bound * ((2 * random.NextDouble()) - 1);

    private static void Fill<T>(Span<double> values, Func<double> draw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref double value in values)
        {
            value = double.CreateChecked(T.CreateChecked(draw()));
        }
    }
}

using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace NeuralGen.Training.Tests.Saving;

/// <summary>An optimiser with random options, which can be made any number of times.</summary>
internal sealed record OptimizerCase(string Description, int Kind, int Seed)
{
    public const int Kinds = 9;

    public static Arbitrary<OptimizerCase> Any { get; } =
        Gen.Choose(0, Kinds - 1).Zip(Gen.Choose(0, int.MaxValue - 1)).Select(drawn => Of(drawn.Item1, drawn.Item2)).ToArbitrary();

    public static OptimizerCase Of(int kind, int seed)
    {
        string name = kind switch
        {
            0 => "Sgd",
            1 => "Sgd with momentum",
            2 => "Adam",
            3 => "AdamW",
            4 => "RmsProp",
            5 => "Adagrad",
            6 => "ClippedGradient of Adam",
            7 => "RegularizedGradient of Adam",
            _ => "ClippedGradient of ClippedGradient of Sgd with momentum",
        };
        return new OptimizerCase(name, kind, seed);
    }

    public Optimizer<T> Create<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(Seed);
        T rate = T.CreateTruncating(0.001 + random.NextDouble());
        double decay = random.Next(2) * random.NextDouble() / 10;
        bool biases = random.Next(2) == 0;
        double share = random.NextDouble();
        double other = 0.5 + (random.NextDouble() / 2.1);
        bool flag = random.Next(2) == 0;
        double epsilon = 1e-8 * (1 + random.NextDouble());
        return Kind switch
        {
            0 => new Sgd<T>(rate) { WeightDecay = decay, DecayBiases = biases },
            1 => Moving(),
            2 => Adam(),
            3 => new AdamW<T>(rate) { WeightDecay = decay, DecayBiases = biases, Beta1 = share, Beta2 = other, AmsGrad = flag, Epsilon = epsilon },
            4 => new RmsProp<T>(rate) { WeightDecay = decay, DecayBiases = biases, Alpha = other, Momentum = random.Next(2) * share, Centered = flag, Epsilon = epsilon },
            5 => new Adagrad<T>(rate) { WeightDecay = decay, DecayBiases = biases, LearningRateDecay = random.Next(2) * share, InitialAccumulator = random.Next(2) * other, Epsilon = epsilon },
            6 => new ClippedGradient<T>(Adam()) { MaxNorm = flag ? other : double.PositiveInfinity, MaxValue = share + 0.1 },
            7 => new RegularizedGradient<T>(Adam()) { L1 = share / 10, L2 = random.Next(2) * other / 10, RegularizeBiases = flag },
            _ => new ClippedGradient<T>(new ClippedGradient<T>(Moving()) { MaxNorm = other }) { MaxValue = share + 0.1 },
        };

        Sgd<T> Moving() => new(rate)
        {
            WeightDecay = decay,
            DecayBiases = biases,
            Momentum = 0.1 + (0.89 * share),
            Nesterov = flag,
            Dampening = flag ? 0 : other,
        };

        Adam<T> Adam() => new(rate) { WeightDecay = decay, DecayBiases = biases, Beta1 = share, Beta2 = other, AmsGrad = flag, Epsilon = epsilon };
    }
}

/// <summary>Steps with random gradients, the same for the same seed and step.</summary>
internal static class RandomSteps
{
    public static ParameterVector<T> Start<T>(int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector<T>(seed, -1);

    public static void Take<T>(Optimizer<T> optimizer, ParameterVector<T> parameters, int seed, int first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int step = first; step < first + count; step++)
        {
            optimizer.Step(parameters, Vector<T>(seed, step));
        }
    }

    private static ParameterVector<T> Vector<T>(int seed, int step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(HashOf(seed, step));
        var vector = new ParameterVector<T>(SafetensorsBytes.Layout);
        T[] values = new T[vector.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating((2 * random.NextDouble()) - 1);
        }

        vector.CopyFrom(values);
        return vector;
    }

    private static int HashOf(int seed, int step) => unchecked((seed * 31) + step);
}

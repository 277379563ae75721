using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Tests.Reference;

namespace NeuralGen.Generator.Tests.RandomChains;

/// <summary>A chain of dense layers drawn at random, the precision it is declared with, and a number of samples to try it on.</summary>
public sealed record RandomChain(Precision Precision, int Samples, int Seed, int Inputs, Loss Loss, IReadOnlyList<RandomLayer> Layers)
{
    /// <summary>One to six layers of 1 to 70 neurons, any activation in each, any loss that fits the last.</summary>
    public static Arbitrary<RandomChain> Arbitrary => Arb.From(Chains, Shrink);

    private static Gen<RandomChain> Chains =>
        from precision in Gen.Elements(Enum.GetValues<Precision>())
        from samples in Gen.Choose(1, 40)
        from seed in Gen.Choose(0, int.MaxValue)
        from inputs in Gen.Choose(1, 70)
        from count in Gen.Choose(1, 6)
        from layers in Layer.ListOf(count)
        from loss in Gen.Elements(LossesFor(layers[^1].Activation))
        select new RandomChain(precision, samples, seed, inputs, loss, [.. layers]);

    private static Gen<RandomLayer> Layer =>
        from outputs in Gen.Choose(1, 70)
        from activation in Gen.Elements(Enum.GetValues<Activation>())
        from bias in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from dropout in Gen.Frequency((3, Gen.Constant(0.0)), (1, Gen.Elements(0.1, 0.5, 0.9)))
        select new RandomLayer(outputs, activation, bias, dropout);

    public string Declaration =>
        string.Create(CultureInfo.InvariantCulture, $"[NeuralGen.NeuralNetwork({Inputs}, Loss = NeuralGen.Loss.{Loss}, Precision = NeuralGen.Precision.{Precision})]\n")
        + string.Concat(Layers.Select(layer => layer.Declaration))
        + "public partial class Chain;\n";

    internal Architecture Architecture =>
        new(Inputs, Loss, [.. Layers.Select(layer => new Layer(layer.Outputs, layer.Activation, layer.Bias))]);

    public override string ToString() => $"{Declaration}on {Samples} samples with seed {Seed}";

    private static Loss[] LossesFor(Activation output) =>
    [
        Loss.MeanSquaredError, Loss.HalfSquaredError, Loss.MeanAbsoluteError, Loss.Huber,
        .. output == Activation.Softmax ? [Loss.CrossEntropy] : Array.Empty<Loss>(),
        .. output == Activation.Sigmoid ? [Loss.BinaryCrossEntropy] : Array.Empty<Loss>(),
    ];

    /// <summary>Without one of the layers before the last; a layer, the input or the batch half as large.</summary>
    private static IEnumerable<RandomChain> Shrink(RandomChain chain)
    {
        for (int i = 0; i < chain.Layers.Count - 1; i++)
        {
            yield return chain with { Layers = [.. chain.Layers.Where((_, index) => index != i)] };
        }

        for (int i = 0; i < chain.Layers.Count; i++)
        {
            if (chain.Layers[i].Outputs > 1)
            {
                yield return chain with { Layers = [.. chain.Layers.Select((layer, index) => index == i ? layer with { Outputs = layer.Outputs / 2 } : layer)] };
            }
        }

        if (chain.Inputs > 1)
        {
            yield return chain with { Inputs = chain.Inputs / 2 };
        }

        if (chain.Samples > 1)
        {
            yield return chain with { Samples = chain.Samples / 2 };
        }
    }
}

/// <summary>A dense layer of a random chain, and the dropout of its input, which is for training steps alone.</summary>
public sealed record RandomLayer(int Outputs, Activation Activation, bool Bias, double Dropout)
{
    public string Declaration => string.Create(
        CultureInfo.InvariantCulture, $"{(Dropout > 0 ? $"[NeuralGen.Dropout({Dropout})]\n" : "")}[NeuralGen.Dense({Outputs}, NeuralGen.Activation.{Activation}{(Bias ? "" : ", Bias = false")})]\n");
}

using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx;

namespace NeuralGen.Training.Tests.Saving.Onnx;

/// <summary>Whatever stack of layers is saved, the importer finds the same layers with the same weights.</summary>
public sealed class RandomStackTests
{
    private const int MostLayers = 6;
    private const int LargestSize = 9;

    [Fact]
    public void LayersOfSinglePrecisionAreFoundAgain() => CheckLayers<float>();

    [Fact]
    public void LayersOfDoublePrecisionAreFoundAgain() => CheckLayers<double>();

    [Fact]
    public void WeightsOfSinglePrecisionAreFoundAgain() => CheckWeights<float>();

    [Fact]
    public void WeightsOfDoublePrecisionAreFoundAgain() => CheckWeights<double>();

    private static void CheckLayers<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Check<T>((layers, _, network) => Assert.Equal(layers.OfType<DenseDeclaration>(), SavedModel.Layers(network)));

    private static void CheckWeights<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Check<T>((_, parameters, network) => Assert.Equal(SavedModel.Bits(parameters), SavedModel.Bits(network)));

    private static void Check<T>(Action<LayerDeclaration[], ParameterVector<T>, OnnxNetwork> assert)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            LayerDeclaration[] layers = [.. Layers(random)];
            (byte[] file, ParameterVector<T> parameters) = PlannedNetwork.Save<T>(random.Next(1, LargestSize), layers, random);
            assert(layers, parameters, SavedModel.Import(file));
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<LayerDeclaration> Layers(Random random)
    {
        int count = random.Next(1, MostLayers + 1);
        for (int i = 0; i < count; i++)
        {
            if (random.Next(4) == 0)
            {
                yield return new DropoutDeclaration(0.5);
            }

            var kind = (ActivationKind)random.Next((int)ActivationKind.Softmax + 1);
            double? alpha = kind is ActivationKind.LeakyReLU or ActivationKind.ELU && random.Next(2) == 0 ? random.Next(1, 100) / 128.0 : null;
            yield return new DenseDeclaration(random.Next(1, LargestSize), kind, alpha, random.Next(3) > 0, InitializerKind.Default);
        }
    }
}

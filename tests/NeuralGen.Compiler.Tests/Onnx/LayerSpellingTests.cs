using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Every legal spelling of a layer becomes that layer, with all its weights where they belong.</summary>
public class LayerSpellingTests
{
    private static readonly double[] Samples = [0.5, -1, 2, 3, 0.25, -0.75, -2, 1.5, 1];

    public static TheoryData<string> Names() => [.. LayerSpellings.All.Select(spelling => spelling.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void SpellingIsTheLayer(string name)
    {
        OnnxNetwork network = LayerSpellings.All.Single(spelling => spelling.Name == name).Model().Computes(Samples, Expected(), 1e-6);
        Assert.Equal(["Affine", "Elementwise"], network.Operations.Select(operation => operation.GetType().Name));
        Assert.Equal(Activations.Of(ActivationKind.ReLU, null), ((OnnxOperation.Elementwise)network.Operations[1]).Expression);
        var affine = (OnnxOperation.Affine)network.Operations[0];
        AssertEqual(LayerSpellings.Weights, affine.Weights);
        AssertEqual(LayerSpellings.Biases, affine.Biases!);
    }

    [Fact]
    public void SpellingsHaveNamesOfTheirOwn() => Assert.Distinct(LayerSpellings.All.Select(spelling => spelling.Name));

    private static void AssertEqual(double[] expected, OnnxWeights actual) =>
        Assert.Equal(expected, Enumerable.Range(0, actual.Count).Select(i => Math.Round(actual[i], 5)));

    private static double[] Expected() => [.. Samples.Chunk(3).SelectMany(x => Enumerable.Range(0, 2).Select(j =>
        Math.Max(0, LayerSpellings.Biases[j] + (LayerSpellings.Weights[3 * j] * x[0]) + (LayerSpellings.Weights[(3 * j) + 1] * x[1]) + (LayerSpellings.Weights[(3 * j) + 2] * x[2]))))];
}

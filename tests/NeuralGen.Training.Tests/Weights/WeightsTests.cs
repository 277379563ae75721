using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralGen.Training.Tests.Weights;

/// <summary>Networks whose weights were in the assembly from the beginning, by the real build.</summary>
public sealed class WeightsTests
{
    private static readonly float[] Small = [.. Tensor(0, 12), .. Tensor(1, 4), .. Tensor(2, 8), .. Tensor(3, 2)];

    private static readonly double[] Large = [.. Tensor(0, 9990), .. Tensor(1, 90), .. Tensor(2, 450), 0, 0.1, 0.2, 0.1 * 3, 0.4];

    [Fact]
    public void FewWeightsAreThoseOfTheFile() => Assert.Equal(Small, Values(new SmallWeights()));

    [Fact]
    public void ManyWeightsAreThoseOfTheFile() => Assert.Equal(Large.Select(number => (float)number), Values(new LargeWeights()));

    [Fact]
    public void ManyWeightsInDoublePrecisionAreThoseOfTheFile() => Assert.Equal(Large, Values(new Outer.LargeWeights<string>()));

    [Fact]
    public void ArraysOfNumPyAreThoseOfTheFile() => Assert.Equal(Large.Select(number => (float)number), Values(new ArrayWeights()));

    [Fact]
    public void BitsAreThoseOfTheFile()
    {
        uint[] expected = [0x7fc12345, 0xff800001, 0x80000000, 0x7f800000, 0xff800000, 1, 0x3f800000, 0x807fffff];

        float[] values = Values(new SpecialWeights());

        Assert.Equal(expected, MemoryMarshal.Cast<float, uint>(values).ToArray());
    }

    [Fact]
    public void OutputsAreThoseOfTheSameWeightsCopiedIn()
    {
        var copied = new SmallWithoutWeights();
        copied.Parameters.CopyFrom(Small);

        Assert.Equal(Outputs(copied), Outputs(new SmallWeights()));
    }

    [Fact]
    public void OutputsOfManyWeightsAreThoseOfTheSameWeightsLoaded()
    {
        var loaded = new LargeWithoutWeights();
        loaded.Load(ModelPath("large.safetensors"));

        Assert.Equal(Outputs(loaded), Outputs(new LargeWeights()));
    }

    [Fact]
    public void EveryInstanceHasWeightsOfItsOwn()
    {
        var first = new LargeWeights();
        first.Parameters.Clear();

        Assert.Equal((float)Large[1], new LargeWeights().Dense1.Weights[0, 1]);
    }

    [Fact]
    public void InitializeDrawsOtherWeights()
    {
        var network = new SmallWeights();

        network.Initialize(7);

        Assert.Equal(Values(new SmallWithoutWeights()), Values(network));
    }

    [Fact]
    public void PaddingStaysZero()
    {
        var network = new LargeWeights();
        var copied = new ParameterVector<float>(LargeWeights.Layout);
        copied.CopyFrom(Values(network));

        Assert.Equal(copied.Storage.ToArray(), network.Parameters.Storage.ToArray());
    }

    [Fact]
    public void ResourceIsThereForManyWeightsOnly()
    {
        string[] names = [.. typeof(WeightsTests).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("NeuralGen.", StringComparison.Ordinal))];

        // One of each large file, although two networks use the first.
        Assert.Equal(2, names.Length);
        Assert.All(names, name => Assert.Matches(@"^NeuralGen\.[0-9a-f]{32}\.weights$", name));
    }

    [Fact]
    public void MissingResourceIsNamed()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => new NeuralGen.Runtime.EmbeddedWeights(typeof(WeightsTests).Assembly, "NeuralGen.none.weights"));

        Assert.Equal(
            "The weights of a network are missing: the assembly 'NeuralGen.Training.Tests' has no resource 'NeuralGen.none.weights'. The build of NeuralGen puts it there; a tool that changes assemblies may have removed it.",
            exception.Message);
    }

    [Fact]
    public void ResourceThatEndsTooEarlyIsNamed()
    {
        string name = typeof(WeightsTests).Assembly.GetManifestResourceNames().First(resource => resource.EndsWith(".weights", StringComparison.Ordinal));
        using var weights = new NeuralGen.Runtime.EmbeddedWeights(typeof(WeightsTests).Assembly, name);

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => weights.CopyDouble(1 << 20, new LargeWeights().Parameters["dense1.bias"]));

        Assert.Equal($"The weights of a network are damaged: the resource '{name}' ends too early.", exception.Message);
    }

    /// <summary>The numbers of the files: exact in every format.</summary>
    private static IEnumerable<float> Tensor(int tensor, int count) => Enumerable.Range(0, count).Select(i => ((((37 * i) + (11 * tensor)) % 101) - 50) / 64f);

    private static T[] Values<T>(INeuralNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[network.Parameters.Count];
        network.Parameters.CopyTo(values);
        return values;
    }

    private static float[] Outputs<TNetwork>(TNetwork network)
        where TNetwork : INeuralNetwork<float>
    {
        float[] input = [.. Enumerable.Range(0, TNetwork.InputSize).Select(i => MathF.Sin(i))];
        float[] output = new float[TNetwork.OutputSize];
        network.Forward(input, output);
        return output;
    }

    private static string ModelPath(string name, [CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Models", name);
}

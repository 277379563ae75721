using NeuralGen.Tests.Runtime;
using NeuralGen.Training.Tests.Networks;

namespace NeuralGen.Training.Tests.Saving;

public sealed class NormalizerSavingTests
{
    private static readonly Normalizer<float> Inputs = new([1, -2, 0.1f, 0], [3, 4, 1e-7f, -1]);
    private static readonly Normalizer<float> Targets = new([5, 6, 7], [8, 9, 10]);

    [Fact]
    public void NormalizerOfInputsSurvivesAFile()
    {
        using var file = new TemporaryFile("");
        new SmallClassifier().Save(file.Path, Inputs);

        new SmallClassifier().Load(file.Path, out Normalizer<float>? inputs, out _);

        AssertSame(Inputs, inputs);
    }

    [Fact]
    public void NormalizerOfTargetsSurvivesAStream()
    {
        new SmallClassifier().Load(new MemoryStream(Saved(null, Targets)), out _, out Normalizer<float>? targets);

        AssertSame(Targets, targets);
    }

    [Fact]
    public void BothSurvive()
    {
        new SmallClassifier().Load(new MemoryStream(Saved(Inputs, Targets)), out Normalizer<float>? inputs, out Normalizer<float>? targets);

        AssertSame(Inputs, inputs);
        AssertSame(Targets, targets);
    }

    [Fact]
    public void ParametersSurviveBesideThem()
    {
        var network = new SmallClassifier();

        network.Load(new MemoryStream(Saved(Inputs, Targets)), out _, out _);

        Assert.Equal(SafetensorsBytes.BitsOf(Seeded().Parameters), SafetensorsBytes.BitsOf(network.Parameters));
    }

    [Fact]
    public void FileWithThemIsLoadedWithoutThem()
    {
        var network = new SmallClassifier();

        network.Load(new MemoryStream(Saved(Inputs, Targets)));

        Assert.Equal(SafetensorsBytes.BitsOf(Seeded().Parameters), SafetensorsBytes.BitsOf(network.Parameters));
    }

    [Fact]
    public void FileWithoutThemHasNone()
    {
        new SmallClassifier().Load(new MemoryStream(Saved(null, null)), out Normalizer<float>? inputs, out Normalizer<float>? targets);

        Assert.Equal((null, null), (inputs, targets));
    }

    [Fact]
    public void FileWithoutThemIsThatOfParametersAlone()
    {
        using var stream = new MemoryStream();
        Seeded().Save(stream);

        Assert.Equal(stream.ToArray(), Saved(null, null));
    }

    [Fact]
    public void HalfANormalizerIsRefused() => AssertRefused(
        [new("input.offset", new float[] { 1 })],
        "The stream holds half of a normaliser: expected 'input.scale' beside 'input.offset', and found none.");

    [Fact]
    public void OtherHalfOfANormalizerIsRefused() => AssertRefused(
        [new("target.scale", new float[] { 1 })],
        "The stream holds half of a normaliser: expected 'target.offset' beside 'target.scale', and found none.");

    [Fact]
    public void ScaleOfZeroIsRefused() => AssertRefused(
        [new("input.offset", new float[] { 1 }), new("input.scale", new float[] { 0 })],
        "The stream holds a normaliser in 'input.offset' and 'input.scale' that is none: ");

    [Fact]
    public void VectorsOfDifferentLengthsAreRefused() => AssertRefused(
        [new("target.offset", new float[] { 1, 2 }), new("target.scale", new float[] { 1 })],
        "The stream holds a normaliser in 'target.offset' and 'target.scale' that is none: ");

    [Fact]
    public void NormalizerOfIntegersIsRefused()
    {
        byte[] file = SafetensorsBytes.File(
            SafetensorsBytes.Header[..^1] + ",\"input.offset\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[32,36]}}", new byte[36]);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(
            () => ParameterFile.Read<float>(new MemoryStream(file), SourceName.Of("a"), SafetensorsBytes.Layout, "input.offset"));

        Assert.Equal("'a' does not fit the network: 'input.offset' must be of type F32, F64, F16 or BF16 and is of I32.", exception.Message);
    }

    [Fact]
    public void NormalizerOfTwoDimensionsIsRefused()
    {
        byte[] file = SafetensorsBytes.File(
            SafetensorsBytes.Header[..^1] + ",\"input.offset\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[32,36]}}", new byte[36]);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(
            () => ParameterFile.Read<float>(new MemoryStream(file), SourceName.Of("a"), SafetensorsBytes.Layout, "input.offset"));

        Assert.Equal("'a' does not fit the network: 'input.offset' must have one dimension and has the shape [1, 1].", exception.Message);
    }

    private static SmallClassifier Seeded()
    {
        var network = new SmallClassifier();
        network.Initialize(23);
        return network;
    }

    private static byte[] Saved(Normalizer<float>? inputs, Normalizer<float>? targets)
    {
        using var stream = new MemoryStream();
        Seeded().Save(stream, inputs, targets);
        return stream.ToArray();
    }

    private static void AssertSame(Normalizer<float> expected, Normalizer<float>? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Offset, actual.Offset);
        Assert.Equal(expected.Scale, actual.Scale);
    }

    /// <summary>The message begins so, and the network is as it was.</summary>
    private static void AssertRefused(NamedNumbers<float>[] others, string message)
    {
        using var stream = new MemoryStream();
        ParameterFile.Write(stream, Seeded().Parameters, others);
        stream.Position = 0;
        var network = new SmallClassifier();
        byte[] before = SafetensorsBytes.BitsOf(network.Parameters);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => network.Load(stream, out _, out _));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, SafetensorsBytes.BitsOf(network.Parameters));
    }
}

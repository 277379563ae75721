using System.Text;
using NeuralGen.Tests.Runtime;

namespace NeuralGen.Training.Tests.Saving;

public sealed class CheckpointTests
{
    [Fact]
    public void ParametersSurvive()
    {
        Checkpoint<float> checkpoint = Full();

        Assert.Equal(SafetensorsBytes.BitsOf(checkpoint.Parameters), SafetensorsBytes.BitsOf(Read(Bytes(checkpoint)).Parameters));
    }

    [Fact]
    public void VectorsSurvive()
    {
        Checkpoint<float> read = Read(Bytes(Full()));

        Assert.Equal(
            [("best", SafetensorsBytes.BitsOf(RandomSteps.Start<float>(2))), ("best.dense1.weight", SafetensorsBytes.BitsOf(RandomSteps.Start<float>(3)))],
            read.Vectors.Select(vector => (vector.Key, SafetensorsBytes.BitsOf(vector.Value))).OrderBy(vector => vector.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void CountsSurvive() => Assert.Equal(Full().Counts, Read(Bytes(Full())).Counts);

    [Fact]
    public void NumbersSurviveToTheLastBit() => Assert.Equal(
        Full().Numbers.ToDictionary(number => number.Key, number => BitConverter.DoubleToInt64Bits(number.Value)),
        Read(Bytes(Full())).Numbers.ToDictionary(number => number.Key, number => BitConverter.DoubleToInt64Bits(number.Value)));

    [Fact]
    public void IndicesSurvive() => Assert.Equal([3, -1, int.MaxValue], Read(Bytes(Full())).Indices["order"].ToArray());

    [Fact]
    public void SeriesSurvives() => Assert.Equal([0.1, double.NegativeInfinity], Read(Bytes(Full())).Series["losses"].ToArray());

    [Fact]
    public void EmptySeriesSurvives() => Assert.Empty(Read(Bytes(Full())).Series["none"].ToArray());

    [Fact]
    public void TextsSurvive() => Assert.Equal(Full().Texts, Read(Bytes(Full())).Texts);

    [Fact]
    public void OptimizerSurvives()
    {
        OptimizerState<float> read = Read(Bytes(Full())).Optimizer!;
        OptimizerState<float> written = Full().Optimizer!;

        Assert.Equal(Describe(written), Describe(read));
    }

    [Fact]
    public void ScheduleSurvives()
    {
        SavedState read = Read(Bytes(Full())).Schedule!;

        Assert.Equal(Describe(Full().Schedule!), Describe(read));
    }

    [Fact]
    public void CheckpointOfParametersAloneHasNoOptimizer() => Assert.Null(Read(Bytes(new Checkpoint<float>(RandomSteps.Start<float>(1)))).Optimizer);

    [Fact]
    public void CheckpointOfParametersAloneHasNoSchedule() => Assert.Null(Read(Bytes(new Checkpoint<float>(RandomSteps.Start<float>(1)))).Schedule);

    [Fact]
    public void SameCheckpointGivesTheSameBytes() => Assert.Equal(Bytes(Full()), Bytes(Full()));

    [Fact]
    public void EveryTensorLiesAtAMultipleOfItsNumbersSize()
    {
        byte[] bytes = Bytes(Full());

        SafetensorsHeader header = new SafetensorsReader(new MemoryStream(bytes), default).Header;

        long data = bytes.Length - header.DataLength;
        Assert.All(header.Tensors, tensor => Assert.Equal(0, (data + tensor.Begin) % (tensor.Type.Bits / 8)));
    }

    [Fact]
    public void CheckpointSurvivesAFile()
    {
        using var file = new TemporaryFile("");
        Full().Write(file.Path);

        Checkpoint<float> read = Checkpoint<float>.Read(file.Path, SafetensorsBytes.Layout);

        Assert.Equal(Bytes(Full()), Bytes(read));
    }

    [Fact]
    public void EveryShorterCheckpointIsRefused()
    {
        byte[] bytes = Bytes(Full());

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Throws<InvalidDataException>(() => Read(bytes[..length])));
    }

    [Fact]
    public void EveryChangedByteOfTheHeaderIsRefusedOrRead()
    {
        byte[] bytes = Bytes(Full());
        int end = 8 + BitConverter.ToInt32(bytes);

        Assert.All(Enumerable.Range(0, end), place =>
        {
            byte[] damaged = [.. bytes];
            damaged[place] ^= 1;
            Exception? exception = Record.Exception(() => Read(damaged));
            Assert.True(exception is null or InvalidDataException, $"byte {place}: {exception}");
        });
    }

    [Fact]
    public void ParametersAloneAreNoCheckpoint() => AssertRefused(SafetensorsBytes.Sound, "The stream is no checkpoint: it has no text 'neuralgen.checkpoint'.");

    [Fact]
    public void LaterVersionIsRefused() =>
        AssertRefused(Marked("2", SafetensorsBytes.Header[1..]), "The stream is a checkpoint of version '2'; expected version 1.");

    [Fact]
    public void CheckpointOfAnotherPrecisionIsRefused()
    {
        byte[] bytes = Bytes(new Checkpoint<double>(RandomSteps.Start<double>(1)));

        AssertRefused(bytes, "The stream is no checkpoint of this network: tensor 'dense1.weight' is of type F64; expected F32.");
    }

    [Fact]
    public void CheckpointOfOtherShapesIsRefused()
    {
        byte[] bytes = Bytes(new Checkpoint<float>(new ParameterVector<float>(new ParameterLayout(8, new TensorLayout("dense1.weight", [3, 2], 0, [2, 1])))));

        AssertRefused(bytes, "The stream is no checkpoint of this network: tensor 'dense1.weight' has the shape [3, 2]; expected [2, 3].");
    }

    [Fact]
    public void CheckpointWithoutAVectorsTensorIsRefused() => AssertRefused(
        Renamed("training.vector.best.dense1.bias", "training.vector.best.dense1.bios"),
        "The stream is no checkpoint of this network: there is no tensor 'training.vector.best.dense1.bias'.");

    [Fact]
    public void UnknownTensorIsRefused() => AssertRefused(
        Renamed("training.count.epoch", "training.coint.epoch"),
        "The stream is no checkpoint of this network: there is a tensor 'training.coint.epoch', which is unknown.");

    [Fact]
    public void UnknownTextIsRefused() => AssertRefused(
        Renamed("optimizer.kind", "optimizer.kint"),
        "The stream is no checkpoint of this network: there is a tensor 'optimizer.count.step', which is unknown.");

    [Fact]
    public void CheckpointWithoutALearningRateIsRefused() => AssertRefused(
        Renamed("optimizer.learning_rate", "optimizer.learning-rate"),
        "The stream is no checkpoint of this network: there is no tensor 'optimizer.learning_rate'.");

    [Fact]
    public void CountOfSeveralNumbersIsRefused() => AssertRefused(
        Marked("1", SafetensorsBytes.Header[1..^1] + ",\"training.count.epoch\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[32,40]}}", new byte[40]),
        "The stream is no checkpoint of this network: tensor 'training.count.epoch' has the shape [1]; expected [], a single number.");

    [Fact]
    public void VectorOfAnotherLayoutIsNotWritten()
    {
        var checkpoint = new Checkpoint<float>(RandomSteps.Start<float>(1));
        checkpoint.Vectors.Add("best", new ParameterVector<float>(new ParameterLayout(1, new TensorLayout("a", [1], 0, [1]))));

        Assert.Throws<ArgumentException>("vectors", () => Bytes(checkpoint));
    }

    [Fact]
    public void CheckpointThatCannotBeWrittenLeavesTheOldOne()
    {
        using var file = new TemporaryFile("old");
        var checkpoint = new Checkpoint<float>(RandomSteps.Start<float>(1));
        checkpoint.Vectors.Add("best", new ParameterVector<float>(new ParameterLayout(1, new TensorLayout("a", [1], 0, [1]))));

        Assert.Throws<ArgumentException>("vectors", () => checkpoint.Write(file.Path));

        Assert.Equal("old", File.ReadAllText(file.Path));
    }

    /// <summary>A checkpoint with something of everything.</summary>
    private static Checkpoint<float> Full()
    {
        var optimizer = new Adam<float>(0.1f);
        RandomSteps.Take(optimizer, RandomSteps.Start<float>(1), 1, 0, 3);
        var schedule = new PlateauSchedule();
        _ = schedule.RateOf(0.1, 0, null);
        return new Checkpoint<float>(RandomSteps.Start<float>(1))
        {
            Optimizer = optimizer.CaptureState(),
            Schedule = schedule.CaptureState(),
            Vectors = { ["best"] = RandomSteps.Start<float>(2), ["best.dense1.weight"] = RandomSteps.Start<float>(3) },
            Counts = { ["epoch"] = 5, ["least"] = long.MinValue, ["random"] = unchecked((long)0xfedc_ba98_7654_3210UL) },
            Numbers = { ["sum"] = 0.1, ["nan"] = BitConverter.Int64BitsToDouble(0x7ff8_0000_0000_1234), ["least"] = -double.Epsilon, ["zero"] = -0.0 },
            Indices = { ["order"] = new int[] { 3, -1, int.MaxValue } },
            Series = { ["losses"] = new double[] { 0.1, double.NegativeInfinity }, ["none"] = Array.Empty<double>() },
            Texts = { ["schedule"] = "every \"ä\" 😀\n", ["empty"] = "" },
        };
    }

    private static byte[] Bytes<T>(Checkpoint<T> checkpoint)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        checkpoint.Write(stream);
        return stream.ToArray();
    }

    private static Checkpoint<float> Read(byte[] bytes) => Checkpoint<float>.Read(new MemoryStream(bytes), SafetensorsBytes.Layout);

    private static void AssertRefused(byte[] bytes, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Read(bytes)).Message);

    /// <summary>The full checkpoint with one name replaced by another of the same length.</summary>
    private static byte[] Renamed(string name, string other)
    {
        byte[] bytes = Bytes(Full());
        int place = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name));
        Encoding.UTF8.GetBytes(other).CopyTo(bytes, place);
        return bytes;
    }

    private static byte[] Marked(string version, string rest, byte[]? data = null) =>
        SafetensorsBytes.File("{\"__metadata__\":{\"neuralgen.checkpoint\":\"" + version + "\"}," + rest, data ?? new byte[32]);

    private static string Describe(SavedState state)
    {
        var text = new StringBuilder(state.Kind);
        text.AppendJoin("; ", state.Settings).AppendJoin("; ", state.Counts).AppendJoin("; ", state.Numbers);
        if (state is OptimizerState<float> optimizer)
        {
            text.Append(optimizer.LearningRate).AppendJoin("; ", optimizer.Vectors.Select(vector => vector.Key + Convert.ToHexString(SafetensorsBytes.BitsOf(vector.Value))));
        }

        return text.ToString();
    }
}

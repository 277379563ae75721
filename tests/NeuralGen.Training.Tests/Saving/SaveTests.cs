using System.Text;
using NeuralGen.Tests.Runtime;
using NeuralGen.Training.Tests.Networks;

namespace NeuralGen.Training.Tests.Saving;

public sealed class SaveTests
{
    [Fact]
    public void BytesOfASmallFile()
    {
        const string Header =
            """{"dense1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"dense1.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]}}""";
        var vector = new ParameterVector<float>(SafetensorsBytes.Layout);
        vector.CopyFrom([1, -2, 0.5f, 0, 3, 4, 7, -0f]);

        byte[] saved = Saved(vector);

        byte[] expected =
        [
            136, 0, 0, 0, 0, 0, 0, 0,
            .. Encoding.ASCII.GetBytes(Header + "  "),
            0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f, 0, 0, 0, 0, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40,
            0, 0, 0xe0, 0x40, 0, 0, 0, 0x80,
        ];
        Assert.Equal(expected, saved);
    }

    [Fact]
    public void BytesOfDoublePrecision()
    {
        var vector = new ParameterVector<double>(new ParameterLayout(8, new TensorLayout("dense1.bias", [1], 0, [1])));
        vector.CopyFrom([1.5]);

        byte[] expected =
        [
            64, 0, 0, 0, 0, 0, 0, 0,
            .. Encoding.ASCII.GetBytes("""{"dense1.bias":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"""),
            0, 0, 0, 0, 0, 0, 0xf8, 0x3f,
        ];
        Assert.Equal(expected, Saved(vector));
    }

    [Fact]
    public void DataBeginsAtAMultipleOfEight() =>
        Assert.All(Enumerable.Range(1, 16), length =>
        {
            var vector = new ParameterVector<float>(new ParameterLayout(16, new TensorLayout(new string('a', length), [1], 0, [1])));
            Assert.Equal(4, Saved(vector).Length % 8);
        });

    [Fact]
    public void NetworkOfSinglePrecisionSurvivesAFile()
    {
        using var file = new TemporaryFile("");
        var network = new SmallClassifier();
        network.Initialize(17);
        network.Save(file.Path);
        var other = new SmallClassifier();

        other.Load(file.Path);

        Assert.Equal(SafetensorsBytes.BitsOf(network.Parameters), SafetensorsBytes.BitsOf(other.Parameters));
    }

    [Fact]
    public void NetworkOfDoublePrecisionSurvivesAStream()
    {
        var network = new SmallRegression();
        network.Initialize(17);
        using var stream = new MemoryStream();
        network.Save(stream);
        stream.Position = 0;
        var other = new SmallRegression();

        other.Load(stream);

        Assert.Equal(SafetensorsBytes.BitsOf(network.Parameters), SafetensorsBytes.BitsOf(other.Parameters));
    }

    [Fact]
    public void TensorsAreRowMajor()
    {
        var network = new SmallRegression();

        using var stream = new MemoryStream();
        network.Save(stream);

        var reader = new SafetensorsReader(new MemoryStream(stream.ToArray()), default);
        double[] weights = NumberBytes.Read<double>(reader.ReadData()["dense1.weight"]);
        Assert.Equal(network.Dense1.Weights[1, 2], weights[(1 * 3) + 2]);
    }

    [Fact]
    public void TensorsHaveTheNamesAndShapesOfTheLayout()
    {
        using var stream = new MemoryStream();
        new SmallClassifier().Save(stream);

        SafetensorsHeader header = new SafetensorsReader(new MemoryStream(stream.ToArray()), default).Header;

        Assert.Equal(
            ["dense1.weight [7, 4]", "dense1.bias [7]", "dense2.weight [3, 7]", "dense2.bias [3]"],
            header.Tensors.Select(tensor => $"{tensor.Name} {tensor.ShapeText}"));
    }

    [Theory]
    [InlineData(0x7fc0_0001u)]
    [InlineData(0xff81_2345u)]
    [InlineData(0x7f80_0000u)]
    [InlineData(0x8000_0000u)]
    [InlineData(0x0000_0001u)]
    public void EveryBitSurvives(uint bits)
    {
        var vector = new ParameterVector<float>(SafetensorsBytes.Layout);
        vector.CopyFrom([0, 0, 0, 0, BitConverter.UInt32BitsToSingle(bits), 0, 0, 0]);
        var other = new ParameterVector<float>(SafetensorsBytes.Layout);

        other.Load(new MemoryStream(Saved(vector)));

        Assert.Equal(bits, BitConverter.SingleToUInt32Bits(other["dense1.weight"][1, 1]));
    }

    [Fact]
    public void NamesOfAnyCharactersSurvive()
    {
        var layout = new ParameterLayout(16, new TensorLayout("Gewicht \"ä\"\\\n😀<>+", [1], 0, [1]));
        var vector = new ParameterVector<float>(layout);
        vector.CopyFrom([3f]);
        var other = new ParameterVector<float>(layout);

        other.Load(new MemoryStream(Saved(vector)));

        Assert.Equal([3f], SafetensorsBytes.ValuesOf(other));
    }

    [Fact]
    public void PaddingStaysZero()
    {
        var vector = new ParameterVector<float>(SafetensorsBytes.Layout);

        vector.Load(new MemoryStream(SafetensorsBytes.Sound));

        Assert.All([2, 3, 6, 7, 10, 11, 14, 15], index => Assert.Equal(0f, vector.Storage[index]));
    }

    [Fact]
    public void LargeTensorsSurviveAStreamWithoutALength()
    {
        var layout = new ParameterLayout(100_000, new TensorLayout("dense1.bias", [99_999], 0, [1]));
        var vector = new ParameterVector<float>(layout);
        var random = new Random(3);
        foreach (ref float number in vector.Storage[..99_999])
        {
            number = random.NextSingle();
        }

        var other = new ParameterVector<float>(layout);
        other.Load(new Pipe(Saved(vector)));

        Assert.Equal(vector.Storage, other.Storage);
    }

    [Fact]
    public void StreamIsReadFromItsPosition()
    {
        var stream = new MemoryStream([1, 2, 3, .. SafetensorsBytes.Sound]) { Position = 3 };
        var vector = new ParameterVector<float>(SafetensorsBytes.Layout);

        vector.Load(stream);

        Assert.Equal(SafetensorsBytes.Values, SafetensorsBytes.ValuesOf(vector));
    }

    [Fact]
    public void StreamStaysOpenAfterSaving()
    {
        using var stream = new MemoryStream();

        new SmallClassifier().Save(stream);

        Assert.True(stream.CanWrite);
    }

    [Fact]
    public void StreamStaysOpenAfterLoading()
    {
        using var stream = new MemoryStream(SafetensorsBytes.Sound);

        new ParameterVector<float>(SafetensorsBytes.Layout).Load(stream);

        Assert.True(stream.CanRead);
    }

    [Fact]
    public void MissingFileIsAnIOException() =>
        Assert.ThrowsAny<IOException>(() => new SmallClassifier().Load(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));

    [Fact]
    public void SavingIsTheSameInEveryCulture()
    {
        var culture = new System.Globalization.CultureInfo("ar-SA") { NumberFormat = { NegativeSign = "\u2212" } };
        byte[] here = Saved(new SmallClassifier().Parameters);
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
            Assert.Equal(here, Saved(new SmallClassifier().Parameters));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    private static byte[] Saved<T>(ParameterVector<T> vector)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        vector.Save(stream);
        return stream.ToArray();
    }
}

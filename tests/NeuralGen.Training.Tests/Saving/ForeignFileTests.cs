using System.Text;

namespace NeuralGen.Training.Tests.Saving;

/// <summary>Files such as other implementations write, put together byte by byte.</summary>
public sealed class ForeignFileTests
{
    private static readonly float[] Weights = [1, 2, 3, 4, 5, 6];
    private static readonly float[] Biases = [7, 8];

    [Fact]
    public void TensorsInAnotherOrder()
    {
        byte[] file = SafetensorsBytes.File(
            """{"dense1.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"dense1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]}}""",
            [.. SafetensorsBytes.Data(Biases), .. SafetensorsBytes.Data(Weights)]);

        Assert.Equal(SafetensorsBytes.Values, SafetensorsBytes.Load(file));
    }

    [Fact]
    public void HeaderInAnotherOrderThanTheData()
    {
        byte[] file = SafetensorsBytes.File(
            """{"dense1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]},"dense1.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
            [.. SafetensorsBytes.Data(Biases), .. SafetensorsBytes.Data(Weights)]);

        Assert.Equal(SafetensorsBytes.Values, SafetensorsBytes.Load(file));
    }

    [Fact]
    public void PropertiesInAnotherOrder()
    {
        byte[] file = SafetensorsBytes.File(
            """{"dense1.weight":{"data_offsets":[0,24],"shape":[2,3],"dtype":"F32"},"dense1.bias":{"shape":[2],"dtype":"F32","data_offsets":[24,32]}}""",
            SafetensorsBytes.Data(SafetensorsBytes.Values));

        Assert.Equal(SafetensorsBytes.Values, SafetensorsBytes.Load(file));
    }

    [Fact]
    public void Metadata()
    {
        byte[] file = SafetensorsBytes.File(
            """{"__metadata__":{"format":"pt","Grüße":"\ud83d\ude00"},""" + SafetensorsBytes.Header[1..], SafetensorsBytes.Data(SafetensorsBytes.Values));

        Assert.Equal(SafetensorsBytes.Values, SafetensorsBytes.Load(file));
    }

    [Fact]
    public void MetadataBehindTheTensors()
    {
        byte[] file = SafetensorsBytes.File(SafetensorsBytes.Header[..^1] + ""","__metadata__":{}}""", SafetensorsBytes.Data(SafetensorsBytes.Values));

        Assert.Equal(SafetensorsBytes.Values, SafetensorsBytes.Load(file));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void AnyPadding(int spaces)
    {
        byte[] file = SafetensorsBytes.File(SafetensorsBytes.Header + new string(' ', spaces), SafetensorsBytes.Data(SafetensorsBytes.Values));

        Assert.Equal(SafetensorsBytes.Values, SafetensorsBytes.Load(file));
    }

    [Fact]
    public void WhiteSpaceInTheHeader()
    {
        string header = SafetensorsBytes.Header.Replace(":", " :\t", StringComparison.Ordinal).Replace(",", " ,\r\n", StringComparison.Ordinal);

        Assert.Equal(SafetensorsBytes.Values, SafetensorsBytes.Load(SafetensorsBytes.File(header, SafetensorsBytes.Data(SafetensorsBytes.Values))));
    }

    [Fact]
    public void NamesInEscapes()
    {
        string header = SafetensorsBytes.Header.Replace("dense1", "\\u0064ense\\u0031", StringComparison.Ordinal);

        Assert.Equal(SafetensorsBytes.Values, SafetensorsBytes.Load(SafetensorsBytes.File(header, SafetensorsBytes.Data(SafetensorsBytes.Values))));
    }

    [Fact]
    public void HalfPrecisionIsWidened()
    {
        // 1, -2, 65504, the smallest number above zero, infinity, 1/3 rounded.
        byte[] weights = SafetensorsBytes.Bits(0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00, 0x3555);
        byte[] file = Mixed("F16", 12, weights);

        Assert.Equal([1, -2, 65504, 5.9604645e-8f, float.PositiveInfinity, 0.33325195f, 7, 8], SafetensorsBytes.Load(file));
    }

    [Fact]
    public void BrainFloatsAreWidened()
    {
        // 1, -2, the largest number, the smallest above zero, minus infinity, 1/3 rounded.
        byte[] weights = SafetensorsBytes.Bits(0x3f80, 0xc000, 0x7f7f, 0x0001, 0xff80, 0x3eab);
        byte[] file = Mixed("BF16", 12, weights);

        Assert.Equal([1, -2, 3.3895314e38f, 9.1835e-41f, float.NegativeInfinity, 0.33398438f, 7, 8], SafetensorsBytes.Load(file));
    }

    [Fact]
    public void DoublePrecisionIsRoundedToTheNearest()
    {
        byte[] weights = SafetensorsBytes.Data(0.1, -1 / 3.0, 1 + 1e-12, double.NegativeInfinity, double.NaN, 1e-60);
        byte[] file = Mixed("F64", 48, weights);

        Assert.Equal([0.1f, -1 / 3f, 1, float.NegativeInfinity, float.NaN, 0, 7, 8], SafetensorsBytes.Load(file));
    }

    [Fact]
    public void SinglePrecisionBecomesDoubleExactly()
    {
        var vector = new ParameterVector<double>(SafetensorsBytes.Layout);

        vector.Load(new MemoryStream(SafetensorsBytes.File(SafetensorsBytes.Header, SafetensorsBytes.Data(0.1f, -2, 3, 4, 5, 6, 7, float.NaN))));

        Assert.Equal([0.1f, -2, 3, 4, 5, 6, 7, double.NaN], SafetensorsBytes.ValuesOf(vector));
    }

    [Theory]
    [InlineData("input.offset", "[2]", 8)]
    [InlineData("input.scale", "[2]", 8)]
    [InlineData("target.offset", "[0]", 0)]
    [InlineData("target.scale", "[1,1]", 4)]
    public void NormaliserBesideTheParametersIsLeftOut(string name, string shape, int length)
    {
        string header = $$$"""{{{SafetensorsBytes.Header[..^1]}}},"{{{name}}}":{"dtype":"F32","shape":{{{shape}}},"data_offsets":[32,{{{32 + length}}}]}}""";
        byte[] file = SafetensorsBytes.File(header, [.. SafetensorsBytes.Data(SafetensorsBytes.Values), .. new byte[length]]);

        Assert.Equal(SafetensorsBytes.Values, SafetensorsBytes.Load(file));
    }

    [Fact]
    public void EveryTypeOfTheFormatIsKnown()
    {
        // Eight numbers of each: so many bytes as one has bits.
        (string Type, int Bits)[] types =
        [
            ("BOOL", 8), ("U8", 8), ("I8", 8), ("F8_E4M3", 8), ("F8_E5M2", 8), ("I16", 16), ("U16", 16), ("F16", 16), ("BF16", 16),
            ("I32", 32), ("U32", 32), ("F32", 32), ("F64", 64), ("I64", 64), ("U64", 64), ("F4", 4), ("F6_E2M3", 6), ("F6_E3M2", 6), ("C64", 64),
        ];

        Assert.All(types, type =>
        {
            byte[] header = Encoding.UTF8.GetBytes($$$"""{"a":{"dtype":"{{{type.Type}}}","shape":[8],"data_offsets":[0,{{{type.Bits}}}]}}""");
            SafetensorsHeader read = new SafetensorsReader(new MemoryStream(SafetensorsBytes.File(header, new byte[type.Bits])), default).Header;
            Assert.Equal(type.Type, Assert.Single(read.Tensors).Type.Name);
        });
    }

    private static byte[] Mixed(string type, int length, byte[] weights) =>
        SafetensorsBytes.File(
            $$$"""{"dense1.weight":{"dtype":"{{{type}}}","shape":[2,3],"data_offsets":[0,{{{length}}}]},"dense1.bias":{"dtype":"F32","shape":[2],"data_offsets":[{{{length}}},{{{length + 8}}}]}}""",
            [.. weights, .. SafetensorsBytes.Data(Biases)]);
}

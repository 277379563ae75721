using NeuralGen.Tests.Runtime;

namespace NeuralGen.Training.Tests.Data;

public sealed class NpyFileTests
{
    [Theory]
    [InlineData("<f2", -1.5, 0.25)]
    [InlineData(">f2", -1.5, 65504)]
    [InlineData("<f4", -1.5, 1e10)]
    [InlineData(">f4", -1.5, 1e10)]
    [InlineData("<f8", -1.5, 1e300)]
    [InlineData(">f8", -1.5, 1e300)]
    [InlineData("|i1", -128, 127)]
    [InlineData("<i2", -32768, 32767)]
    [InlineData(">i2", -32768, 32767)]
    [InlineData("<i4", int.MinValue, int.MaxValue)]
    [InlineData(">i4", int.MinValue, int.MaxValue)]
    [InlineData("<i8", -4611686018427387904, 4611686018427387904)]
    [InlineData(">i8", -4611686018427387904, 4611686018427387904)]
    [InlineData("|u1", 0, 255)]
    [InlineData("<u1", 0, 255)]
    [InlineData("<u2", 1, 65535)]
    [InlineData(">u2", 1, 65535)]
    [InlineData("<u4", 1, uint.MaxValue)]
    [InlineData(">u4", 1, uint.MaxValue)]
    [InlineData("<u8", 1, 9223372036854775808)]
    [InlineData(">u8", 1, 9223372036854775808)]
    [InlineData("|b1", 0, 1)]
    public void EveryTypeIsReadInItsByteOrder(string descr, double first, double second)
    {
        byte[] file = NpyBytes.File(descr, false, [2], [.. NpyBytes.Element(descr, first), .. NpyBytes.Element(descr, second)]);

        Assert.Equal([first, second], Read<double>(file).Values);
    }

    [Fact]
    public void DoublesAreRoundedToSingles() =>
        Assert.Equal([0.1f, float.PositiveInfinity], Read<float>(NpyBytes.File("<f8", false, [2], [.. NpyBytes.Element("<f8", 0.1), .. NpyBytes.Element("<f8", 1e300)])).Values);

    [Fact]
    public void NaNAndInfinityAreKept() =>
        Assert.Equal([double.NaN, double.NegativeInfinity], Read<double>(NpyBytes.File("<f2", false, [2], [0, 0x7e, 0, 0xfc])).Values);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EveryVersionIsRead(byte major) => Assert.Equal([7f], Read<float>(NpyBytes.File("|u1", false, [1], [7], major)).Values);

    [Fact]
    public void SingleNumberHasNoDimensions()
    {
        NpyArray<float> array = Read<float>(NpyBytes.File("|u1", false, [], [7]));

        Assert.Empty(array.Shape);
        Assert.Equal([7f], array.Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ArrayWithoutElementsKeepsItsShape(bool isFortranOrder)
    {
        NpyArray<float> array = Read<float>(NpyBytes.File("<f4", isFortranOrder, [int.MaxValue - 100, 0, int.MaxValue - 100], []));

        Assert.Equal([int.MaxValue - 100, 0, int.MaxValue - 100], array.Shape);
        Assert.Empty(array.Values);
    }

    [Fact]
    public void FortranOrderIsTurnedIntoRowMajor() =>
        Assert.Equal([1f, 3, 5, 2, 4, 6], Read<float>(NpyBytes.File("|u1", true, [2, 3], [1, 2, 3, 4, 5, 6])).Values);

    [Theory]
    [InlineData("{'shape': (2,), 'descr': '|u1', 'fortran_order': False}")]
    [InlineData("{\"descr\":\"|u1\",\"fortran_order\":False,\"shape\":(2,)}")]
    [InlineData(" {\n'descr' :\t'|u1' , 'fortran_order' : False , 'shape' : ( 2 , ) , } \r\n")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2L,), }")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1,), }")]
    public void HeaderMayBeSpacedAndOrderedInAnyWay(string header) => Assert.Equal([5f, 6], Read<float>(NpyBytes.Raw(header, [5, 6])).Values);

    [Fact]
    public void FileLargerThanTheBuffersIsReadWhole()
    {
        double[] values = [.. Enumerable.Range(0, 700_001).Select(i => i * 0.5)];
        using var stream = new MemoryStream();
        NpyFile.Write<double>(stream, values, values.Length);

        Assert.Equal(values, Read<double>(stream.ToArray()).Values);
    }

    [Fact]
    public void StreamThatGivesByteByByteIsReadWhole()
    {
        using var stream = new OneByteStream(NpyBytes.File(">i4", false, [2], [0, 0, 1, 0, 0, 0, 0, 5]));

        Assert.Equal([256f, 5], NpyFile.Read<float>(stream).Values);
    }

    [Fact]
    public void FileIsWrittenAsTheSpecificationSays()
    {
        using var stream = new MemoryStream();

        NpyFile.Write<float>(stream, [1, -2], 2, 1);

        Assert.Equal(NpyBytes.File("<f4", false, [2, 1], [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]), stream.ToArray());
    }

    [Fact]
    public void FileIsWrittenAndReadByPath()
    {
        using var file = new TemporaryFile("");
        NpyFile.Write<double>(file.Path, [1.5, 2.5], 1, 2);

        NpyArray<double> array = NpyFile.Read<double>(file.Path);

        Assert.Equal([1, 2], array.Shape);
        Assert.Equal([1.5, 2.5], array.Values);
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 3 })]
    [InlineData(new[] { 2, 2 })]
    [InlineData(new[] { int.MaxValue, int.MaxValue, int.MaxValue })]
    [InlineData(new[] { -1, -2 })]
    public void ShapeThatIsNotThatOfTheElementsIsRefusedBeforeAnythingIsWritten(int[] shape)
    {
        using var stream = new MemoryStream();

        Assert.Throws<ArgumentException>("shape", () => NpyFile.Write<float>(stream, [1, 2], shape));
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void ShapeThatIsWrongLeavesTheFileAsItWas()
    {
        using var file = new TemporaryFile("before");

        Assert.Throws<ArgumentException>(() => NpyFile.Write<float>(file.Path, [1, 2], 3));

        Assert.Equal("before", File.ReadAllText(file.Path));
    }

    [Fact]
    public void HalfIsNotWritten() => Assert.Throws<NotSupportedException>(() => NpyFile.Write<Half>(new MemoryStream(), [Half.One], 1));

    [Theory]
    [InlineData("<i8", int.MinValue, int.MaxValue)]
    [InlineData(">i4", int.MinValue, int.MaxValue)]
    [InlineData("|i1", -128, 127)]
    [InlineData("<u8", 0, int.MaxValue)]
    [InlineData(">u2", 0, 65535)]
    [InlineData("|b1", 0, 1)]
    public void LabelsAreReadAsIntegers(string descr, int first, int second)
    {
        byte[] file = NpyBytes.File(descr, false, [2], [.. NpyBytes.Element(descr, first), .. NpyBytes.Element(descr, second)]);

        Assert.Equal([first, second], NpyFile.ReadIntegers(new MemoryStream(file)).Values);
    }

    [Fact]
    public void LabelsAreReadByPath()
    {
        using var file = new TemporaryFile(NpyBytes.File("|u1", false, [2], [4, 9]));

        Assert.Equal([4, 9], NpyFile.ReadIntegers(file.Path).Values);
    }

    private static NpyArray<T> Read<T>(byte[] content)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        NpyFile.Read<T>(new MemoryStream(content));

    private sealed class OneByteStream(byte[] content) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}

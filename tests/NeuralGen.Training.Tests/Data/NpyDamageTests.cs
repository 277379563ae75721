using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Tests.Runtime;

namespace NeuralGen.Training.Tests.Data;

public sealed class NpyDamageTests
{
    private const string Types = "f2, f4, f8, i1 to i8, u1 to u8 or b1";

    // What headers are made of.
    private const string Alphabet = "{}()[]'\",: \ndescrfortran_ordershapeTrueFalse<>|=fiub1248O";

    private static readonly byte[] Sound = NpyBytes.File("<f4", false, [2, 3], new byte[24]);

    [Fact]
    public void MessageNamesTheFile()
    {
        using var file = new TemporaryFile([]);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => NpyFile.Read<float>(file.Path));

        Assert.StartsWith($"'{file.Path}' is damaged", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFileIsAnIOException() =>
        Assert.ThrowsAny<IOException>(() => NpyFile.Read<float>(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));

    [Fact]
    public void EmptyFileIsRefused() =>
        AssertDamaged([], "at offset 0, expected the eight bytes that begin a .npy file; found only 0 of 8 bytes before the end of the file.");

    [Fact]
    public void OtherMagicIsRefused() =>
        AssertDamaged("PK\u0003\u0004xxxxyyyy"u8.ToArray(), "at offset 0, expected 93 4e 55 4d 50 59, the beginning of a .npy file; found 50 4b 03 04 78 78.");

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(1, 1)]
    public void OtherVersionIsRefused(byte major, byte minor) =>
        AssertDamaged([.. Sound[..6], major, minor, .. Sound[8..]], $"at offset 6, expected version 1.0, 2.0 or 3.0; found {major}.{minor}.");

    [Fact]
    public void LengthOfTheHeaderCutShortIsRefused() =>
        AssertDamaged(Sound[..9], "at offset 8, expected the length of the header; found only 1 of 2 bytes before the end of the file.");

    [Fact]
    public void HeaderCutShortIsRefused() =>
        AssertDamaged(Sound[..50], "at offset 10, expected a header of 118 bytes; found only 40 of 118 bytes before the end of the file.");

    [Fact]
    public void HugeHeaderIsRefused() =>
        AssertDamaged([.. Sound[..6], 2, 0, 255, 255, 255, 255], "at offset 8, expected the length of the header, at most 65535; found 4294967295.");

    [Fact]
    public void ElementsCutShortAreRefused() =>
        AssertDamaged(Sound[..^5], "at offset 147, expected 6 elements of 4 bytes; found only 4 before the end of the file.");

    [Fact]
    public void BytesBehindTheElementsAreRefused() =>
        AssertDamaged([.. Sound, 0], "at offset 152, expected the end of the file after 6 elements; found more bytes.");

    [Fact]
    public void TruthValueThatIsNoneIsRefused() =>
        AssertDamaged(NpyBytes.File("|b1", false, [3], [0, 1, 2]), "at offset 130, expected 00 or 01, a truth value; found 02.");

    [Theory]
    [InlineData("", 10, "'{', the beginning of the header", "the end of the header")]
    [InlineData("[]", 10, "'{', the beginning of the header", "'[]'")]
    [InlineData("{}", 10, "the keys 'descr', 'fortran_order' and 'shape'", "no 'descr'")]
    [InlineData("{'descr': '<f4', 'shape': ()}", 10, "the keys 'descr', 'fortran_order' and 'shape'", "no 'fortran_order'")]
    [InlineData("{'descr': '<f4', 'fortran_order': True}", 10, "the keys 'descr', 'fortran_order' and 'shape'", "no 'shape'")]
    [InlineData("{'descr': '<f4', 'descr': '<f4'}", 27, "each key once", "'descr' again")]
    [InlineData("{'x': 1}", 11, "one of the keys 'descr', 'fortran_order' and 'shape'", "'x'")]
    [InlineData("{descr: 1}", 11, "a key in quotation marks", "'descr: 1}'")]
    [InlineData("{'descr", 11, "a key in quotation marks", "no closing quotation mark")]
    [InlineData("{'descr' '<f4'}", 19, "':' behind the key", "''<f4'}'")]
    [InlineData("{'descr': '<f4' 'shape': ()}", 26, "',' or '}'", "''shape': ()}'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': ()} x", 64, "nothing but blanks behind the header's '}'", "'x'")]
    [InlineData("{'fortran_order': 0}", 28, "True or False", "'0}'")]
    [InlineData("{'fortran_order': true}", 28, "True or False", "'true}'")]
    [InlineData("{'shape': 3}", 20, "'(', the beginning of the shape", "'3}'")]
    [InlineData("{'shape': (3)}", 22, "',' behind the only dimension", "')}'")]
    [InlineData("{'shape': (3 4)}", 23, "',' behind the only dimension", "'4)}'")]
    [InlineData("{'shape': (3, 4 5)}", 26, "',' or ')'", "'5)}'")]
    [InlineData("{'shape': (-1,)}", 21, "the size of a dimension", "'-1,)}'")]
    [InlineData("{'shape': (,)}", 21, "the size of a dimension", "',)}'")]
    [InlineData("{'shape': (2147483648,)}", 21, "the size of a dimension, at most 2147483591", "'2147483648'")]
    [InlineData("{'shape': (99999999999999999999999999,)}", 21, "the size of a dimension, at most 2147483591", "'99999999999999999999999999'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536)}", 10, "a shape of at most 2147483591 elements", "(65536, 65536, 65536, 65536)")]
    [InlineData("{'descr': 4}", 20, "an element type (" + Types + ") in quotation marks", "'4}'")]
    [InlineData("{'descr': '<c8'}", 20, "an element type (" + Types + ")", "'<c8'")]
    [InlineData("{'descr': '<U5'}", 20, "an element type (" + Types + ")", "'<U5'")]
    [InlineData("{'descr': '|f4'}", 20, "an element type (" + Types + ")", "'|f4'")]
    [InlineData("{'descr': '<i3'}", 20, "an element type (" + Types + ")", "'<i3'")]
    [InlineData("{'descr': '<f16'}", 20, "an element type (" + Types + ")", "'<f16'")]
    [InlineData("{'descr': '|O'}", 20, "an element type (" + Types + ")", "'|O', Python objects, which are stored as a pickle and never read here, since a pickle can run any code")]
    [InlineData("{'descr': [('a', '<f4')]}", 20, "one element type (" + Types + ")", "a structure of several fields, which is not read here")]
    public void HeaderThatIsNoneIsRefused(string header, int offset, string expected, string found) =>
        AssertDamaged(NpyBytes.Raw(header, []), $"at offset {offset}, expected {expected}; found {found}.");

    [Fact]
    public void ClaimOfGigabytesTakesNoMoreMemoryThanTheFileIsLarge()
    {
        byte[] file = NpyBytes.File("<f8", true, [40_000, 50_000], new byte[100]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => NpyFile.Read<double>(new MemoryStream(file)));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void EveryTruncationIsRefused()
    {
        for (int length = 0; length < Sound.Length; length++)
        {
            Assert.IsType<InvalidDataException>(Record.Exception(() => NpyFile.Read<float>(new MemoryStream(Sound[..length]))));
        }
    }

    [Fact]
    public void FlippedBitsAreReadOrRefused()
    {
        for (int bit = 0; bit < 8 * Sound.Length; bit++)
        {
            byte[] flipped = [.. Sound];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.True(IsReadOrRefused(flipped), $"bit {bit}");
        }
    }

    [Fact]
    public void AnyBytesAreReadOrRefusedInOneLine()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Gen.Elements(0, 1, 2).ToArbitrary(), (bytes, kind) => IsReadOrRefused(kind switch
        {
            0 => bytes,
            1 => [.. Sound[..8], .. bytes],
            _ => NpyBytes.Raw(string.Concat(bytes.Select(value => Alphabet[value % Alphabet.Length])), [1, 2, 3, 4]),
        })).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("<f4", "at offset 10, expected an element type (i1 to i8, u1 to u8 or b1, integers); found f4, floating-point numbers.")]
    [InlineData("<i8", "at offset 128, expected an integer of 32 bits; found 00 00 00 80 00 00 00 00.")]
    [InlineData("<u8", "at offset 128, expected an integer of 32 bits; found 00 00 00 80 00 00 00 00.")]
    [InlineData("<u4", "at offset 128, expected an integer of 32 bits; found 00 00 00 80.")]
    public void LabelsThatAreNoneAreRefused(string descr, string message)
    {
        byte[] file = NpyBytes.File(descr, false, [1], NpyBytes.Element(descr, 2147483648));

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => NpyFile.ReadIntegers(new MemoryStream(file)));

        Assert.Equal("'stream' is damaged or not a .npy file of numbers: " + message, exception.Message);
    }

    [Fact]
    public void UnsignedLabelBeyondAllSignedNumbersIsRefused() =>
        Assert.Throws<InvalidDataException>(() => NpyFile.ReadIntegers(new MemoryStream(NpyBytes.File("<u8", false, [1], [255, 255, 255, 255, 255, 255, 255, 255]))));

    private static bool IsReadOrRefused(byte[] content)
    {
        Exception? exception = Record.Exception(() => NpyFile.Read<float>(new MemoryStream(content)));
        return exception is null || (exception is InvalidDataException && !exception.Message.Contains('\n'));
    }

    private static void AssertDamaged(byte[] content, string message)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => NpyFile.Read<float>(new MemoryStream(content)));

        Assert.Equal("'stream' is damaged or not a .npy file of numbers: " + message, exception.Message);
    }
}

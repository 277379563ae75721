using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Tests.Runtime;

namespace NeuralGen.Training.Tests.Data;

public sealed class IdxFileTests
{
    // Two rows of three bytes.
    private static readonly byte[] Sound = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60];

    [Fact]
    public void DimensionsAreRead() => Assert.Equal([2, 3], Read(Sound).Dimensions);

    [Fact]
    public void ElementsAreRead() => Assert.Equal([10, 20, 30, 40, 50, 60], Read(Sound).Data.ToArray());

    [Fact]
    public void CompressedFileIsReadAlike() => Assert.Equal([10, 20, 30, 40, 50, 60], Read(TemporaryFile.Compress(Sound)).Data.ToArray());

    [Fact]
    public void FileLargerThanTheFirstBufferIsReadWhole()
    {
        byte[] elements = new byte[3_000_001];
        new Random(1).NextBytes(elements);

        byte[] read = Read([0, 0, 8, 1, .. BigEndian(elements.Length), .. elements]).Data.ToArray();

        Assert.Equal(elements, read);
    }

    [Fact]
    public void MissingFileIsAnIOException()
    {
        Assert.ThrowsAny<IOException>(() => IdxFile.Read(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
    }

    [Fact]
    public void MessageNamesTheFile()
    {
        using var file = new TemporaryFile([]);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => IdxFile.Read(file.Path));

        Assert.Contains(file.Path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyFileIsRefused() =>
        AssertDamaged([], "at offset 0, expected the four bytes that begin an IDX file; found only 0 of 4 bytes");

    [Fact]
    public void OtherMagicIsRefused() =>
        AssertDamaged([0x89, 0x50, 0x4e, 0x47, 0, 0], "at offset 0, expected 00 00, the beginning of an IDX file; found 89 50");

    [Fact]
    public void OtherElementTypeIsRefused() =>
        AssertDamaged([0, 0, 0x0d, 1, 0, 0, 0, 1, 0, 0, 0, 0], "at offset 2, expected 08, the type 'unsigned byte'; found 0d");

    [Fact]
    public void NoDimensionsAreRefused() => AssertDamaged([0, 0, 8, 0, 1], "at offset 3, expected at least one dimension; found 00");

    [Fact]
    public void HeaderCutShortIsRefused() =>
        AssertDamaged(Sound[..10], "at offset 8, expected the size of dimension 2 of 2; found only 2 of 4 bytes");

    [Fact]
    public void ElementsCutShortAreRefused() => AssertDamaged(Sound[..17], "at offset 12, expected 6 elements; found only 5");

    [Fact]
    public void ElementsBeyondTheDimensionsAreRefused() =>
        AssertDamaged([.. Sound, 70], "at offset 18, expected the end of the file after 6 elements; found more bytes");

    [Fact]
    public void DimensionOfSizeZeroIsRefused() =>
        AssertDamaged([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 0], "at offset 8, expected the size of dimension 2, at least 1");

    [Fact]
    public void SizeBeyondAnyArrayIsRefused() =>
        AssertDamaged([0, 0, 8, 1, 255, 255, 255, 255], "at offset 4, expected the size of dimension 1");

    [Fact]
    public void ProductOfSizesBeyondAnyArrayIsRefused() =>
        AssertDamaged([0, 0, 8, 3, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255], "at offset 8, expected the size of dimension 2");

    [Fact]
    public void ClaimOfTwoGigabytesTakesNoMoreMemoryThanTheFileIsLarge()
    {
        using var file = new TemporaryFile([0, 0, 8, 1, 127, 0, 0, 0, 1, 2, 3]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => IdxFile.Read(file.Path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    public void CompressedFileWithoutItsEndIsRefused(int missing) => AssertDamaged(TemporaryFile.Compress(Sound)[..^missing], "cut off");

    [Fact]
    public void CompressedFileWithMoreBehindItIsRefused() => AssertDamaged([.. TemporaryFile.Compress(Sound), 1, 2, 3], "something follows");

    [Fact]
    public void CompressedFileCutShortIsRefused() => Assert.Throws<InvalidDataException>(() => Read(TemporaryFile.Compress(Sound)[..^12]));

    [Fact]
    public void GarbageBehindTheMagicOfGzipIsRefused() =>
        AssertDamaged([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff, 0xff], "expected sound gzip data");

    [Fact]
    public void WrongChecksumOfGzipIsRefused()
    {
        byte[] compressed = TemporaryFile.Compress(Sound);
        compressed[^8] ^= 1;

        AssertDamaged(compressed, "expected sound gzip data");
    }

    [Fact]
    public void AnyBytesAreReadOrRefusedInOneLine()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Gen.Elements(0, 1, 2, 3).ToArbitrary(), (bytes, kind) =>
        {
            byte[] content = kind switch
            {
                0 => bytes,
                1 => [0, 0, 8, 1, .. bytes],
                2 => [0x1f, 0x8b, 8, 0, .. bytes],
                _ => TemporaryFile.Compress([0, 0, 8, .. bytes]),
            };
            Exception? exception = Record.Exception(() => Read(content));
            return exception is null || (exception is InvalidDataException && !exception.Message.Contains('\n'));
        }).QuickCheckThrowOnFailure();
    }

    private static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static IdxFile Read(byte[] content)
    {
        using var file = new TemporaryFile(content);
        return IdxFile.Read(file.Path);
    }

    private static void AssertDamaged(byte[] content, string message)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Read(content));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}

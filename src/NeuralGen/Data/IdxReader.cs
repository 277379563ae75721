using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;

namespace NeuralGen;

/// <summary>Reads one IDX file and keeps the offset for error messages.</summary>
internal sealed class IdxReader : IDisposable
{
    private const byte UnsignedByte = 0x08;
    private const int FirstBufferLength = 1 << 20;

    private readonly string _path;
    private readonly Stream _stream;
    private readonly FileStream? _compressed;
    private long _offset;

    public IdxReader(string path)
    {
        _path = path;
        _stream = Open(path, out _compressed);
    }

    public void Dispose() => _stream.Dispose();

    public IdxFile Read()
    {
        ImmutableArray<int> dimensions = ReadHeader(out int length);
        byte[] data = ReadData(length);
        Span<byte> beyond = stackalloc byte[1];
        if (ReadAtMost(beyond) != 0)
        {
            throw Damaged(_offset - 1, $"the end of the file after {length} elements", "more bytes");
        }

        ThrowIfCutOff();

        return new IdxFile(dimensions, data);
    }

    /// <summary>The runtime's decompression does not ask for the end of gzip data, which has their length.</summary>
    private void ThrowIfCutOff()
    {
        const int TrailerLength = 8;
        if (_compressed is null)
        {
            return;
        }

        Span<byte> trailer = stackalloc byte[TrailerLength];
        _compressed.Position = Math.Max(0, _compressed.Length - TrailerLength);
        _compressed.ReadAtLeast(trailer, TrailerLength, throwOnEndOfStream: false);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        if (length != (uint)_offset)
        {
            throw new InvalidDataException(
                $"'{_path}' is damaged: at its end, expected that of gzip data of {_offset} bytes; found another. The file is cut off, or something follows it.");
        }
    }

    private static Stream Open(string path, out FileStream? compressedFile)
    {
        FileStream file = File.OpenRead(path);
        try
        {
            bool compressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            compressedFile = compressed ? file : null;
            return compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private ImmutableArray<int> ReadHeader(out int length)
    {
        Span<byte> magic = stackalloc byte[4];
        ReadHeaderBytes(magic, "the four bytes that begin an IDX file");
        if (magic[0] != 0 || magic[1] != 0)
        {
            throw Damaged(0, "00 00, the beginning of an IDX file", $"{magic[0]:x2} {magic[1]:x2}");
        }

        if (magic[2] != UnsignedByte)
        {
            throw Damaged(2, $"{UnsignedByte:x2}, the type 'unsigned byte'", $"{magic[2]:x2}");
        }

        if (magic[3] == 0)
        {
            throw Damaged(3, "at least one dimension", "00");
        }

        return ReadDimensions(magic[3], out length);
    }

    private ImmutableArray<int> ReadDimensions(int count, out int length)
    {
        ImmutableArray<int>.Builder dimensions = ImmutableArray.CreateBuilder<int>(count);
        Span<byte> bytes = stackalloc byte[4];
        long product = 1;
        for (int i = 0; i < count; i++)
        {
            ReadHeaderBytes(bytes, $"the size of dimension {i + 1} of {count}");
            uint size = BinaryPrimitives.ReadUInt32BigEndian(bytes);

            // Cannot overflow: the product so far is below 2^31 and the size below 2^32.
            product *= size;
            if (size == 0 || product > Array.MaxLength)
            {
                throw Damaged(_offset - 4, $"the size of dimension {i + 1}, at least 1 and at most {Array.MaxLength} elements in all", $"{size}");
            }

            dimensions.Add((int)size);
        }

        length = (int)product;
        return dimensions.MoveToImmutable();
    }

    /// <summary>Reads the elements. The buffer grows with what the file really holds, not with what its header claims.</summary>
    private byte[] ReadData(int length)
    {
        long start = _offset;
        byte[] data = new byte[Math.Min(length, FirstBufferLength)];
        int filled = 0;
        while (true)
        {
            filled += ReadAtMost(data.AsSpan(filled));
            if (filled == length)
            {
                return data;
            }

            if (filled < data.Length)
            {
                throw Damaged(start, $"{length} elements", $"only {filled} before the end of the file");
            }

            Array.Resize(ref data, (int)Math.Min(length, 2L * data.Length));
        }
    }

    private void ReadHeaderBytes(Span<byte> destination, string what)
    {
        long start = _offset;
        int count = ReadAtMost(destination);
        if (count < destination.Length)
        {
            throw Damaged(start, what, $"only {count} of {destination.Length} bytes before the end of the file");
        }
    }

    private int ReadAtMost(Span<byte> destination)
    {
        try
        {
            int count = _stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
            _offset += count;
            return count;
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(
                $"'{_path}' is damaged: after offset {_offset} of the decompressed file, expected sound gzip data; found a fault in it.", exception);
        }
    }

    private InvalidDataException Damaged(long offset, string expected, string found) =>
        new($"'{_path}' is damaged or not an IDX file: at offset {offset}, expected {expected}; found {found}.");
}

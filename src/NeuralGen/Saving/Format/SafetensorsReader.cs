using System.Buffers.Binary;

namespace NeuralGen;

/// <summary>
/// Reads a safetensors file from its first byte to its last, in two steps: the header, then the data. What is allocated grows
/// with the bytes that are really there, not with what the header claims.
/// </summary>
internal sealed class SafetensorsReader
{
    private const int FirstBufferLength = 1 << 16;

    private readonly Stream _stream;
    private readonly long _headerEnd;

    // Of what is left of the stream, where it can tell.
    private readonly long? _length;

    /// <summary>Reads the header. The stream's position at this time counts as the beginning of the file.</summary>
    /// <exception cref="InvalidDataException">The header is damaged, or the file does not have the length that the header says.</exception>
    public SafetensorsReader(Stream stream, SourceName source)
    {
        _stream = stream;
        Source = source;
        _length = stream.CanSeek ? stream.Length - stream.Position : null;
        int headerLength = ReadHeaderLength();
        _headerEnd = SafetensorsHeader.PrefixLength + headerLength;
        Header = new HeaderParser(source).Parse(ReadBytes(headerLength, SafetensorsHeader.PrefixLength, "the header"));
        if (_length is { } length && length - _headerEnd != Header.DataLength)
        {
            throw source.Damaged(
                Math.Min(length, _headerEnd + Header.DataLength),
                $"the end of the file after {_headerEnd + Header.DataLength} bytes, as its header says", $"{length} bytes");
        }
    }

    public SourceName Source { get; }

    public SafetensorsHeader Header { get; }

    /// <summary>Reads the bytes of all tensors.</summary>
    /// <exception cref="InvalidDataException">The file is shorter or longer than its header says.</exception>
    public Dictionary<string, byte[]> ReadData()
    {
        var data = new Dictionary<string, byte[]>(Header.Tensors.Length, StringComparer.Ordinal);
        foreach (SafetensorsTensor tensor in Header.Tensors)
        {
            if (tensor.ByteCount > Array.MaxLength)
            {
                throw Source.Damaged(tensor.Name, tensor.HeaderOffset, $"at most {Array.MaxLength} bytes, which is what can be loaded", $"{tensor.ByteCount}");
            }

            data.Add(tensor.Name, ReadBytes((int)tensor.ByteCount, _headerEnd + tensor.Begin, $"tensor {SourceName.Quote(tensor.Name)}"));
        }

        Span<byte> beyond = stackalloc byte[1];
        if (_stream.ReadAtLeast(beyond, 1, throwOnEndOfStream: false) != 0)
        {
            throw Source.Damaged(_headerEnd + Header.DataLength, $"the end of the file after {_headerEnd + Header.DataLength} bytes, as its header says", "more bytes");
        }

        return data;
    }

    private int ReadHeaderLength()
    {
        Span<byte> prefix = stackalloc byte[SafetensorsHeader.PrefixLength];
        int count = _stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        if (count < prefix.Length)
        {
            throw Source.Damaged(0, $"{prefix.Length} bytes, the length of the header", $"only {count} before the end of the file");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsHeader.MaxLength)
        {
            throw Source.Damaged(0, $"the length of the header, at most {SafetensorsHeader.MaxLength} bytes", $"{length}");
        }

        if (_length is { } all && (long)length > all - prefix.Length)
        {
            throw Source.Damaged(prefix.Length, $"a header of {length} bytes", $"only {all - prefix.Length} before the end of the file");
        }

        return (int)length;
    }

    private byte[] ReadBytes(int length, long offset, string what)
    {
        // Where the length of the file is known it has been compared already.
        byte[] bytes = new byte[_length is null ? Math.Min(length, FirstBufferLength) : length];
        int filled = 0;
        while (true)
        {
            filled += _stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            if (filled == length)
            {
                return bytes;
            }

            if (filled < bytes.Length)
            {
                throw Source.Damaged(offset, $"{length} bytes, {what}", $"only {filled} before the end of the file");
            }

            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
        }
    }
}

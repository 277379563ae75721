using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NeuralGen;

/// <summary>The bytes of a protocol buffer's message, field by field.</summary>
internal sealed class ProtobufMessage
{
    // What a field's content is, in the last three bits of its tag.
    private const int VariableLength = 0;
    private const int Delimited = 2;
    private const int FourBytes = 5;

    /// <summary>A number of 64 bits takes at most as many bytes, with seven bits in each.</summary>
    private const int LongestInteger = 10;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public int Length => _bytes.WrittenCount;

    public void Integer(int field, long value)
    {
        Tag(field, VariableLength);
        Variable((ulong)value);
    }

    public void Single(int field, float value)
    {
        Tag(field, FourBytes);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
    }

    public void Text(int field, string text)
    {
        Begin(field, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, _bytes);
    }

    public void Message(int field, ProtobufMessage message)
    {
        Begin(field, message.Length);
        Append(message);
    }

    /// <summary>Numbers bit by bit, little-endian.</summary>
    public void Numbers<T>(int field, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        using var stream = new MemoryStream();
        NumberBytes.Write(stream, numbers);
        Begin(field, stream.Length);
        _bytes.Write(stream.ToArray());
    }

    /// <summary>Begins a field whose content, of a length in bytes, comes from elsewhere.</summary>
    public void Begin(int field, long length)
    {
        Tag(field, Delimited);
        Variable((ulong)length);
    }

    /// <summary>The fields of another message, as fields of this one.</summary>
    public void Append(ProtobufMessage fields) => _bytes.Write(fields._bytes.WrittenSpan);

    private void Tag(int field, int content) => Variable((ulong)((field << 3) | content));

    private void Variable(ulong value)
    {
        Span<byte> bytes = _bytes.GetSpan(LongestInteger);
        int length = 0;
        for (; value > 0x7f; value >>= 7)
        {
            bytes[length++] = (byte)(value | 0x80);
        }

        bytes[length++] = (byte)value;
        _bytes.Advance(length);
    }
}

using System.Buffers.Binary;
using System.Text;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Writes one protocol buffers message, field by field; wrong ones too.</summary>
internal sealed class ProtobufWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public ProtobufWriter Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public ProtobufWriter Tag(int field, int wire) => Number(((ulong)field << 3) | (uint)wire);

    /// <summary>A number without a tag.</summary>
    public ProtobufWriter Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
        return this;
    }

    public ProtobufWriter Varint(int field, long value) => Tag(field, 0).Number(unchecked((ulong)value));

    public ProtobufWriter Single(int field, float value) => Tag(field, 5).Raw(Bits(value));

    public ProtobufWriter Double(int field, double value) => Tag(field, 1).Raw(Bits(value));

    public ProtobufWriter Bytes(int field, byte[] value) => Tag(field, 2).Number((ulong)value.Length).Raw(value);

    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.ToArray());

    public static byte[] Bits(float value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] Bits(double value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return bytes;
    }
}

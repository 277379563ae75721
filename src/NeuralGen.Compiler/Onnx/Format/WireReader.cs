namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>A part of a file.</summary>
internal readonly struct ByteSlice(byte[] data, int start, int length)
{
    public byte[] Data { get; } = data;

    public int Start { get; } = start;

    public int Length { get; } = length;

    public int End => Start + Length;
}

/// <summary>How a field's value is written.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}

/// <summary>
/// Reads the fields of one protocol buffers message, one after the other. It never looks beyond its slice, allocates
/// next to nothing and does not recurse: an inner message is a slice, read by a reader of its own or passed over.
/// </summary>
internal struct WireReader(ByteSlice message)
{
    private const int LongestVarint = 10;

    // As deep as other readers go.
    private const int DeepestGroup = 100;

    private readonly byte[] _data = message.Data;
    private readonly int _end = message.End;
    private int _position = message.Start;

    /// <summary>The number of the field just read.</summary>
    public int Field { get; private set; }

    /// <summary>How it was written.</summary>
    public WireType Wire { get; private set; }

    /// <summary>Where it begins in the file.</summary>
    public int Offset { get; private set; }

    /// <summary>Its value, or its bits, where it was written as a number.</summary>
    public ulong Number { get; private set; }

    /// <summary>Its bytes where it was written as such.</summary>
    public ByteSlice Bytes { get; private set; }

    /// <summary>The number as a float.</summary>
    public readonly float Single => BitConverter.ToSingle(BitConverter.GetBytes((uint)Number), 0);

    /// <summary>The number as a 32-bit integer: the upper half, which signs of negative ones fill, is dropped.</summary>
    public readonly int Int32 => unchecked((int)Number);

    /// <summary>The number as a 64-bit integer.</summary>
    public readonly long Int64 => unchecked((long)Number);

    /// <summary>Reads the next field; false at the end of the message.</summary>
    public bool Next()
    {
        if (_position == _end)
        {
            return false;
        }

        Offset = _position;
        ulong tag = ReadVarint();
        Wire = (WireType)(tag & 7);
        if (tag > uint.MaxValue || tag >> 3 == 0)
        {
            throw Damage.At(Offset, $"field number {tag >> 3} is not possible");
        }

        Field = (int)(tag >> 3);
        switch (Wire)
        {
            case WireType.Varint:
                Number = ReadVarint();
                break;
            case WireType.Fixed64:
                Number = ReadFixed(8);
                break;
            case WireType.Bytes:
                Bytes = ReadBytes();
                break;
            case WireType.Fixed32:
                Number = ReadFixed(4);
                break;
            case WireType.StartGroup:
                PassGroup();
                break;
            case WireType.EndGroup:
                throw Damage.At(Offset, $"a group ends as field {Field}, and none has begun");
            default:
                throw Damage.At(Offset, $"field {Field} has wire type {(int)Wire}, which does not exist");
        }

        return true;
    }

    /// <summary>
    /// Passes over a group, an old kind of inner message without a length, which ONNX has none of: a later version's or somebody's own.
    /// </summary>
    private void PassGroup()
    {
        (int start, int field) = (Offset, Field);
        var open = new Stack<int>([field]);
        while (open.Count > 0)
        {
            if (_position == _end)
            {
                throw Damage.At(start, $"field {field} is a group without an end");
            }

            int place = _position;
            ulong tag = ReadVarint();
            bool isField = tag <= uint.MaxValue && tag >> 3 > 0;
            switch (isField ? (WireType)(tag & 7) : (WireType)7)
            {
                case WireType.Varint:
                    ReadVarint();
                    break;
                case WireType.Fixed64:
                    ReadFixed(8);
                    break;
                case WireType.Bytes:
                    ReadBytes();
                    break;
                case WireType.Fixed32:
                    ReadFixed(4);
                    break;
                case WireType.StartGroup when open.Count < DeepestGroup:
                    open.Push((int)(tag >> 3));
                    break;
                case WireType.EndGroup when open.Peek() == (int)(tag >> 3):
                    open.Pop();
                    break;
                default:
                    throw Damage.At(place, "a group holds what is no field, or too many groups in each other");
            }
        }
    }

    /// <summary>Reads a number without a tag before it, as packed fields hold them; false at the end.</summary>
    public bool NextVarint()
    {
        if (_position == _end)
        {
            return false;
        }

        Number = ReadVarint();
        return true;
    }

    private ulong ReadVarint()
    {
        int start = _position;
        ulong value = 0;
        for (int count = 0; count < LongestVarint; count++)
        {
            if (_position == _end)
            {
                throw Damage.At(start, "a number is cut off");
            }

            byte next = _data[_position++];
            value |= (ulong)(next & 0x7F) << (7 * count);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damage.At(start, "a number has more than ten bytes");
    }

    private ulong ReadFixed(int size)
    {
        if (_end - _position < size)
        {
            throw Damage.At(_position, $"a number of {size} bytes is cut off after {_end - _position}");
        }

        ulong value = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            value = (value << 8) | _data[_position + i];
        }

        _position += size;
        return value;
    }

    private ByteSlice ReadBytes()
    {
        int start = _position;
        ulong length = ReadVarint();
        if (length > (ulong)(_end - _position))
        {
            throw Damage.At(start, $"field {Field} claims {length} bytes where only {_end - _position} are left");
        }

        var bytes = new ByteSlice(_data, _position, (int)length);
        _position += (int)length;
        return bytes;
    }
}

/// <summary>Says where a file is damaged.</summary>
internal static class Damage
{
    public static ImportException At(int offset, string what) =>
        new(new ImportProblem(ProblemKind.DamagedFile, $"The file is damaged at byte {offset}: {what}.") { Offset = offset });
}

using System.Buffers.Binary;

namespace NeuralGen;

/// <summary>Reads one NumPy file and keeps the offset for error messages.</summary>
/// <param name="stream">The file.</param>
/// <param name="name">How messages name it.</param>
internal sealed class NpyReader(Stream stream, string name)
{
    private const int MagicLength = 6;

    // NumPy itself writes far shorter ones for elements that are no structures.
    private const int LongestHeader = 65_535;
    private const int FirstLength = 1 << 18;
    private const int BufferLength = 1 << 16;

    private long _offset;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public NpyArray<T> Read<T>(INpyElements<T> elements)
        where T : unmanaged
    {
        NpyHeader header = ReadHeader(elements);
        T[] values = ReadElements(elements, header);
        Span<byte> beyond = stackalloc byte[1];
        if (ReadAtMost(beyond) != 0)
        {
            throw Damaged(_offset - 1, $"the end of the file after {header.Count} elements", "more bytes");
        }

        return new NpyArray<T>(header.Shape, header.IsFortranOrder ? FortranOrder.ToRowMajor(values, header.Shape) : values);
    }

    private NpyHeader ReadHeader<T>(INpyElements<T> elements)
        where T : unmanaged
    {
        Span<byte> beginning = stackalloc byte[MagicLength + 2];
        ReadWhole(beginning, "the eight bytes that begin a .npy file");
        if (!beginning.StartsWith(Magic))
        {
            throw Damaged(0, $"{Hexadecimal(Magic)}, the beginning of a .npy file", Hexadecimal(beginning[..MagicLength]));
        }

        (byte major, byte minor) = (beginning[MagicLength], beginning[MagicLength + 1]);
        if (major is < 1 or > 3 || minor != 0)
        {
            throw Damaged(MagicLength, "version 1.0, 2.0 or 3.0", $"{major}.{minor}");
        }

        byte[] text = new byte[ReadHeaderLength(major)];
        long start = _offset;
        ReadWhole(text, $"a header of {text.Length} bytes");
        NpyHeader header = new NpyHeaderParser(text, start, elements.Accepted, Damaged).Parse();
        return elements.Accepts(header.Type)
            ? header
            : throw Damaged(start, $"an element type ({elements.Accepted})", $"f{header.Type.Size}, floating-point numbers");
    }

    private int ReadHeaderLength(byte major)
    {
        long at = _offset;
        Span<byte> bytes = stackalloc byte[4];
        ReadWhole(bytes[..(major == 1 ? 2 : 4)], "the length of the header");
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return length <= LongestHeader ? (int)length : throw Damaged(at, $"the length of the header, at most {LongestHeader}", $"{length}");
    }

    /// <summary>Reads the elements. The array grows with what the file really holds, not with what its header claims.</summary>
    private T[] ReadElements<T>(INpyElements<T> elements, NpyHeader header)
        where T : unmanaged
    {
        int size = header.Type.Size;
        T[] values = new T[Math.Min(header.Count, FirstLength)];
        byte[] buffer = new byte[BufferLength];
        int filled = 0;
        while (filled < header.Count)
        {
            int wanted = Math.Min(header.Count - filled, BufferLength / size);
            int read = ReadAtMost(buffer.AsSpan(0, wanted * size));
            if (filled + (read / size) > values.Length)
            {
                Array.Resize(ref values, (int)Math.Min(header.Count, 2L * values.Length));
            }

            int converted = elements.Convert(header.Type, buffer.AsSpan(0, read), values.AsSpan(filled, read / size));
            filled += converted;
            if (converted < read / size)
            {
                string found = Hexadecimal(buffer.AsSpan(converted * size, size));
                throw Damaged(_offset - read + ((long)converted * size), elements.Expected(header.Type), found);
            }

            if (converted < wanted)
            {
                throw Damaged(_offset, $"{header.Count} elements of {size} {(size == 1 ? "byte" : "bytes")}", $"only {filled} before the end of the file");
            }
        }

        return values;
    }

    private void ReadWhole(Span<byte> destination, string what)
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
        int count = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        _offset += count;
        return count;
    }

    private static string Hexadecimal(ReadOnlySpan<byte> bytes) => BitConverter.ToString(bytes.ToArray()).Replace('-', ' ').ToLowerInvariant();

    private InvalidDataException Damaged(long offset, string expected, string found) =>
        new($"'{name}' is damaged or not a .npy file of numbers: at offset {offset}, expected {expected}; found {found}.");
}

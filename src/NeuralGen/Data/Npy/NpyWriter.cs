using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace NeuralGen;

/// <summary>Writes NumPy files of version 1.0.</summary>
internal static class NpyWriter
{
    private const int LengthAt = 8;
    private const int TextAt = 10;

    // The elements begin at a multiple of this, as NumPy wants it for mapped files.
    private const int Alignment = 64;
    private const int BufferLength = 1 << 16;

    /// <summary>Everything before the elements.</summary>
    public static byte[] Header<T>(int count, ReadOnlySpan<int> shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckShape(count, shape);
        string type = typeof(T) == typeof(float) ? "<f4" : typeof(T) == typeof(double) ? "<f8" : throw new NotSupportedException($"Elements must be float or double; they are {typeof(T)}.");
        string sizes = string.Join(", ", shape.ToArray()) + (shape.Length == 1 ? "," : "");
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({sizes}), }}";

        // Blanks up to the boundary, the last character a line feed.
        int length = (TextAt + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        if (length - TextAt > ushort.MaxValue)
        {
            throw new ArgumentException($"The shape has {shape.Length} dimensions, more than a file of version 1.0 can say.", nameof(shape));
        }

        byte[] header = new byte[length];
        header.AsSpan().Fill((byte)' ');
        ((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]).CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(LengthAt), (ushort)(length - TextAt));
        Encoding.ASCII.GetBytes(text, header.AsSpan(TextAt));
        header[^1] = (byte)'\n';
        return header;
    }

    public static void Write<T>(Stream stream, byte[] header, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        stream.Write(header);
        if (BitConverter.IsLittleEndian)
        {
            // In parts, since the bytes of a long array are more than a span can count.
            for (int start = 0; start < values.Length; start += BufferLength)
            {
                stream.Write(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(BufferLength, values.Length - start))));
            }

            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (T value in values)
        {
            double number = double.CreateTruncating(value);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
            if (typeof(T) == typeof(float))
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)number);
            }

            stream.Write(bytes[..(typeof(T) == typeof(float) ? sizeof(float) : sizeof(double))]);
        }
    }

    private static void CheckShape(int count, ReadOnlySpan<int> shape)
    {
        long product = 1;
        foreach (int size in shape)
        {
            if (size < 0)
            {
                throw new ArgumentException($"The sizes of the shape must not be negative; one is {size}.", nameof(shape));
            }

            // More than any array holds is no match for the count, whatever follows but a 0.
            product = size == 0 ? 0 : Math.Min(product * size, 1L + int.MaxValue);
        }

        if (product != count)
        {
            throw new ArgumentException($"The shape must be that of {count} elements; the product of its sizes is {(product > int.MaxValue ? "far more" : product)}.", nameof(shape));
        }
    }
}

using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralGen;

/// <summary>Numbers as the little-endian bytes of a file, and back.</summary>
internal static class NumberBytes
{
    /// <summary>Writes numbers, little-endian.</summary>
    public static void Write<T>(Stream stream, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        if (BitConverter.IsLittleEndian)
        {
            // A length in bytes above 2^31 has no span.
            const int Most = 1 << 26;
            for (; numbers.Length > Most; numbers = numbers[Most..])
            {
                stream.Write(MemoryMarshal.AsBytes(numbers[..Most]));
            }

            stream.Write(MemoryMarshal.AsBytes(numbers));
            return;
        }

        byte[] bytes = new byte[Unsafe.SizeOf<T>()];
        foreach (T number in numbers)
        {
            MemoryMarshal.Write(bytes, number);
            Array.Reverse(bytes);
            stream.Write(bytes);
        }
    }

    /// <summary>Writes the numbers of a tensor, row-major and little-endian.</summary>
    public static void Write<T>(Stream stream, TensorView<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = ArrayPool<T>.Shared.Rent(tensor.Count);
        try
        {
            tensor.CopyTo(numbers.AsSpan(0, tensor.Count));
            Write<T>(stream, numbers.AsSpan(0, tensor.Count));
        }
        finally
        {
            ArrayPool<T>.Shared.Return(numbers);
        }
    }

    /// <summary>Reads numbers of the same type as they were written: bit by bit.</summary>
    public static T[] Read<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged
    {
        T[] numbers = new T[bytes.Length / Unsafe.SizeOf<T>()];
        Span<byte> copy = MemoryMarshal.AsBytes(numbers.AsSpan());
        bytes.CopyTo(copy);
        if (!BitConverter.IsLittleEndian)
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                copy.Slice(i * Unsafe.SizeOf<T>(), Unsafe.SizeOf<T>()).Reverse();
            }
        }

        return numbers;
    }

    /// <summary>Whether numbers of a type can become parameters.</summary>
    public static bool IsParameterType(SafetensorsType type) =>
        type == SafetensorsType.F32 || type == SafetensorsType.F64 || type == SafetensorsType.F16 || type == SafetensorsType.BF16;

    /// <summary>
    /// Reads numbers as <typeparamref name="T"/>: bit by bit from its own type, exactly from a narrower one, rounded to the
    /// nearest from a wider one.
    /// </summary>
    /// <exception cref="InvalidDataException">A finite number is too large for <typeparamref name="T"/>.</exception>
    public static T[] Read<T>(SafetensorsTensor tensor, ReadOnlySpan<byte> bytes, SourceName source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (tensor.Type == SafetensorsType.Of<T>())
        {
            return Read<T>(bytes);
        }

        if (tensor.Type == SafetensorsType.F64)
        {
            return Convert<double, T>(Read<double>(bytes), tensor, source);
        }

        if (tensor.Type == SafetensorsType.F32)
        {
            return Convert<float, T>(Read<float>(bytes), tensor, source);
        }

        if (tensor.Type == SafetensorsType.F16)
        {
            return Convert<Half, T>(Read<Half>(bytes), tensor, source);
        }

        // BF16 is the upper half of a float.
        return Convert<float, T>(Array.ConvertAll(Read<ushort>(bytes), upper => BitConverter.UInt32BitsToSingle((uint)upper << 16)), tensor, source);
    }

    private static TTo[] Convert<TFrom, TTo>(TFrom[] numbers, SafetensorsTensor tensor, SourceName source)
        where TFrom : unmanaged, IBinaryFloatingPointIeee754<TFrom>
        where TTo : unmanaged, IBinaryFloatingPointIeee754<TTo>
    {
        TTo[] converted = new TTo[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            converted[i] = TTo.CreateTruncating(numbers[i]);
            if (TTo.IsInfinity(converted[i]) && TFrom.IsFinite(numbers[i]))
            {
                throw source.Unfit(
                    $"does not fit the network: tensor {SourceName.Quote(tensor.Name)} of {tensor.Type} holds {numbers[i].ToString("R", CultureInfo.InvariantCulture)} at index {i} (row-major), which is too large for {SafetensorsType.Of<TTo>()}");
            }
        }

        return converted;
    }
}

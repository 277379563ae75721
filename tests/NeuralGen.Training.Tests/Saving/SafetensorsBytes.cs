using System.Buffers.Binary;
using System.Text;

namespace NeuralGen.Training.Tests.Saving;

/// <summary>Files put together byte by byte, not by the library, and the parameters that they are for.</summary>
internal static class SafetensorsBytes
{
    /// <summary>The header of a sound file for <see cref="Layout"/>.</summary>
    public const string Header =
        """{"dense1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"dense1.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]}}""";

    public static readonly float[] Values = [1, 2, 3, 4, 5, 6, 7, 8];

    /// <summary>Weights [2, 3] stored transposed with rows padded to 4, then biases [2].</summary>
    public static ParameterLayout Layout { get; } =
        new(16, new TensorLayout("dense1.weight", [2, 3], 0, [1, 4]), new TensorLayout("dense1.bias", [2], 12, [1]));

    /// <summary>A sound file of <see cref="Values"/>.</summary>
    public static byte[] Sound => File(Header, Data(Values));

    public static byte[] File(string header, params ReadOnlySpan<byte> data) => File(Encoding.UTF8.GetBytes(header), data);

    public static byte[] File(ReadOnlySpan<byte> header, params ReadOnlySpan<byte> data) => [.. Length((ulong)header.Length), .. header, .. data];

    public static byte[] Length(ulong length)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }

    public static byte[] Data(params ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return bytes;
    }

    public static byte[] Data(params ReadOnlySpan<double> values)
    {
        byte[] bytes = new byte[8 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), values[i]);
        }

        return bytes;
    }

    public static byte[] Bits(params ReadOnlySpan<ushort> values)
    {
        byte[] bytes = new byte[2 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), values[i]);
        }

        return bytes;
    }

    /// <summary>What a vector holds after it has loaded a file.</summary>
    public static float[] Load(byte[] file)
    {
        var vector = new ParameterVector<float>(Layout);
        vector.Load(new MemoryStream(file));
        return ValuesOf(vector);
    }

    public static T[] ValuesOf<T>(ParameterVector<T> vector)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[vector.Count];
        vector.CopyTo(values);
        return values;
    }

    /// <summary>The bits of all parameters, for which NaN is as good as any number.</summary>
    public static byte[] BitsOf<T>(ParameterVector<T> vector)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(ValuesOf(vector)).ToArray();
}

/// <summary>A stream that tells neither its length nor its place, and gives few bytes at a time.</summary>
internal sealed class Pipe(byte[] content) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(Math.Min(buffer.Length, 1000), content.Length - _position);
        content.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

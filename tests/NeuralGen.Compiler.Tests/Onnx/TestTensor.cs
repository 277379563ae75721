using System.Runtime.InteropServices;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>A TensorProto, written in any of the ways there are.</summary>
internal static class TestTensor
{
    public static ProtobufWriter Raw<T>(string name, ElementType type, long[] shape, params T[] numbers)
        where T : unmanaged => Header(name, type, shape).Bytes(9, MemoryMarshal.AsBytes<T>(numbers).ToArray());

    /// <summary>Numbers as raw bytes of a floating-point type.</summary>
    public static ProtobufWriter RawOf(string name, ElementType type, long[] shape, params double[] numbers) => type switch
    {
        ElementType.Double => Raw(name, type, shape, numbers),
        ElementType.Float16 => Raw(name, type, shape, Array.ConvertAll(numbers, number => (Half)number)),
        ElementType.BFloat16 => Raw(name, type, shape, Array.ConvertAll(numbers, number => (ushort)(BitConverter.SingleToUInt32Bits((float)number) >> 16))),
        _ => Raw(name, type, shape, Array.ConvertAll(numbers, number => (float)number)),
    };

    public static ProtobufWriter Floats(string name, long[] shape, params float[] numbers) => Raw(name, ElementType.Float, shape, numbers);

    public static ProtobufWriter Longs(string name, long[] shape, params long[] numbers) => Raw(name, ElementType.Int64, shape, numbers);

    /// <summary>Numbers in the field of their type, all in one piece or one by one.</summary>
    public static ProtobufWriter Typed(string name, ElementType type, long[] shape, bool packed, params double[] numbers)
    {
        ProtobufWriter tensor = Header(name, type, shape);
        int field = type switch
        {
            ElementType.Float => 4,
            ElementType.Int64 => 7,
            ElementType.Double => 10,
            ElementType.UInt32 or ElementType.UInt64 => 11,
            _ => 5,
        };
        int wire = type switch { ElementType.Float => 5, ElementType.Double => 1, _ => 0 };
        var pieces = new ProtobufWriter();
        foreach (double number in numbers)
        {
            ProtobufWriter target = packed ? pieces : tensor.Tag(field, wire);
            _ = type switch
            {
                ElementType.Float => target.Raw(ProtobufWriter.Bits((float)number)),
                ElementType.Double => target.Raw(ProtobufWriter.Bits(number)),
                ElementType.Float16 => target.Number(BitConverter.HalfToUInt16Bits((Half)number)),
                ElementType.BFloat16 => target.Number(BitConverter.SingleToUInt32Bits((float)number) >> 16),
                _ => target.Number(unchecked((ulong)(long)number)),
            };
        }

        return packed ? tensor.Bytes(field, pieces.ToArray()) : tensor;
    }

    /// <summary>Numbers in a file beside the model.</summary>
    public static ProtobufWriter External(string name, ElementType type, long[] shape, params (string Key, string Value)[] entries)
    {
        ProtobufWriter tensor = Header(name, type, shape).Varint(14, 1);
        foreach ((string key, string value) in entries)
        {
            tensor.Message(13, new ProtobufWriter().Text(1, key).Text(2, value));
        }

        return tensor;
    }

    public static ProtobufWriter Header(string name, ElementType type, long[] shape)
    {
        var tensor = new ProtobufWriter();
        foreach (long size in shape)
        {
            tensor.Varint(1, size);
        }

        tensor.Varint(2, (int)type);
        return name.Length > 0 ? tensor.Text(8, name) : tensor;
    }
}

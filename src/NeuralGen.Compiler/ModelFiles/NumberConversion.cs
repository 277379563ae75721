using System.Globalization;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.ModelFiles.Formats;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.ModelFiles;

/// <summary>The numbers of a tensor as the bits of a network's parameters.</summary>
internal static class NumberConversion
{
    private const uint SignBit = 0x8000_0000;

    /// <summary>
    /// Numbers of the network's own precision stay as they are, to the last bit of a NaN. Narrower ones are widened, which is exact;
    /// F64 is rounded to the nearest float.
    /// </summary>
    /// <param name="tensor">A tensor that has its numbers.</param>
    /// <param name="precision">The network's precision.</param>
    public static EquatableArray<ulong> Bits(ModelTensor tensor, Precision precision)
    {
        string digits = tensor.Bits ?? throw new ArgumentException($"The numbers of '{tensor.Name}' are in a resource.");
        int width = 2 * NumberFormats.Size(tensor.Type);
        ulong[] bits = new ulong[digits.Length / width];
        for (int i = 0; i < bits.Length; i++)
        {
            ulong number = ulong.Parse(digits.Substring(i * width, width), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            bits[i] = Convert(number, tensor.Type, precision);
        }

        return bits.ToEquatableArray();
    }

    private static ulong Convert(ulong bits, string type, Precision precision)
    {
        if (type == NumberFormats.Double)
        {
            return precision == Precision.Double ? bits : SingleBits((float)BitConverter.Int64BitsToDouble((long)bits));
        }

        ulong single = type switch
        {
            NumberFormats.Single => bits,
            NumberFormats.BFloat16 => HalfNumbers.WidenBrain((uint)bits),
            _ => WidenHalf((uint)bits),
        };
        return precision == Precision.Single ? single : (ulong)BitConverter.DoubleToInt64Bits(Single((uint)single));
    }

    /// <summary>The bits of the float with the value of a half, as .NET's own conversion has them: NaN becomes a quiet one.</summary>
    private static uint WidenHalf(uint half)
    {
        const uint Infinity = 0x7F80_0000;
        const uint Quiet = 0x0040_0000;
        uint single = HalfNumbers.WidenHalf(half);
        return (single & ~SignBit) > Infinity ? single | Quiet : single;
    }

    private static float Single(uint bits) => BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);

    private static uint SingleBits(float number) => BitConverter.ToUInt32(BitConverter.GetBytes(number), 0);
}

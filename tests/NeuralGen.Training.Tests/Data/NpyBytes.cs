using System.Buffers.Binary;
using System.Text;

namespace NeuralGen.Training.Tests.Data;

/// <summary>Files as the specification of the .npy format describes them, byte by byte.</summary>
internal static class NpyBytes
{
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>A file of version 1.0, padded with blanks to a multiple of 64 and with a line feed at the header's end.</summary>
    public static byte[] File(string descr, bool isFortranOrder, int[] shape, byte[] data, byte major = 1)
    {
        string sizes = shape.Length == 1 ? $"{shape[0]}," : string.Join(", ", shape);
        string text = $"{{'descr': '{descr}', 'fortran_order': {isFortranOrder}, 'shape': ({sizes}), }}";
        int beginning = major == 1 ? 10 : 12;
        int padded = (beginning + text.Length + 1 + 63) / 64 * 64;
        return Raw(text.PadRight(padded - beginning - 1) + "\n", data, major);
    }

    /// <summary>A file with any text as its header.</summary>
    public static byte[] Raw(string header, byte[] data, byte major = 1)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
        return [.. Magic, major, 0, .. length[..(major == 1 ? 2 : 4)], .. Encoding.Latin1.GetBytes(header), .. data];
    }

    /// <summary>One number as an element of the given type.</summary>
    public static byte[] Element(string descr, double number)
    {
        byte[] bytes = descr[1..] switch
        {
            "f2" => BitConverter.GetBytes((Half)number),
            "f4" => BitConverter.GetBytes((float)number),
            "f8" => BitConverter.GetBytes(number),
            "i1" => [(byte)(sbyte)number],
            "i2" => BitConverter.GetBytes((short)number),
            "i4" => BitConverter.GetBytes((int)number),
            "i8" => BitConverter.GetBytes((long)number),
            "u1" or "b1" => [(byte)number],
            "u2" => BitConverter.GetBytes((ushort)number),
            "u4" => BitConverter.GetBytes((uint)number),
            "u8" => BitConverter.GetBytes((ulong)number),
            _ => throw new ArgumentException(descr),
        };
        if (descr[0] == '>')
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }
}

using System.Text;

namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>Contents of single fields.</summary>
internal static class Fields
{
    /// <summary>More axes than any tensor has; a file that claims more is damaged.</summary>
    public const int MostAxes = 16;

    public static void ReadPackedInts(ByteSlice bytes, List<long> numbers, int most)
    {
        var packed = new WireReader(bytes);
        while (numbers.Count <= most && packed.NextVarint())
        {
            numbers.Add(packed.Int64);
        }
    }

    public static void ReadPackedFloats(ByteSlice bytes, List<float> numbers)
    {
        if (bytes.Length % sizeof(float) != 0)
        {
            throw Damage.At(bytes.Start, $"{bytes.Length} bytes are not a whole number of floats");
        }

        for (int position = bytes.Start; position < bytes.End; position += sizeof(float))
        {
            numbers.Add(BitConverter.ToSingle(bytes.Data, position));
        }
    }

    public static string Text(ByteSlice bytes) => Encoding.UTF8.GetString(bytes.Data, bytes.Start, bytes.Length);
}

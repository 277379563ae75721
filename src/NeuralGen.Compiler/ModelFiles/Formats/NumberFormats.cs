namespace NeuralGen.Compiler.ModelFiles.Formats;

/// <summary>The number formats that can become parameters, by the names that safetensors has for them.</summary>
internal static class NumberFormats
{
    public const string Single = "F32";
    public const string Double = "F64";
    public const string Half = "F16";
    public const string BFloat16 = "BF16";

    /// <summary>For messages.</summary>
    public const string All = "F32, F64, F16 or BF16";

    /// <summary>The bytes of one number; 0 for a format that cannot become a parameter.</summary>
    public static int Size(string format) => format switch
    {
        Double => 8,
        Single => 4,
        Half or BFloat16 => 2,
        _ => 0,
    };

    /// <summary>The little-endian bits of a number.</summary>
    public static ulong Bits(byte[] bytes, int start, int size)
    {
        ulong bits = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            bits = (bits << 8) | bytes[start + i];
        }

        return bits;
    }
}

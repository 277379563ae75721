using System.Globalization;

namespace NeuralGen.Compiler.ModelFiles.Formats.Safetensors;

/// <summary>
/// Reads a safetensors file at compile time: eight bytes with the length of a header, the header in JSON, the numbers. It refuses
/// what the library refuses at run time, in the same words.
/// </summary>
internal static class SafetensorsFile
{
    /// <summary>What messages call such a file.</summary>
    public const string Format = "a safetensors file";

    /// <summary>The bytes in front of the header, which give its length.</summary>
    public const int PrefixLength = 8;

    private const int LongestHeader = 100_000_000;

    /// <exception cref="ModelFileException">The file is damaged.</exception>
    public static ModelContent Read(byte[] file)
    {
        int headerEnd = PrefixLength + ReadHeaderLength(file);
        SafetensorsHeader header = new HeaderParser(file, headerEnd).Parse();
        long dataLength = header.Tensors.Count == 0 ? 0 : header.Tensors[header.Tensors.Count - 1].End;
        long end = headerEnd + dataLength;
        if (file.Length != end)
        {
            throw Damaged(Math.Min(file.Length, end), $"the end of the file after {Text(end)} bytes, as its header says", $"{Text(file.Length)} bytes");
        }

        // Their bytes follow one another to the end of the file, so places in the file are sound.
        IEnumerable<FileTensor> tensors = header.Tensors.Select(tensor =>
            new FileTensor(tensor.Name, tensor.Type, tensor.Shape, file, headerEnd + (int)tensor.Begin, (int)(tensor.End - tensor.Begin)));
        return new ModelContent("safetensors", [.. tensors], header.IsCheckpoint);
    }

    public static ModelFileException Damaged(long offset, string expected, string found, string? tensor = null) =>
        ModelFileException.Damaged(Format, offset, expected, found, tensor);

    private static int ReadHeaderLength(byte[] file)
    {
        if (file.Length < PrefixLength)
        {
            throw Damaged(0, $"{Text(PrefixLength)} bytes, the length of the header", $"only {Text(file.Length)} before the end of the file");
        }

        ulong length = NumberFormats.Bits(file, 0, PrefixLength);
        if (length > LongestHeader)
        {
            throw Damaged(0, $"the length of the header, at most {Text(LongestHeader)} bytes", length.ToString(CultureInfo.InvariantCulture));
        }

        return (int)length <= file.Length - PrefixLength
            ? (int)length
            : throw Damaged(PrefixLength, $"a header of {Text((long)length)} bytes", $"only {Text(file.Length - PrefixLength)} before the end of the file");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

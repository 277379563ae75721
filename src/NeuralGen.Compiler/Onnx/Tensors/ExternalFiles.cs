using System.Globalization;
using NeuralGen.Compiler.Onnx.Format;

namespace NeuralGen.Compiler.Onnx.Tensors;

/// <summary>The files beside a model that hold numbers of its tensors. Each is asked for once.</summary>
/// <param name="open">The content of a file, by its path relative to the model's folder; null where there is none.</param>
internal sealed class ExternalFiles(Func<string, byte[]?> open)
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>The bytes of a tensor.</summary>
    /// <param name="entries">What the tensor says: location, and perhaps offset and length.</param>
    public ByteSlice Find(IReadOnlyList<KeyValuePair<string, string>> entries, long needed, string description)
    {
        string location = Entry(entries, "location") ?? throw new ImportException(ProblemKind.DamagedFile, $"{description} is stored beside the model, but the model does not say in which file.");
        long offset = Number(entries, "offset", 0, description);
        long length = Number(entries, "length", needed, description);
        byte[] file = Open(location, description);
        if (length != needed)
        {
            throw new ImportException(ProblemKind.ExternalDataDamaged, $"{description} needs {needed} bytes, but the model says that it has {length} in the file '{location}'.");
        }

        return offset <= file.Length && length <= file.Length - offset
            ? new ByteSlice(file, (int)offset, (int)length)
            : throw new ImportException(ProblemKind.ExternalDataDamaged, $"{description} should be {length} bytes from byte {offset} on in the file '{location}', which has only {file.Length}.");
    }

    private byte[] Open(string location, string description)
    {
        if (_files.TryGetValue(location, out byte[]? known))
        {
            return known;
        }

        if (!StaysBeside(location))
        {
            throw new ImportException(ProblemKind.ExternalDataMissing, $"{description} should be in the file '{location}'; only files in the model's own folder and those below are read.");
        }

        byte[] file = open(location) ?? throw new ImportException(ProblemKind.ExternalDataMissing, $"{description} should be in the file '{location}' beside the model, which is missing (links are not followed).");
        _files.Add(location, file);
        return file;
    }

    /// <summary>Whether a path leads neither up nor to a place of its own, on any system.</summary>
    private static bool StaysBeside(string location) =>
        location.IndexOfAny([':', '\0']) < 0
        && location.Split('/', '\\').All(part => part.Length > 0 && part != "..");

    private static string? Entry(IEnumerable<KeyValuePair<string, string>> entries, string key)
    {
        string? value = null;
        foreach (KeyValuePair<string, string> entry in entries)
        {
            value = entry.Key == key ? entry.Value : value;
        }

        return value;
    }

    private static long Number(IEnumerable<KeyValuePair<string, string>> entries, string key, long otherwise, string description)
    {
        string? text = Entry(entries, key);
        return text is null ? otherwise
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
            : throw new ImportException(ProblemKind.DamagedFile, $"{description} is stored beside the model with the {key} '{text}', which is not a number of bytes.");
    }
}

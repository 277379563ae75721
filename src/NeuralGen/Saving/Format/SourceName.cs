using System.Globalization;
using System.Text;

namespace NeuralGen;

/// <summary>What messages call a file or stream, and the messages about its damage.</summary>
internal readonly record struct SourceName
{
    private const int LongestText = 80;
    private readonly string _text;

    private SourceName(string text) => _text = text;

    public static SourceName Of(string path) => new($"'{path}'");

    public static SourceName Of(Stream stream) => stream is FileStream file ? Of(file.Name) : new("The stream");

    public InvalidDataException Damaged(long offset, string expected, string found, Exception? cause = null) =>
        new($"{_text} is damaged or not a safetensors file: at offset {offset}, expected {expected}; found {found}.", cause);

    public InvalidDataException Damaged(string tensor, long offset, string expected, string found) =>
        new($"{_text} is damaged or not a safetensors file: at offset {offset}, of tensor {Quote(tensor)}, expected {expected}; found {found}.");

    /// <summary>The file is sound, but not what the caller needs.</summary>
    public InvalidDataException Unfit(string problem) => new($"{_text} {problem}.");

    public override string ToString() => _text;

    /// <summary>A text of the file in quotes: without control characters, and not at any length.</summary>
    public static string Quote(string text)
    {
        var shown = new StringBuilder("'");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, LongestText)))
        {
            _ = char.IsControl(c) || char.IsSurrogate(c) ? shown.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)) : shown.Append(c);
        }

        return shown.Append(text.Length > LongestText ? "...'" : "'").ToString();
    }
}

using System.Globalization;
using System.Text;

namespace NeuralGen.Compiler.ModelFiles.Formats;

/// <summary>A model file that cannot be used. The message continues "'model.safetensors' " and has no full stop.</summary>
internal sealed class ModelFileException(string problem) : Exception(problem)
{
    private const int LongestText = 80;

    /// <summary>The file is not what it seems to be.</summary>
    /// <param name="format">What kind of file was expected, with its article: <c>a safetensors file</c>.</param>
    /// <param name="offset">The place in the file.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there.</param>
    /// <param name="tensor">The tensor it is about, if any.</param>
    public static ModelFileException Damaged(string format, long offset, string expected, string found, string? tensor = null)
    {
        string place = offset.ToString(CultureInfo.InvariantCulture) + (tensor is null ? "" : $", of tensor {Quote(tensor)}");
        return new ModelFileException($"is damaged or not {format}: at offset {place}, expected {expected}; found {found}");
    }

    /// <summary>A text of the file in quotes: without characters that cannot be seen, and not at any length.</summary>
    public static string Quote(string text)
    {
        var shown = new StringBuilder("'");
        for (int i = 0; i < Math.Min(text.Length, LongestText); i++)
        {
            char c = text[i];
            _ = char.IsSurrogate(c) || !PlainText.IsPlain(text, i) ? shown.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)) : shown.Append(c);
        }

        return shown.Append(text.Length > LongestText ? "...'" : "'").ToString();
    }
}

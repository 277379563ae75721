using System.Globalization;

namespace NeuralGen;

/// <summary>What was found in a file, as it can stand in a message of one line.</summary>
internal static class Shown
{
    private const int LongestText = 30;
    private const int MostNames = 40;

    /// <summary>Text in quotation marks: short, and without control characters.</summary>
    public static string Quote(ReadOnlySpan<char> text)
    {
        bool cut = text.Length > LongestText;
        Span<char> shown = cut ? text[..LongestText].ToArray() : text.ToArray();
        for (int i = 0; i < shown.Length; i++)
        {
            if (char.IsControl(shown[i]) || char.GetUnicodeCategory(shown[i]) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                shown[i] = '?';
            }
        }

        return $"'{shown}{(cut ? "..." : "")}'";
    }

    /// <summary>Names in quotation marks, separated by commas.</summary>
    public static string List(IReadOnlyCollection<string> names)
    {
        string shown = string.Join(", ", names.Take(MostNames).Select(name => Quote(name)));
        return names.Count > MostNames ? $"{shown} and {names.Count - MostNames} more" : shown;
    }
}

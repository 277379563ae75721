using System.Globalization;
using System.Text;

namespace NeuralGen.Compiler.ModelFiles.Formats;

/// <summary>Names in model files may hold any characters. Comments and messages have them on one line, and without what cannot be seen.</summary>
internal static class PlainText
{
    private const char Substitute = '?';

    /// <summary>A text with a question mark for every character that has no shape of its own, such as a line break.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">So many characters at most; dots stand for the others.</param>
    public static string OneLine(string text, int longest = int.MaxValue)
    {
        var line = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (i >= longest)
            {
                return line.Append("...").ToString();
            }

            bool isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            line.Append(IsPlain(text, i) ? text.Substring(i, isPair ? 2 : 1) : Substitute.ToString());
            i += isPair ? 1 : 0;
        }

        return line.ToString();
    }

    /// <summary>
    /// Whether the character at a place, which two may encode, can stand in a comment: it does not end a line, does not change the
    /// direction of what follows, and XML knows it.
    /// </summary>
    public static bool IsPlain(string text, int index) => text[index] is not ('\ufffe' or '\uffff')
        && CharUnicodeInfo.GetUnicodeCategory(text, index) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}

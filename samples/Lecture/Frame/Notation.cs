using System.Globalization;

namespace Lecture.Frame;

/// <summary>Writes numbers and indices as the lecture does.</summary>
internal static class Notation
{
    /// <summary>An index as a subscript: 12 is ₁₂.</summary>
    public static string Subscript(int index) =>
        string.Concat(index.ToString(CultureInfo.InvariantCulture).Select(digit => (char)('₀' + (digit - '0'))));

    /// <summary>The number of a layer as a superscript: 12 is ¹².</summary>
    public static string Superscript(int layer) =>
        string.Concat(layer.ToString(CultureInfo.InvariantCulture).Select(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));

    /// <summary>A vector, as [1.2345, 0.6789].</summary>
    public static string Vector(ReadOnlySpan<double> numbers)
    {
        var texts = new List<string>();
        foreach (double number in numbers)
        {
            texts.Add(Number(number));
        }

        return $"[{string.Join(", ", texts)}]";
    }

    /// <summary>A matrix, given row by row, with a line for each row.</summary>
    public static string Matrix(string indent, int columns, ReadOnlySpan<double> numbers)
    {
        var lines = new List<string>();
        for (int start = 0; start < numbers.Length; start += columns)
        {
            var row = new List<string>();
            foreach (double number in numbers.Slice(start, columns))
            {
                row.Add($"{Number(number),8}");
            }

            lines.Add($"{indent}[{string.Join(" ", row)} ]");
        }

        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>A number to four decimals, for reading; comparisons show more.</summary>
    public static string Number(double number) => Rounded(number, 4);

    /// <summary>A number to some decimals; 0 has no sign, wherever it was rounded from.</summary>
    public static string Rounded(double number, int decimals) =>
        (Math.Round(number, decimals) + 0.0).ToString($"F{decimals}", CultureInfo.InvariantCulture);
}

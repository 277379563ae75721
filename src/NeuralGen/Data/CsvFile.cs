using System.Globalization;
using System.Numerics;

namespace NeuralGen;

/// <summary>Reads tables of numbers from text files.</summary>
public static class CsvFile
{
    /// <summary>
    /// Reads a file of numbers separated by commas, one row per line, all rows of the same length, without a header.
    /// Numbers are written with a decimal point whatever the culture; blank lines may stand at the end only.
    /// </summary>
    /// <typeparam name="T">The number format, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file.</param>
    /// <returns>The rows and columns; at least one of each.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or not such a table. The message names the file, the line, the column, what was expected
    /// and what was found.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static NumberTable<T> ReadNumbers<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var values = new List<T>();
        int columns = 0;
        int rows = 0;
        int line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            // Every line before this one was a row, unless one of them was blank.
            if (rows != line - 1)
            {
                throw Damaged(path, rows + 1, 1, "a number", "a blank line");
            }

            int count = ReadRow(path, line, text, values);
            columns = rows == 0 ? count : columns;
            if (count != columns)
            {
                throw Damaged(path, line, Math.Min(count, columns) + 1, $"{columns} numbers as in the first line", $"{count}");
            }

            rows++;
        }

        return rows > 0
            ? new NumberTable<T>(rows, columns, values.ToArray())
            : throw Damaged(path, 1, 1, "a number", "an empty file");
    }

    private static int ReadRow<T>(string path, int line, ReadOnlySpan<char> text, List<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int column = 0;
        foreach (Range range in text.Split(','))
        {
            column++;
            ReadOnlySpan<char> field = text[range];
            if (!T.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) || !T.IsFinite(value))
            {
                throw Damaged(path, line, column, "a finite number", Shown.Quote(field));
            }

            values.Add(value);
        }

        return column;
    }

    private static InvalidDataException Damaged(string path, int line, int column, string expected, string found) =>
        new($"'{path}' is not a table of numbers: in line {line}, column {column}, expected {expected}; found {found}.");
}

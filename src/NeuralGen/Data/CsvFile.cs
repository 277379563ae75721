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
        using FileStream file = File.OpenRead(path);
        using StreamReader text = CsvText.Decode(file);
        using var records = new CsvRecordReader(text, path, "a table of numbers", ',');
        var values = new List<T>();
        int columns = 0;
        int rows = 0;
        int? blankLine = null;
        while (records.Read())
        {
            if (records.IsBlank)
            {
                blankLine ??= records.Line;
                continue;
            }

            if (blankLine is int line)
            {
                throw records.Damaged(line, 0, "a number", "a blank line");
            }

            ReadRow(records, values);
            columns = rows == 0 ? records.FieldCount : columns;
            if (records.FieldCount != columns)
            {
                throw records.Damaged(records.Line, Math.Min(records.FieldCount, columns), $"{columns} numbers as in the first line", $"{records.FieldCount}");
            }

            rows++;
        }

        return rows > 0
            ? new NumberTable<T>(rows, columns, values.ToArray())
            : throw records.Damaged(1, 0, "a number", "an empty file");
    }

    private static void ReadRow<T>(CsvRecordReader records, List<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < records.FieldCount; i++)
        {
            if (!TableColumn.TryReadNumber(records.Field(i), out T value))
            {
                throw records.Damaged(records.Line, i, "a finite number", Shown.Quote(records.Field(i)));
            }

            values.Add(value);
        }
    }
}

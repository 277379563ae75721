using System.Text;

namespace NeuralGen;

/// <summary>Reads a header and the rows below it.</summary>
internal static class CsvTableReader
{
    public static CsvTable Read(TextReader text, string name, CsvOptions options)
    {
        using var records = new CsvRecordReader(text, name, options.Delimiter);
        Dictionary<string, int> columns = ReadHeader(records, options.TrimFields);
        List<CsvRow> rows = ReadRows(records, columns.Count, options.TrimFields);
        return rows.Count > 0
            ? new CsvTable(name, columns, rows)
            : throw records.Damaged(records.Line, "a row below the header", "the end of the file");
    }

    private static Dictionary<string, int> ReadHeader(CsvRecordReader records, bool trim)
    {
        bool isEmpty = !records.Read();
        if (isEmpty || records.IsBlank)
        {
            throw records.Damaged(1, "a header that names the columns", isEmpty ? "an empty file" : "a blank line");
        }

        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < records.FieldCount; i++)
        {
            ReadOnlySpan<char> field = records.Field(i);
            string name = (trim ? field.Trim() : field).ToString();
            if (string.IsNullOrWhiteSpace(name))
            {
                throw records.Damaged(1, i, "a name", "an empty field");
            }

            if (!columns.TryAdd(name, i))
            {
                throw records.Damaged(1, i, "a name of its own", $"{Shown.Quote(name)}, the name of column {columns[name] + 1}");
            }
        }

        return columns;
    }

    private static List<CsvRow> ReadRows(CsvRecordReader records, int columnCount, bool trim)
    {
        var rows = new List<CsvRow>();
        var text = new StringBuilder();
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
                throw records.Damaged(line, Fields(columnCount), "a blank line");
            }

            if (records.FieldCount != columnCount)
            {
                throw records.Damaged(records.Line, Fields(columnCount), $"{records.FieldCount}");
            }

            rows.Add(ReadRow(records, text, trim));
        }

        return rows;
    }

    private static CsvRow ReadRow(CsvRecordReader records, StringBuilder text, bool trim)
    {
        text.Clear();
        int[] ends = new int[records.FieldCount];
        for (int i = 0; i < ends.Length; i++)
        {
            ReadOnlySpan<char> field = records.Field(i);
            text.Append(trim ? field.Trim() : field);
            ends[i] = text.Length;
        }

        return new CsvRow(records.Line, text.ToString(), ends);
    }

    private static string Fields(int count) => count == 1 ? "1 field as in the header" : $"{count} fields as in the header";
}

using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>A table of text as read from a file of comma-separated values whose first line names the columns.</summary>
/// <remarks>
/// Fields may stand in quotation marks and then contain delimiters, line ends and doubled quotation marks. Lines end with
/// a line feed, a carriage return or both; blank lines may stand at the end only. The text is UTF-8, or what its byte order mark
/// says. What the columns mean, numbers or categories, is decided by <see cref="TableEncoder"/>.
/// </remarks>
public sealed class CsvTable
{
    private readonly IReadOnlyList<CsvRow> _rows;
    private readonly Dictionary<string, int> _columns;

    internal CsvTable(string name, Dictionary<string, int> columns, IReadOnlyList<CsvRow> rows)
    {
        Name = name;
        _columns = columns;
        _rows = rows;
        ColumnNames = [.. columns.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
    }

    /// <summary>The file's path, by which messages name the table; for text from elsewhere what it was read from.</summary>
    public string Name { get; }

    /// <summary>The names of the columns, in the file's order.</summary>
    public ImmutableArray<string> ColumnNames { get; }

    /// <summary>The number of rows below the header, at least 1.</summary>
    public int RowCount => _rows.Count;

    /// <summary>One field.</summary>
    /// <param name="row">The row below the header, from 0.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>The text, without quotation marks around it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public string this[int row, string column]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(column);
            return _columns.TryGetValue(column, out int index)
                ? Row(row).Field(index).ToString()
                : throw new ArgumentException(MissingColumn(column), nameof(column));
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written, if not as usual.</param>
    /// <returns>The table; at least one row and one column.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or not such a table. The message names the file, the line, what was expected and what was found.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static CsvTable Read(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        using StreamReader text = CsvText.Decode(file);
        return CsvTableReader.Read(text, path, options ?? new CsvOptions());
    }

    /// <summary>Reads a stream from where it stands to its end.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="options">How the text is written, if not as usual.</param>
    /// <returns>The table; at least one row and one column.</returns>
    /// <exception cref="InvalidDataException">The text is damaged or not such a table.</exception>
    public static CsvTable Read(Stream stream, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using StreamReader text = CsvText.Decode(stream);
        return CsvTableReader.Read(text, stream is FileStream file ? file.Name : "stream", options ?? new CsvOptions());
    }

    /// <summary>Reads text, for instance of another encoding, to its end.</summary>
    /// <param name="text">The text; it stays open.</param>
    /// <param name="options">How it is written, if not as usual.</param>
    /// <returns>The table; at least one row and one column.</returns>
    /// <exception cref="InvalidDataException">The text is damaged or not such a table.</exception>
    public static CsvTable Read(TextReader text, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CsvTableReader.Read(text, "text", options ?? new CsvOptions());
    }

    /// <summary>The line of the file in which a row begins.</summary>
    /// <param name="row">The row below the header, from 0.</param>
    /// <returns>The line, from 1; the header is in line 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public int LineOf(int row) => Row(row).Line;

    internal CsvRow Row(int row) => (uint)row < (uint)_rows.Count
        ? _rows[row]
        : throw new ArgumentOutOfRangeException(nameof(row), row, $"The rows are 0 to {_rows.Count - 1}.");

    internal bool TryFindColumn(string name, out int index) => _columns.TryGetValue(name, out index);

    /// <summary>A field that must not be missing.</summary>
    internal ReadOnlySpan<char> Value(int row, string column)
    {
        ReadOnlySpan<char> field = Row(row).Field(_columns[column]);
        return field.IsWhiteSpace() ? throw Damaged(row, column, "a value", "an empty field") : field;
    }

    internal string MissingColumn(string name) => $"'{Name}' has no column {Shown.Quote(name)}; its columns are {Shown.List(ColumnNames)}.";

    internal InvalidDataException Damaged(int row, string column, string expected, string found) =>
        new($"'{Name}' cannot be read as samples: in line {LineOf(row)}, column {Shown.Quote(column)}, expected {expected}; found {found}.");
}

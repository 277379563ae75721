using Sylvan.Data.Csv;

namespace NeuralGen;

/// <summary>Reads the records of delimited text one by one and knows in which line of the file each begins.</summary>
/// <remarks>What a quotation mark means is the tokeniser's business; line numbers and messages are ours.</remarks>
internal sealed class CsvRecordReader : IDisposable
{
    private const int FirstBufferLength = 1 << 16;

    // A quotation mark that is never closed would take the whole file into one record.
    private const int LongestRecord = 1 << 24;

    private readonly string _name;
    private readonly CsvDataReader _records;
    private int _nextLine = 1;

    /// <param name="text">The text; it stays open.</param>
    /// <param name="name">How messages name the text.</param>
    /// <param name="delimiter">What stands between two fields.</param>
    public CsvRecordReader(TextReader text, string name, char delimiter)
    {
        _name = name;
        var options = new CsvDataReaderOptions
        {
            Delimiter = delimiter,
            HasHeaders = false,
            OwnsReader = false,
            BufferSize = FirstBufferLength,
            MaxBufferSize = LongestRecord,

            // There are no comments: the text never contains this one.
            Comment = '\uFFFF',
        };
        try
        {
            _records = CsvDataReader.Create(new CsvText(text, name), options);
        }
        catch (CsvFormatException exception)
        {
            throw Located(exception);
        }
    }

    /// <summary>The line in which the record begins, from 1; behind the last record the line that is missing.</summary>
    public int Line { get; private set; }

    public int FieldCount => _records.RowFieldCount;

    /// <summary>Whether the record is a line without anything but blanks in it.</summary>
    public bool IsBlank { get; private set; }

    public ReadOnlySpan<char> Field(int column) => _records.GetFieldSpan(column);

    public bool Read()
    {
        Line = _nextLine;
        try
        {
            if (!_records.Read())
            {
                return false;
            }
        }
        catch (CsvFormatException exception)
        {
            throw Located(exception);
        }

        ReadOnlySpan<char> raw = _records.GetRawRecordSpan();
        IsBlank = _records.RowFieldCount == 1 && raw.IsWhiteSpace();
        _nextLine += raw.Count('\n') + (raw.EndsWith('\n') ? 0 : 1);
        return true;
    }

    public void Dispose() => _records.Dispose();

    public InvalidDataException Damaged(int line, string expected, string found, Exception? cause = null) =>
        new($"'{_name}' is not a table with a header: in line {line}, expected {expected}; found {found}.", cause);

    public InvalidDataException Damaged(int line, int column, string expected, string found, Exception? cause = null) =>
        new($"'{_name}' is not a table with a header: in line {line}, column {column + 1}, expected {expected}; found {found}.", cause);

    private InvalidDataException Located(CsvFormatException exception) => exception switch
    {
        CsvRecordTooLargeException => Damaged(
            _nextLine, $"a record of at most {LongestRecord} characters", "a longer one (is a quotation mark not closed?)", exception),
        _ => Damaged(
            _nextLine,
            exception.FieldOrdinal,
            "a closing quotation mark with a delimiter or the end of the line right behind it",
            exception is CsvInvalidCharacterException { InvalidCharacter: not '"' } fault ? $"{Shown.Quote([fault.InvalidCharacter])} behind one" : "none",
            exception),
    };
}

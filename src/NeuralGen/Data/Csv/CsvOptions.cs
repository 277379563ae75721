namespace NeuralGen;

/// <summary>How a file with a header is written, for <see cref="CsvTable"/>.</summary>
public sealed class CsvOptions
{
    private readonly char _delimiter = ',';

    /// <summary>What stands between two fields: a comma, unless said otherwise. Any ASCII character but letters, digits, a quotation mark and a line end.</summary>
    /// <exception cref="ArgumentException">The character cannot be a delimiter.</exception>
    public char Delimiter
    {
        get => _delimiter;
        init
        {
            if (!char.IsAscii(value) || char.IsAsciiLetterOrDigit(value) || value is '"' or '\r' or '\n' or '\0')
            {
                throw new ArgumentException($"The delimiter must be an ASCII character other than a letter, a digit, a quotation mark, a line end and NUL; it is U+{(int)value:X4}.", nameof(value));
            }

            _delimiter = value;
        }
    }

    /// <summary>
    /// Whether blanks around a field (and around a column's name) are no part of it, as in files written with ", " between
    /// fields. Off unless said otherwise: ' red' and 'red' are two categories. Numbers may have blanks around them in any case.
    /// </summary>
    public bool TrimFields { get; init; }
}

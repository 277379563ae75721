using System.Text;
using NeuralGen.Tests.Runtime;

namespace NeuralGen.Training.Tests.Data;

public sealed class CsvTableTests
{
    [Fact]
    public void ColumnsAreNamedByTheHeader() => Assert.Equal(["age", "colour"], Read("age,colour\n1,red\n").ColumnNames);

    [Fact]
    public void FieldsAreFoundByTheirColumn() => Assert.Equal("red", Read("age,colour\n1,blue\n2,red\n")[1, "colour"]);

    [Fact]
    public void RowsAreCountedWithoutTheHeader() => Assert.Equal(2, Read("a\n1\n2\n").RowCount);

    [Fact]
    public void QuotedFieldKeepsDelimitersAndLineEndsAndQuotes() => Assert.Equal("x,\"\n\r\ny", Read("a,b\n\"x,\"\"\n\r\ny\",2\n")[0, "a"]);

    [Fact]
    public void QuoteWithinAnUnquotedFieldIsAQuote() => Assert.Equal("5\" pipe", Read("a,b\n5\" pipe,2\n")[0, "a"]);

    [Fact]
    public void LinesOfQuotedLineEndsAreCounted() => Assert.Equal(5, Read("a,b\n\"1\n2\r\n3\",4\n5,6\n").LineOf(1));

    [Fact]
    public void CommentCharacterBeginsAnOrdinaryField() => Assert.Equal("#1", Read("#a\n#1\n")[0, "#a"]);

    [Fact]
    public void BlanksAreKept() => Assert.Equal(" red ", Read("a,b\n1, red \n")[0, "b"]);

    [Fact]
    public void BlanksAreTrimmedWhenAskedFor() => Assert.Equal("red", Read("a, b\n1, red \n", new CsvOptions { TrimFields = true })[0, "b"]);

    [Fact]
    public void OtherDelimiterSeparates() => Assert.Equal("1,5", Read("a;b\n1,5;2\n", new CsvOptions { Delimiter = ';' })[0, "a"]);

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('\r')]
    [InlineData('\0')]
    [InlineData('é')]
    public void CharacterThatCannotSeparateIsRefused(char delimiter) =>
        Assert.Throws<ArgumentException>(() => new CsvOptions { Delimiter = delimiter });

    [Theory]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("a,b\r1,2\r3,4")]
    [InlineData("a,b\n1,2\r\n3,4\r")]
    [InlineData("a,b\n1,2\n3,4\n\n \n\t\n")]
    [InlineData("\uFEFFa,b\n1,2\n3,4")]
    public void LineEndsAndBlankLinesAtTheEndDoNotMatter(string content)
    {
        CsvTable table = Read(content);

        Assert.Equal(["a", "b", "1", "2", "3", "4"], [.. table.ColumnNames, table[0, "a"], table[0, "b"], table[1, "a"], table[1, "b"]]);
    }

    [Fact]
    public void Utf16WithItsMarkIsRead()
    {
        using var file = new TemporaryFile([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a\né\n")]);

        Assert.Equal("é", CsvTable.Read(file.Path)[0, "a"]);
    }

    [Fact]
    public void Utf8WithItsMarkIsReadAsStrictly()
    {
        using var file = new TemporaryFile([0xef, 0xbb, 0xbf, (byte)'a', (byte)'\n', 0xff, (byte)'\n']);

        Assert.Contains("in line 2, expected UTF-8", Assert.Throws<InvalidDataException>(() => CsvTable.Read(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StreamIsReadAndStaysOpen()
    {
        using var stream = new MemoryStream("a\n1\n"u8.ToArray());

        Assert.Equal("1", CsvTable.Read(stream)[0, "a"]);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void TextOfAnotherEncodingIsRead()
    {
        using var text = new StreamReader(new MemoryStream([(byte)'a', (byte)'\n', 0xe9]), Encoding.Latin1);

        Assert.Equal("é", CsvTable.Read(text)[0, "a"]);
    }

    [Fact]
    public void MissingFileIsAnIOException() =>
        Assert.ThrowsAny<IOException>(() => CsvTable.Read(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));

    [Fact]
    public void RowOutsideIsNamed() => Assert.Throws<ArgumentOutOfRangeException>("row", () => Read("a\n1\n")[1, "a"]);

    [Fact]
    public void UnknownColumnIsAnsweredWithTheColumns()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("column", () => Read("a,b\n1,2\n")[0, "c"]);

        Assert.StartsWith("'text' has no column 'c'; its columns are 'a', 'b'.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "in line 1, expected a header that names the columns; found an empty file.")]
    [InlineData("\na\n1\n", "in line 1, expected a header that names the columns; found a blank line.")]
    [InlineData("a,b", "in line 2, expected a row below the header; found the end of the file.")]
    [InlineData("a,b\n", "in line 2, expected a row below the header; found the end of the file.")]
    [InlineData("a,b\n\n", "in line 3, expected a row below the header; found the end of the file.")]
    [InlineData("a,,c\n1,2,3\n", "in line 1, column 2, expected a name; found an empty field.")]
    [InlineData("a, \n1,2\n", "in line 1, column 2, expected a name; found an empty field.")]
    [InlineData("a,b,a\n1,2,3\n", "in line 1, column 3, expected a name of its own; found 'a', the name of column 1.")]
    [InlineData("a,b\n1,2\n3\n", "in line 3, expected 2 fields as in the header; found 1.")]
    [InlineData("a,b\n1,2,3\n", "in line 2, expected 2 fields as in the header; found 3.")]
    [InlineData("a\n\"x\ny\"\n1,2\n", "in line 4, expected 1 field as in the header; found 2.")]
    [InlineData("a,b\n1,2\n\n3,4\n", "in line 3, expected 2 fields as in the header; found a blank line.")]
    [InlineData("a\n1\n\n3\n", "in line 3, expected 1 field as in the header; found a blank line.")]
    [InlineData("\"a\n1\n", "in line 1, column 1, expected a closing quotation mark with a delimiter or the end of the line right behind it; found none.")]
    [InlineData("a,b\n\"1\n2\",3\n4,\"5\n6,7\n", "in line 4, column 2, expected a closing quotation mark with a delimiter or the end of the line right behind it; found none.")]
    [InlineData("a,b\n1,\"2\"x\n3,4\n", "in line 2, column 2, expected a closing quotation mark with a delimiter or the end of the line right behind it; found 'x' behind one.")]
    public void DamageIsLocated(string content, string message)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Read(content));

        Assert.Equal("'text' is not a table with a header: " + message, exception.Message);
    }

    [Fact]
    public void QuotationMarkThatTakesMillionsOfCharactersIsLocated()
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Read("a\n1\n\"2" + new string('3', 1 << 24)));

        Assert.Equal(
            "'text' is not a table with a header: in line 3, expected a record of at most 16777216 characters; found a longer one (is a quotation mark not closed?).",
            exception.Message);
    }

    [Fact]
    public void RecordLongerThanTheFirstBufferIsRead() => Assert.Equal(1_000_000, Read("a\n\"" + new string('3', 1_000_000) + "\"\n")[0, "a"].Length);

    [Theory]
    [InlineData("a\n1\n\0\0\n", "in line 3, expected UTF-8, or UTF-16 or UTF-32 with a byte order mark; found a NUL character.")]
    [InlineData("a\r1\r\n2\uFFFF\n", "in line 3, expected UTF-8, or UTF-16 or UTF-32 with a byte order mark; found bytes that are no UTF-8.")]
    public void NoTextIsLocated(string content, string message)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Read(content));

        Assert.Equal("'text' is not a text file: " + message, exception.Message);
    }

    [Fact]
    public void MessageNamesTheFile()
    {
        using var file = new TemporaryFile("a\n");

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => CsvTable.Read(file.Path));

        Assert.StartsWith($"'{file.Path}' is", exception.Message, StringComparison.Ordinal);
    }

    private static CsvTable Read(string content, CsvOptions? options = null) => CsvTable.Read(new StringReader(content), options);
}

using System.Globalization;
using NeuralGen.Tests.Runtime;

namespace NeuralGen.Training.Tests.Data;

public sealed class CsvFileTests
{
    [Fact]
    public void NumbersAreReadRowByRow()
    {
        Assert.Equal([1.0, -2.5, 3e2, 4, 5, 6], Read("1,-2.5,3e2\n4,5,6\n").Values.ToArray());
    }

    [Fact]
    public void RowsAndColumnsAreCounted()
    {
        NumberTable<double> table = Read("1,2,3\n4,5,6\n");

        Assert.Equal((2, 3), (table.RowCount, table.ColumnCount));
    }

    [Fact]
    public void RowIsARow() => Assert.Equal([4.0, 5, 6], Read("1,2,3\n4,5,6\n").Row(1));

    [Fact]
    public void RowOutsideIsNamed() => Assert.Throws<ArgumentOutOfRangeException>("index", () => Read("1,2\n").Row(1).Length);

    [Theory]
    [InlineData("1,2\r\n3,4\r\n")]
    [InlineData("1,2\n3,4")]
    [InlineData("1,2\n3,4\n\n \n")]
    [InlineData(" 1 , 2 \n3,4")]
    [InlineData("\uFEFF1,2\n3,4")]
    public void LineEndsAndBlanksDoNotMatter(string content) => Assert.Equal([1.0, 2, 3, 4], Read(content).Values.ToArray());

    [Fact]
    public void CultureDoesNotMatter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal([1.5, 2.5], Read("1.5,2.5\n").Values.ToArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void SinglePrecisionIsReadAlike()
    {
        using var file = new TemporaryFile("0.1,2\n");

        Assert.Equal([0.1f, 2f], CsvFile.ReadNumbers<float>(file.Path).Values.ToArray());
    }

    [Fact]
    public void MessageNamesTheFile()
    {
        using var file = new TemporaryFile("");

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => CsvFile.ReadNumbers<double>(file.Path));

        Assert.Contains(file.Path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFileIsAnIOException()
    {
        Assert.ThrowsAny<IOException>(() => CsvFile.ReadNumbers<double>(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
    }

    [Theory]
    [InlineData("", "line 1, column 1, expected a number; found an empty file")]
    [InlineData("\n\n", "line 1, column 1, expected a number; found an empty file")]
    [InlineData("a,b\n1,2\n", "line 1, column 1, expected a finite number; found 'a'")]
    [InlineData("1,2\n3,x\n", "line 2, column 2, expected a finite number; found 'x'")]
    [InlineData("1,2\n3,\n", "line 2, column 2, expected a finite number; found ''")]
    [InlineData("1,NaN\n", "line 1, column 2, expected a finite number; found 'NaN'")]
    [InlineData("1,1e999\n", "line 1, column 2, expected a finite number; found '1e999'")]
    [InlineData("1;2\n", "line 1, column 1, expected a finite number; found '1;2'")]
    [InlineData("1,2\n3\n", "line 2, column 2, expected 2 numbers as in the first line; found 1")]
    [InlineData("1,2\n3,4,5\n", "line 2, column 3, expected 2 numbers as in the first line; found 3")]
    [InlineData("1,2\n\n3,4\n", "line 2, column 1, expected a number; found a blank line")]
    [InlineData("1,\u001b[31m\n", "line 1, column 2, expected a finite number; found '?[31m'")]
    [InlineData("0123456789012345678901234567x9999\n", "found '0123456789012345678901234567x9...'")]
    public void DamageIsLocated(string content, string message)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Read(content));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static NumberTable<double> Read(string content)
    {
        using var file = new TemporaryFile(content);
        return CsvFile.ReadNumbers<double>(file.Path);
    }
}

using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace NeuralGen.Training.Tests.Data;

public sealed class CsvTablePropertyTests
{
    private const string Sound = "a,1\nb 2,\"x,\r\n\"\"y\"\"\"\n3,z\n";

    // All that has a meaning to a reader of such files, and some of what has none: a lone carriage return is read as a line feed.
    private const string Characters = "ab1 é\uFFFD\u8123#,;\"\n\t";

    [Fact]
    public void WhatIsWrittenIsReadWhateverIsQuoted()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            string[][] rows = RandomRows(random);
            int[] lines = new int[rows.Length];
            string text = Write(rows, random, lines);

            CsvTable table = CsvTable.Read(new StringReader(text));

            return table.ColumnNames.SequenceEqual(rows[0])
                && table.RowCount == rows.Length - 1
                && Enumerable.Range(0, table.RowCount).All(row =>
                    table.LineOf(row) == lines[row + 1] && rows[0].Select(name => table[row, name]).SequenceEqual(rows[row + 1]));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void EveryTruncationIsReadOrRefused()
    {
        for (int length = 0; length < Sound.Length; length++)
        {
            Assert.True(IsReadOrRefused(Encoding.UTF8.GetBytes(Sound[..length])), $"after {length} characters");
        }
    }

    [Fact]
    public void FlippedBitsAreReadOrRefused()
    {
        byte[] sound = Encoding.UTF8.GetBytes(Sound);
        for (int bit = 0; bit < 8 * sound.Length; bit++)
        {
            byte[] flipped = [.. sound];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.True(IsReadOrRefused(flipped), $"bit {bit}");
        }
    }

    [Fact]
    public void AnyBytesAreReadOrRefusedInOneLine() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => IsReadOrRefused([(byte)'a', (byte)'\n', .. bytes])).QuickCheckThrowOnFailure();

    private static bool IsReadOrRefused(byte[] content)
    {
        Exception? exception = Record.Exception(() =>
        {
            CsvTable table = CsvTable.Read(new MemoryStream(content));
            return TableEncoder.Fit(table, table.ColumnNames[0]).Encode<float>(table);
        });

        // A table of one column has no feature beside its target.
        bool hasNoFeature = exception is ArgumentException && exception.Message.Contains("at least one feature", StringComparison.Ordinal);
        return exception is null || hasNoFeature || (exception is InvalidDataException && !exception.Message.Contains('\n'));
    }

    private static string[][] RandomRows(Random random)
    {
        int longest = random.Next(3) == 0 ? 300 : 8;
        int columns = random.Next(1, 40);
        string[][] rows = new string[random.Next(2, 60)][];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = new string[columns];
            for (int column = 0; column < columns; column++)
            {
                // The full stop, which random characters have none of, keeps names apart: column 1 with a "1" behind it from column 11.
                rows[row][column] = row == 0 ? $"{column}." : "";
                for (int i = random.Next(longest); i > 0; i--)
                {
                    rows[row][column] += Characters[random.Next(Characters.Length)];
                }
            }
        }

        return rows;
    }

    /// <summary>Quotes what must be and here and there what need not be, and notes in which line each row begins.</summary>
    private static string Write(string[][] rows, Random random, int[] lines)
    {
        string lineEnd = random.Next(2) == 0 ? "\n" : "\r\n";
        var text = new StringBuilder();
        for (int row = 0; row < rows.Length; row++)
        {
            lines[row] = text.ToString().Count(character => character == '\n') + 1;
            IEnumerable<string> fields = rows[row].Select(field =>
                field.AsSpan().ContainsAny(",\"\n") || rows[row].Length == 1 || random.Next(4) == 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field);
            text.Append(string.Join(',', fields)).Append(row < rows.Length - 1 || random.Next(2) == 0 ? lineEnd : "");
        }

        return text.ToString();
    }
}

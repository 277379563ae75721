namespace NeuralGen;

/// <summary>One row of a table: its fields behind one another in one string, and where each ends.</summary>
/// <remarks>A table of tens of millions of short fields would not fit into memory as that many strings.</remarks>
internal readonly struct CsvRow(int line, string text, int[] ends)
{
    /// <summary>The line of the file in which the row begins, from 1.</summary>
    public int Line => line;

    public ReadOnlySpan<char> Field(int column)
    {
        int start = column == 0 ? 0 : ends[column - 1];
        return text.AsSpan(start, ends[column] - start);
    }
}

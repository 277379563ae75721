using System.Numerics;

namespace NeuralGen;

/// <summary>A table of numbers, as read from a file.</summary>
/// <typeparam name="T">The number format.</typeparam>
public sealed class NumberTable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal NumberTable(int rowCount, int columnCount, ReadOnlyMemory<T> values)
    {
        RowCount = rowCount;
        ColumnCount = columnCount;
        Values = values;
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>All numbers, row-major [<see cref="RowCount"/>, <see cref="ColumnCount"/>].</summary>
    public ReadOnlyMemory<T> Values { get; }

    /// <summary>One row.</summary>
    /// <param name="index">The row, from 0.</param>
    /// <returns><see cref="ColumnCount"/> numbers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<T> Row(int index)
    {
        if ((uint)index >= (uint)RowCount)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The rows are 0 to {RowCount - 1}.");
        }

        return Values.Span.Slice(index * ColumnCount, ColumnCount);
    }
}

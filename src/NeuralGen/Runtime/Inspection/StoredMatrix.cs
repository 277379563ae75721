using System.ComponentModel;
using System.Numerics;

namespace NeuralGen.Runtime;

/// <summary>
/// Weights W [out, in] where they are stored, for plain loops: as rows that belong to one output each, or to one input
/// each. Whatever the order, the inner loop runs along a stored row.
/// </summary>
/// <typeparam name="T">The number format.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct StoredMatrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _storage;
    private readonly int _stride;
    private readonly bool _rowsAreOutputs;

    /// <summary>Describes a stored matrix.</summary>
    /// <param name="storage">The rows.</param>
    /// <param name="stride">The distance between two rows.</param>
    /// <param name="rowsAreOutputs">Whether a row holds the weights of an output, and not those of an input.</param>
    public StoredMatrix(ReadOnlySpan<T> storage, int stride, bool rowsAreOutputs)
    {
        _storage = storage;
        _stride = stride;
        _rowsAreOutputs = rowsAreOutputs;
    }

    /// <summary>z = W a.</summary>
    /// <param name="a">A number for each input.</param>
    /// <param name="z">Receives a number for each output.</param>
    public void Times(ReadOnlySpan<T> a, Span<T> z)
    {
        if (_rowsAreOutputs)
        {
            DotProducts(a, z);
        }
        else
        {
            Combination(a, z);
        }
    }

    /// <summary>g = W^T delta.</summary>
    /// <param name="delta">A number for each output.</param>
    /// <param name="g">Receives a number for each input.</param>
    public void TransposedTimes(ReadOnlySpan<T> delta, Span<T> g)
    {
        if (_rowsAreOutputs)
        {
            Combination(delta, g);
        }
        else
        {
            DotProducts(delta, g);
        }
    }

    /// <summary>g := g + W^T delta, for a value that several layers read.</summary>
    /// <param name="delta">A number for each output.</param>
    /// <param name="g">Has a number added for each input.</param>
    public void AddTransposedTimes(ReadOnlySpan<T> delta, Span<T> g)
    {
        if (_rowsAreOutputs)
        {
            AddCombination(delta, g);
        }
        else
        {
            for (int r = 0; r < g.Length; r++)
            {
                g[r] += DotProduct(r, delta);
            }
        }
    }

    /// <summary>delta a^T, into storage like that of this matrix.</summary>
    /// <param name="delta">A number for each output.</param>
    /// <param name="a">A number for each input.</param>
    /// <param name="storage">Receives the outer product. What lies between two rows stays as it is.</param>
    public void OuterProduct(ReadOnlySpan<T> delta, ReadOnlySpan<T> a, Span<T> storage)
    {
        ReadOnlySpan<T> rows = _rowsAreOutputs ? delta : a;
        ReadOnlySpan<T> along = _rowsAreOutputs ? a : delta;
        for (int r = 0; r < rows.Length; r++)
        {
            Span<T> row = storage.Slice(r * _stride, along.Length);
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = rows[r] * along[i];
            }
        }
    }

    /// <summary>The dot product of each row with a vector.</summary>
    private void DotProducts(ReadOnlySpan<T> vector, Span<T> results)
    {
        for (int r = 0; r < results.Length; r++)
        {
            results[r] = DotProduct(r, vector);
        }
    }

    private T DotProduct(int r, ReadOnlySpan<T> vector)
    {
        ReadOnlySpan<T> row = _storage.Slice(r * _stride, vector.Length);
        T sum = T.Zero;
        for (int i = 0; i < row.Length; i++)
        {
            sum += row[i] * vector[i];
        }

        return sum;
    }

    /// <summary>The sum of all rows, each times its number.</summary>
    private void Combination(ReadOnlySpan<T> numbers, Span<T> result)
    {
        result.Clear();
        AddCombination(numbers, result);
    }

    private void AddCombination(ReadOnlySpan<T> numbers, Span<T> result)
    {
        for (int r = 0; r < numbers.Length; r++)
        {
            ReadOnlySpan<T> row = _storage.Slice(r * _stride, result.Length);
            for (int i = 0; i < row.Length; i++)
            {
                result[i] += numbers[r] * row[i];
            }
        }
    }
}

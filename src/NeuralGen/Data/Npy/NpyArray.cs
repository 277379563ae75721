using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>An array of numbers as read from a NumPy file: the elements and their shape.</summary>
/// <typeparam name="T">The type of the elements, which may be wider than in the file.</typeparam>
public sealed class NpyArray<T>
    where T : unmanaged
{
    internal NpyArray(ImmutableArray<int> shape, T[] values)
    {
        Shape = shape;
        Values = values;
    }

    /// <summary>The size of each dimension; empty for a single number.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The elements in row-major order, whatever the order in the file; the array itself, not a copy.</summary>
    public T[] Values { get; }
}

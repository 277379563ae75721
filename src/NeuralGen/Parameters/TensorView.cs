using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralGen;

/// <summary>
/// One tensor of a <see cref="ParameterVector{T}"/>: reads and writes go to the vector. Logical order is row-major,
/// whatever the order in storage; weights have the shape [out, in].
/// </summary>
/// <typeparam name="T">The number format.</typeparam>
public readonly struct TensorView<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterVector<T> _vector;
    private readonly TensorLayout _layout;

    internal TensorView(ParameterVector<T> vector, TensorLayout layout)
    {
        _vector = vector;
        _layout = layout;
    }

    /// <summary>The tensor's name, such as <c>dense1.weight</c>.</summary>
    public string Name => _layout.Name;

    /// <summary>The size of each dimension.</summary>
    public ImmutableArray<int> Shape => _layout.Shape;

    /// <summary>The number of elements.</summary>
    public int Count => _layout.Count;

    /// <summary>An element of a vector.</summary>
    /// <param name="j">The index, from 0.</param>
    /// <returns>A reference to the element.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the tensor.</exception>
    /// <exception cref="InvalidOperationException">The tensor has two dimensions.</exception>
    public ref T this[int j]
    {
        get
        {
            ThrowIfNotRank(1);
            ThrowIfOutside(j, 0, nameof(j));
            return ref Element(0, j);
        }
    }

    /// <summary>An element of a matrix; of weights w_jk, the weight from neuron k of the layer before to neuron j.</summary>
    /// <param name="j">The row, from 0.</param>
    /// <param name="k">The column, from 0.</param>
    /// <returns>A reference to the element.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the tensor.</exception>
    /// <exception cref="InvalidOperationException">The tensor has one dimension.</exception>
    public ref T this[int j, int k]
    {
        get
        {
            ThrowIfNotRank(2);
            ThrowIfOutside(j, 0, nameof(j));
            ThrowIfOutside(k, 1, nameof(k));
            return ref Element(j, k);
        }
    }

    /// <summary>Copies the elements, row-major.</summary>
    /// <param name="destination">Receives <see cref="Count"/> numbers.</param>
    /// <exception cref="ArgumentException">The length is not <see cref="Count"/>.</exception>
    public void CopyTo(Span<T> destination)
    {
        ThrowIfNotCount(destination.Length, nameof(destination));
        int index = 0;
        for (int row = 0; row < _layout.Rows; row++)
        {
            for (int column = 0; column < _layout.RowLength; column++)
            {
                destination[index++] = Element(row, column);
            }
        }
    }

    /// <summary>Overwrites the elements, row-major.</summary>
    /// <param name="source">Gives <see cref="Count"/> numbers.</param>
    /// <exception cref="ArgumentException">The length is not <see cref="Count"/>.</exception>
    public void CopyFrom(ReadOnlySpan<T> source)
    {
        ThrowIfNotCount(source.Length, nameof(source));
        int index = 0;
        for (int row = 0; row < _layout.Rows; row++)
        {
            for (int column = 0; column < _layout.RowLength; column++)
            {
                Element(row, column) = source[index++];
            }
        }
    }

    private ref T Element(int row, int column) =>
        ref Unsafe.Add(ref _vector.StorageReference, _layout.RowOffset(row) + (column * _layout.ElementStride));

    private void ThrowIfNotRank(int rank)
    {
        if (Shape.Length != rank)
        {
            throw new InvalidOperationException($"{_layout} has {Shape.Length} dimension(s); it was given {rank} index(es).");
        }
    }

    private void ThrowIfOutside(int index, int dimension, string argument)
    {
        if ((uint)index >= (uint)Shape[dimension])
        {
            throw new ArgumentOutOfRangeException(argument, index, $"{_layout} has indices 0 to {Shape[dimension] - 1} in dimension {dimension}.");
        }
    }

    private void ThrowIfNotCount(int length, string argument)
    {
        if (length != Count)
        {
            throw new ArgumentException($"The length of '{argument}' must be {Count}, the number of elements of {_layout}; it is {length}.", argument);
        }
    }
}

using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>The name and shape of one parameter tensor, and where its elements lie in a <see cref="ParameterVector{T}"/>.</summary>
public sealed class TensorLayout : IEquatable<TensorLayout>
{
    /// <summary>Describes a tensor. Called by generated code.</summary>
    /// <param name="name">The name, such as <c>dense1.weight</c>.</param>
    /// <param name="shape">The size of each dimension.</param>
    /// <param name="offset">The place of the first element in the storage, in elements.</param>
    /// <param name="strides">The distance in storage between neighbours along each dimension, in elements.</param>
    public TensorLayout(string name, ReadOnlySpan<int> shape, int offset, ReadOnlySpan<int> strides)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (shape.Length is < 1 or > 2 || shape.Length != strides.Length)
        {
            throw new ArgumentException($"A parameter tensor has one or two dimensions and a stride for each; shape has {shape.Length} and strides has {strides.Length}.", nameof(shape));
        }

        Name = name;
        Shape = [.. shape];
        Offset = offset;
        Strides = [.. strides];
        int count = 1;
        foreach (int size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(shape));
            count = checked(count * size);
        }

        Count = count;
    }

    /// <summary>The name, such as <c>dense1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The size of each dimension, for weights [out, in].</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    internal int Offset { get; }

    internal ImmutableArray<int> Strides { get; }

    /// <summary>Whether two tensors have the same name, shape and place.</summary>
    /// <param name="other">The tensor to compare with.</param>
    /// <returns><see langword="true"/> when all agree.</returns>
    public bool Equals(TensorLayout? other) =>
        other is not null && Name == other.Name && Offset == other.Offset
        && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan()) && Strides.AsSpan().SequenceEqual(other.Strides.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TensorLayout);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Offset, Count);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";

    /// <summary>The place in storage of the first element of row <paramref name="row"/>; a vector is a single row.</summary>
    internal int RowOffset(int row) => Shape.Length == 2 ? Offset + (row * Strides[0]) : Offset;

    internal int Rows => Shape.Length == 2 ? Shape[0] : 1;

    internal int RowLength => Shape[^1];

    internal int ElementStride => Strides[^1];
}

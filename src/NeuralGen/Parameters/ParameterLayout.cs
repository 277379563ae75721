using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>The parameters of a network: their names, shapes and order. One instance per network class.</summary>
public sealed class ParameterLayout : IEquatable<ParameterLayout>
{
    /// <summary>Describes all parameters. Called by generated code.</summary>
    /// <param name="storageLength">The length of the storage, padding included, in elements.</param>
    /// <param name="tensors">The tensors, in order.</param>
    public ParameterLayout(int storageLength, params ReadOnlySpan<TensorLayout> tensors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(storageLength);
        StorageLength = storageLength;
        Tensors = [.. tensors];
        foreach (TensorLayout tensor in tensors)
        {
            Count = checked(Count + tensor.Count);
        }
    }

    /// <summary>The logical number of parameters: every weight and bias once, no padding.</summary>
    public int Count { get; }

    /// <summary>The tensors in order: the weights of the first layer, its biases, the weights of the second layer, ...</summary>
    public ImmutableArray<TensorLayout> Tensors { get; }

    internal int StorageLength { get; }

    /// <summary>Finds a tensor by its name.</summary>
    /// <param name="name">The name, such as <c>dense1.weight</c>.</param>
    /// <returns>The tensor's place and shape.</returns>
    /// <exception cref="ArgumentException">There is no such tensor.</exception>
    public TensorLayout this[string name]
    {
        get
        {
            foreach (TensorLayout tensor in Tensors)
            {
                if (tensor.Name == name)
                {
                    return tensor;
                }
            }

            throw new ArgumentException($"There is no parameter tensor '{name}'. The tensors are {string.Join(", ", Tensors)}.", nameof(name));
        }
    }

    /// <summary>Whether two layouts have the same tensors in the same places.</summary>
    /// <param name="other">The layout to compare with.</param>
    /// <returns><see langword="true"/> when all agree.</returns>
    public bool Equals(ParameterLayout? other) =>
        ReferenceEquals(this, other)
        || (other is not null && StorageLength == other.StorageLength && Tensors.AsSpan().SequenceEqual(other.Tensors.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParameterLayout);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(StorageLength, Count, Tensors.Length);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Tensors);
}

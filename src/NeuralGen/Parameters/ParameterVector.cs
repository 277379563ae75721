using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralGen;

/// <summary>
/// All parameters of a network, a gradient, or an optimiser's state, as one flat block of memory. The block is
/// aligned to 64 bytes and owned by the garbage collector.
/// </summary>
/// <typeparam name="T">The number format.</typeparam>
public sealed class ParameterVector<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _block;
    private readonly int _start;

    /// <summary>Creates a vector of zeros.</summary>
    /// <param name="layout">The names and shapes of the tensors.</param>
    public ParameterVector(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        _block = AlignedMemory.Allocate<T>(layout.StorageLength, out _start);
    }

    /// <summary>The names and shapes of the tensors.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The logical number of parameters.</summary>
    public int Count => Layout.Count;

    /// <summary>A view of one tensor.</summary>
    /// <param name="name">The tensor's name, such as <c>dense1.weight</c>.</param>
    /// <returns>A view; writing to it changes this vector.</returns>
    /// <exception cref="ArgumentException">There is no such tensor.</exception>
    public TensorView<T> this[string name] => new(this, Layout[name]);

    /// <summary>
    /// The whole block with its padding, for code that treats all elements alike, such as an optimiser. The order of
    /// elements is private to the network, and padding must stay zero; use the tensor views to reach single parameters.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public Span<T> Storage => MemoryMarshal.CreateSpan(ref StorageReference, Layout.StorageLength);

    /// <summary>A reference to the first element of <see cref="Storage"/>, for generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T StorageReference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_block), _start);
    }

    /// <summary>Copies all tensors, in order and each row-major.</summary>
    /// <param name="destination">Receives <see cref="Count"/> numbers.</param>
    /// <exception cref="ArgumentException">The length is not <see cref="Count"/>.</exception>
    public void CopyTo(Span<T> destination)
    {
        ThrowIfNotCount(destination.Length, nameof(destination));
        foreach (TensorLayout tensor in Layout.Tensors)
        {
            new TensorView<T>(this, tensor).CopyTo(destination[..tensor.Count]);
            destination = destination[tensor.Count..];
        }
    }

    /// <summary>Overwrites all tensors, in order and each row-major.</summary>
    /// <param name="source">Gives <see cref="Count"/> numbers.</param>
    /// <exception cref="ArgumentException">The length is not <see cref="Count"/>.</exception>
    public void CopyFrom(ReadOnlySpan<T> source)
    {
        ThrowIfNotCount(source.Length, nameof(source));
        foreach (TensorLayout tensor in Layout.Tensors)
        {
            new TensorView<T>(this, tensor).CopyFrom(source[..tensor.Count]);
            source = source[tensor.Count..];
        }
    }

    /// <summary>Overwrites this vector with another of the same layout.</summary>
    /// <param name="source">The vector to copy.</param>
    /// <exception cref="ArgumentException">The layouts differ.</exception>
    public void CopyFrom(ParameterVector<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!source.Layout.Equals(Layout))
        {
            throw new ArgumentException($"The source has another layout. Expected {Layout}; given {source.Layout}.", nameof(source));
        }

        source.Storage.CopyTo(Storage);
    }

    /// <summary>Sets every element to zero.</summary>
    public void Clear() => Storage.Clear();

    private void ThrowIfNotCount(int length, string argument)
    {
        if (length != Count)
        {
            throw new ArgumentException($"The length of '{argument}' must be {Count}, the number of parameters; it is {length}.", argument);
        }
    }
}

using System.Numerics;

namespace NeuralGen;

/// <summary>Samples in memory: n inputs and the n targets a network shall give for them; n is at least 1.</summary>
/// <remarks>The memory is wrapped, not copied: who changes the arrays changes the samples.</remarks>
/// <typeparam name="T">The number format.</typeparam>
public sealed class Dataset<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlyMemory<T> _inputs;
    private readonly ReadOnlyMemory<T> _targets;

    /// <summary>Wraps samples.</summary>
    /// <param name="inputs">The inputs, row-major [n, <paramref name="inputSize"/>].</param>
    /// <param name="targets">The targets, row-major [n, <paramref name="targetSize"/>].</param>
    /// <param name="inputSize">The number of inputs of one sample.</param>
    /// <param name="targetSize">The number of targets of one sample.</param>
    /// <exception cref="ArgumentException">A length is not a multiple of its size, there is no sample, or the counts differ.</exception>
    public Dataset(ReadOnlyMemory<T> inputs, ReadOnlyMemory<T> targets, int inputSize, int targetSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetSize);
        if (inputs.Length == 0 || inputs.Length % inputSize != 0)
        {
            throw new ArgumentException($"The length of 'inputs' must be a positive multiple of {inputSize}, the inputs of one sample; it is {inputs.Length}.", nameof(inputs));
        }

        Count = inputs.Length / inputSize;
        if (targets.Length != (long)Count * targetSize)
        {
            throw new ArgumentException($"The length of 'targets' must be {(long)Count * targetSize}, for {Count} samples of {targetSize}; it is {targets.Length}.", nameof(targets));
        }

        _inputs = inputs;
        _targets = targets;
        InputSize = inputSize;
        TargetSize = targetSize;
    }

    /// <summary>The number of samples, n.</summary>
    public int Count { get; }

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize { get; }

    /// <summary>The number of targets of one sample.</summary>
    public int TargetSize { get; }

    /// <summary>All inputs, row-major [<see cref="Count"/>, <see cref="InputSize"/>].</summary>
    public ReadOnlySpan<T> Inputs => _inputs.Span;

    /// <summary>All targets, row-major [<see cref="Count"/>, <see cref="TargetSize"/>].</summary>
    public ReadOnlySpan<T> Targets => _targets.Span;

    /// <summary>The input of one sample.</summary>
    /// <param name="index">The sample, from 0.</param>
    /// <returns><see cref="InputSize"/> numbers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<T> Input(int index)
    {
        ThrowIfNoSample(index);
        return Inputs.Slice(index * InputSize, InputSize);
    }

    /// <summary>The target of one sample.</summary>
    /// <param name="index">The sample, from 0.</param>
    /// <returns><see cref="TargetSize"/> numbers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<T> Target(int index)
    {
        ThrowIfNoSample(index);
        return Targets.Slice(index * TargetSize, TargetSize);
    }

    /// <summary>Splits the samples in two, in their order; both parts share this data set's memory.</summary>
    /// <param name="first">The number of samples of the first part: 1 to <see cref="Count"/> - 1.</param>
    /// <returns>The first samples, and the rest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One part would be empty.</exception>
    public (Dataset<T> First, Dataset<T> Second) Split(int first)
    {
        if (first < 1 || first >= Count)
        {
            throw new ArgumentOutOfRangeException(nameof(first), first, $"The first part of {Count} samples must have 1 to {Count - 1}.");
        }

        return (
            new Dataset<T>(_inputs[..(first * InputSize)], _targets[..(first * TargetSize)], InputSize, TargetSize),
            new Dataset<T>(_inputs[(first * InputSize)..], _targets[(first * TargetSize)..], InputSize, TargetSize));
    }

    private void ThrowIfNoSample(int index)
    {
        if ((uint)index >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The samples are 0 to {Count - 1}.");
        }
    }
}

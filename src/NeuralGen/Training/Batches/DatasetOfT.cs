using System.Numerics;

namespace NeuralGen;

/// <summary>Samples in memory: n inputs and the n targets a network shall give for them; n is at least 1.</summary>
/// <remarks>
/// The memory is wrapped, not copied: who changes the arrays changes the samples. The class labels of
/// <see cref="Dataset.FromLabels{T}(T[], ReadOnlySpan{int}, int, int)"/> stay labels; training and evaluation write their
/// targets batch by batch.
/// </remarks>
/// <typeparam name="T">The number format.</typeparam>
public sealed class Dataset<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlyMemory<T> _inputs;
    private readonly ReadOnlyMemory<int> _labels;
    private readonly LabelRows<T>? _rows;
    private readonly ReadOnlyMemory<T> _targets;
    private T[]? _targetsOfLabels;

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

    /// <summary>Wraps samples with valid labels.</summary>
    internal Dataset(ReadOnlyMemory<T> inputs, ReadOnlyMemory<int> labels, int inputSize, LabelRows<T> rows)
    {
        if (labels.Length == 0)
        {
            throw new ArgumentException("There must be at least 1 sample; there are 0 labels.", nameof(labels));
        }

        Count = labels.Length;
        _inputs = inputs;
        _labels = labels;
        _rows = rows;
        InputSize = inputSize;
        TargetSize = rows.OutputSize;
    }

    /// <summary>The number of samples, n.</summary>
    public int Count { get; }

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize { get; }

    /// <summary>The number of targets of one sample.</summary>
    public int TargetSize { get; }

    /// <summary>The number of classes of <see cref="Labels"/>; 0 where the targets are numbers.</summary>
    public int ClassCount => _rows?.ClassCount ?? 0;

    /// <summary>The targets of the labels, if there are labels.</summary>
    internal LabelRows<T>? Rows => _rows;

    /// <summary>All inputs, row-major [<see cref="Count"/>, <see cref="InputSize"/>].</summary>
    public ReadOnlySpan<T> Inputs => _inputs.Span;

    /// <summary>All class labels, one for each sample; empty where the targets are numbers.</summary>
    public ReadOnlySpan<int> Labels => _labels.Span;

    /// <summary>All targets, row-major [<see cref="Count"/>, <see cref="TargetSize"/>].</summary>
    /// <remarks>
    /// Where there are labels, their targets are written for all samples when this is first read, and kept: n times
    /// <see cref="TargetSize"/> numbers that <see cref="Target"/>, training and evaluation do without.
    /// </remarks>
    public ReadOnlySpan<T> Targets => _rows is null ? _targets.Span : TargetsOfLabels(_rows);

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
        return _rows is null ? _targets.Span.Slice(index * TargetSize, TargetSize) : _rows[Labels[index]];
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

        if (_rows is not null)
        {
            return (
                new Dataset<T>(_inputs[..(first * InputSize)], _labels[..first], InputSize, _rows),
                new Dataset<T>(_inputs[(first * InputSize)..], _labels[first..], InputSize, _rows));
        }

        return (
            new Dataset<T>(_inputs[..(first * InputSize)], _targets[..(first * TargetSize)], InputSize, TargetSize),
            new Dataset<T>(_inputs[(first * InputSize)..], _targets[(first * TargetSize)..], InputSize, TargetSize));
    }

    /// <summary>Whether each target is a class: a label, one-hot, or 0 or 1 where there is a single one.</summary>
    internal bool HasClasses()
    {
        if (_rows is not null)
        {
            return true;
        }

        ReadOnlySpan<T> targets = _targets.Span;
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<T> target = targets.Slice(i * TargetSize, TargetSize);
            int ones = target.Count(T.One);
            if (ones + target.Count(T.Zero) != TargetSize || (TargetSize > 1 && ones != 1))
            {
                return false;
            }
        }

        return true;
    }

    private T[] TargetsOfLabels(LabelRows<T> rows)
    {
        if (Volatile.Read(ref _targetsOfLabels) is { } targets)
        {
            return targets;
        }

        targets = new T[checked(Count * TargetSize)];
        rows.CopyTo(Labels, targets);

        // Of two threads that come here at once the first decides, so that all see the same memory.
        return Interlocked.CompareExchange(ref _targetsOfLabels, targets, null) ?? targets;
    }

    private void ThrowIfNoSample(int index)
    {
        if ((uint)index >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The samples are 0 to {Count - 1}.");
        }
    }
}

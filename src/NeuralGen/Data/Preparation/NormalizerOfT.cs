using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralGen;

/// <summary>
/// Brings numbers of different kinds to one scale, column by column: x' = (x - offset) / scale, and back: x = x' scale + offset.
/// Fitted once on training data by <see cref="Normalizer"/>, stored with the model as its two vectors, and applied by the
/// same object in training and at inference. Immutable, for any number of threads.
/// </summary>
/// <typeparam name="T">The number format.</typeparam>
public sealed class Normalizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _offset;
    private readonly T[] _scale;

    /// <summary>Makes a normaliser of known vectors, for instance of stored ones.</summary>
    /// <param name="offset">What is subtracted from each column. Copied.</param>
    /// <param name="scale">What each column is then divided by; not 0. Copied.</param>
    /// <exception cref="ArgumentException">The vectors are empty or of different lengths, a number is NaN or infinite, or a scale is 0.</exception>
    public Normalizer(ReadOnlySpan<T> offset, ReadOnlySpan<T> scale)
    {
        if (offset.IsEmpty)
        {
            throw new ArgumentException("The length of 'offset' must be at least 1; it is 0.", nameof(offset));
        }

        if (scale.Length != offset.Length)
        {
            throw new ArgumentException($"The length of 'scale' must be that of 'offset', {offset.Length}; it is {scale.Length}.", nameof(scale));
        }

        for (int i = 0; i < offset.Length; i++)
        {
            if (!T.IsFinite(offset[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"The offsets must be finite; offset {i} is {offset[i]}."), nameof(offset));
            }

            if (!T.IsFinite(scale[i]) || scale[i] == T.Zero)
            {
                throw new ArgumentException(FormattableString.Invariant($"The scales must be finite and not 0; scale {i} is {scale[i]}."), nameof(scale));
            }
        }

        _offset = offset.ToArray();
        _scale = scale.ToArray();
    }

    private enum Direction
    {
        Apply,
        Invert,
    }

    /// <summary>The number of columns.</summary>
    public int Size => _offset.Length;

    /// <summary>What is subtracted from each column.</summary>
    public ReadOnlySpan<T> Offset => _offset;

    /// <summary>What each column is then divided by.</summary>
    public ReadOnlySpan<T> Scale => _scale;

    /// <summary>Normalises samples: x' = (x - offset) / scale. Allocates nothing.</summary>
    /// <param name="input">One sample, or n samples, row-major [n, <see cref="Size"/>].</param>
    /// <param name="output">Takes as many numbers; may be the input itself.</param>
    /// <exception cref="ArgumentException">A length is wrong, or the output overlaps the input without being it.</exception>
    public void Apply(ReadOnlySpan<T> input, Span<T> output) => Run(input, output, Direction.Apply);

    /// <summary>Takes the normalisation back, for instance of a network's outputs: x = x' scale + offset. Allocates nothing.</summary>
    /// <param name="input">One sample, or n samples, row-major [n, <see cref="Size"/>].</param>
    /// <param name="output">Takes as many numbers; may be the input itself.</param>
    /// <exception cref="ArgumentException">A length is wrong, or the output overlaps the input without being it.</exception>
    public void Invert(ReadOnlySpan<T> input, Span<T> output) => Run(input, output, Direction.Invert);

    /// <summary>The samples with normalised inputs and the same targets; a copy.</summary>
    /// <param name="samples">Samples of <see cref="Size"/> inputs.</param>
    /// <returns>The new data set.</returns>
    /// <exception cref="ArgumentException">The samples have another number of inputs.</exception>
    public Dataset<T> Apply(Dataset<T> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        CheckSize(samples.InputSize, "inputs", nameof(samples));
        T[] inputs = new T[samples.Inputs.Length];
        Apply(samples.Inputs, inputs);
        return samples.WithInputs(inputs);
    }

    /// <summary>The samples with normalised targets, for a regression, and the same inputs; a copy.</summary>
    /// <param name="samples">Samples of <see cref="Size"/> targets.</param>
    /// <returns>The new data set.</returns>
    /// <exception cref="ArgumentException">The samples have another number of targets.</exception>
    public Dataset<T> ApplyToTargets(Dataset<T> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        CheckSize(samples.TargetSize, "targets", nameof(samples));
        T[] targets = new T[samples.Targets.Length];
        Apply(samples.Targets, targets);
        return samples.WithTargets(targets);
    }

    private void CheckSize(int size, string what, string name)
    {
        if (size != Size)
        {
            throw new ArgumentException($"The samples must have {Size} {what}, as many as the normaliser has columns; they have {size}.", name);
        }
    }

    private void Run(ReadOnlySpan<T> input, Span<T> output, Direction direction)
    {
        if (input.Length % Size != 0)
        {
            throw new ArgumentException($"The length of 'input' must be a multiple of {Size}, the numbers of one sample; it is {input.Length}.", nameof(input));
        }

        if (output.Length != input.Length)
        {
            throw new ArgumentException($"The length of 'output' must be that of 'input', {input.Length}; it is {output.Length}.", nameof(output));
        }

        if (input.Overlaps(output, out int distance) && distance != 0)
        {
            throw new ArgumentException("'output' must be 'input' itself or not overlap it; it begins elsewhere in the same memory.", nameof(output));
        }

        for (int start = 0; start < input.Length; start += Size)
        {
            RunRow(input.Slice(start, Size), output.Slice(start, Size), direction);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunRow(ReadOnlySpan<T> input, Span<T> output, Direction direction)
    {
        int whole = Size - (Size % Vector<T>.Count);
        for (int i = 0; i < whole; i += Vector<T>.Count)
        {
            Vector<T> x = At(input, i);
            Vector<T> offset = At(_offset, i);
            Vector<T> scale = At(_scale, i);
            (direction == Direction.Apply ? (x - offset) / scale : (x * scale) + offset).CopyTo(output[i..]);
        }

        for (int i = whole; i < Size; i++)
        {
            output[i] = direction == Direction.Apply ? (input[i] - _offset[i]) / _scale[i] : (input[i] * _scale[i]) + _offset[i];
        }
    }

    private static Vector<T> At(ReadOnlySpan<T> numbers, int index) =>
        Unsafe.ReadUnaligned<Vector<T>>(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(numbers), index)));
}

using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralGen.Runtime;

/// <summary>The checks that generated methods make before they write anything.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>Throws unless a span has the expected length.</summary>
    /// <param name="length">The length given.</param>
    /// <param name="expected">The length expected.</param>
    /// <param name="argument">The name of the argument.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length(int length, int expected, string argument)
    {
        if (length != expected)
        {
            ThrowLength(length, expected, argument);
        }
    }

    /// <summary>The number of samples in a span of rows.</summary>
    /// <param name="length">The length given.</param>
    /// <param name="rowSize">The length of one sample.</param>
    /// <param name="argument">The name of the argument.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of a row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SampleCount(int length, int rowSize, string argument)
    {
        (int count, int rest) = Math.DivRem(length, rowSize);
        if (rest != 0)
        {
            ThrowRows(length, rowSize, argument);
        }

        return count;
    }

    /// <summary>Throws unless a span holds exactly the expected number of rows.</summary>
    /// <param name="length">The length given.</param>
    /// <param name="count">The number of rows expected.</param>
    /// <param name="rowSize">The length of one row.</param>
    /// <param name="argument">The name of the argument.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows(int length, int count, int rowSize, string argument)
    {
        if (length != (long)count * rowSize)
        {
            ThrowLength(length, (long)count * rowSize, argument);
        }
    }

    /// <summary>Throws when a batch that must have a mean is empty.</summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="argument">The name of the argument.</param>
    /// <exception cref="ArgumentException">The count is 0.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NotEmpty(int count, string argument)
    {
        if (count == 0)
        {
            ThrowEmpty(argument);
        }
    }

    /// <summary>Throws when a span that will be written shares memory with one that will be read.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="written">The span that will be written.</param>
    /// <param name="read">The span that will be read.</param>
    /// <param name="argument">The name of the argument that will be written.</param>
    /// <param name="other">What will be read.</param>
    /// <exception cref="ArgumentException">The spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NoOverlap<T>(ReadOnlySpan<T> written, ReadOnlySpan<T> read, string argument, string other)
    {
        if (written.Overlaps(read))
        {
            ThrowOverlap(written.Length, read.Length, argument, other);
        }
    }

    /// <summary>Throws when a span that will be written shares memory with one that will be read, unless they start at the same place.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="written">The span that will be written.</param>
    /// <param name="read">The span that will be read.</param>
    /// <param name="argument">The name of the argument that will be written.</param>
    /// <param name="other">What will be read.</param>
    /// <exception cref="ArgumentException">The spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameOrSeparate<T>(ReadOnlySpan<T> written, ReadOnlySpan<T> read, string argument, string other)
    {
        if (written.Overlaps(read, out int offset) && offset != 0)
        {
            ThrowOverlap(written.Length, read.Length, argument, other);
        }
    }

    /// <summary>
    /// The checks of a forward pass over one sample, with a single call where one of them fails: it leaves the rest of a method of
    /// a few nanoseconds without anything to save for it.
    /// </summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="input">The argument of that name, which will be read.</param>
    /// <param name="inputSize">The length expected of it.</param>
    /// <param name="output">The argument of that name, which will be written.</param>
    /// <param name="outputSize">The length expected of it.</param>
    /// <exception cref="ArgumentException">A length differs, or the spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<T>(ReadOnlySpan<T> input, int inputSize, ReadOnlySpan<T> output, int outputSize)
    {
        if (input.Length != inputSize || output.Length != outputSize || output.Overlaps(input))
        {
            ThrowForward(input.Length, inputSize, output.Length, outputSize);
        }
    }

    /// <summary>Throws unless a vector can receive the gradient of some parameters.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="gradient">The vector that will be written.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="argument">The name of the argument.</param>
    /// <exception cref="ArgumentNullException">The gradient is null.</exception>
    /// <exception cref="ArgumentException">The layouts differ, or the gradient is the parameters themselves.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gradient<T>(ParameterVector<T> gradient, ParameterVector<T> parameters, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradient, argument);
        if (!ReferenceEquals(gradient.Layout, parameters.Layout) || ReferenceEquals(gradient, parameters))
        {
            CheckGradient(gradient, parameters, argument);
        }
    }

    /// <summary>The number of threads that an argument stands for.</summary>
    /// <param name="threads">-1 for a thread for each processor, else the most threads to use.</param>
    /// <param name="argument">The name of the argument.</param>
    /// <returns>The most threads to use, at least 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is 0 or less than -1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Threads(int threads, string argument)
    {
        if (threads < 1)
        {
            if (threads != -1)
            {
                ThrowThreads(threads, argument);
            }

            return Environment.ProcessorCount;
        }

        return threads;
    }

    private static void CheckGradient<T>(ParameterVector<T> gradient, ParameterVector<T> parameters, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (ReferenceEquals(gradient, parameters))
        {
            throw new ArgumentException($"'{argument}' is the network's own parameters; expected another vector with {parameters.Count} elements, given the {gradient.Count} parameters themselves.", argument);
        }

        if (!gradient.Layout.Equals(parameters.Layout))
        {
            throw new ArgumentException($"The layout of '{argument}' is not the network's. Expected {parameters.Count} elements ({parameters.Layout}); given {gradient.Count} ({gradient.Layout}).", argument);
        }
    }

    // Nothing but a throw, and open to inlining: so the just-in-time compiler sees that it does not return, and its caller has
    // nothing to save.
    private static void ThrowForward(int input, int inputSize, int output, int outputSize) => throw RefusedForward(input, inputSize, output, outputSize);

    private static ArgumentException RefusedForward(int input, int inputSize, int output, int outputSize) =>
        input != inputSize ? WrongLength(input, inputSize, "input")
        : output != outputSize ? WrongLength(output, outputSize, "output")
        : Overlapping(output, input, "output", "input");

    private static ArgumentException WrongLength(int length, long expected, string argument) =>
        new($"The length of '{argument}' must be {expected}; it is {length}.", argument);

    private static ArgumentException Overlapping(int written, int read, string argument, string other) =>
        new($"'{argument}' (length {written}) overlaps '{other}' (length {read}); expected separate memory.", argument);

    private static void ThrowLength(int length, long expected, string argument) => throw WrongLength(length, expected, argument);

    private static void ThrowRows(int length, int rowSize, string argument) =>
        throw new ArgumentException($"The length of '{argument}' must be a multiple of {rowSize}, the size of one sample; it is {length}.", argument);

    private static void ThrowThreads(int threads, string argument) =>
        throw new ArgumentOutOfRangeException(argument, threads, $"'{argument}' must be at least 1, or -1 for a thread for each processor; it is {threads}.");

    private static void ThrowEmpty(string argument) =>
        throw new ArgumentException($"'{argument}' must hold at least 1 sample; it holds 0.", argument);

    private static void ThrowOverlap(int written, int read, string argument, string other) => throw Overlapping(written, read, argument, other);
}

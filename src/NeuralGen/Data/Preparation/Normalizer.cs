using System.Numerics;

namespace NeuralGen;

/// <summary>Fits normalisers to training data. All sums are taken in double precision.</summary>
public static class Normalizer
{
    /// <summary>Brings each input to mean 0 and standard deviation 1: offset = mean, scale = population standard deviation.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="training">The samples whose inputs are measured.</param>
    /// <returns>The normaliser; an input that is the same in all samples has scale 1.</returns>
    /// <exception cref="ArgumentException">An input is NaN or infinite; the message names the sample and the column.</exception>
    public static Normalizer<T> Standard<T>(Dataset<T> training)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(training);
        return Standard(training.Inputs, training.InputSize);
    }

    /// <summary>Brings each column to mean 0 and standard deviation 1: offset = mean, scale = population standard deviation.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="rows">The rows to measure, row-major [n, <paramref name="size"/>], for instance a data set's targets.</param>
    /// <param name="size">The number of columns.</param>
    /// <returns>The normaliser; a column that is the same in all rows has scale 1.</returns>
    /// <exception cref="ArgumentException">The length is wrong, or a number is NaN or infinite; the message names the sample and the column.</exception>
    public static Normalizer<T> Standard<T>(ReadOnlySpan<T> rows, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NormalizerFit.Check(rows, size);
        return NormalizerFit.Standard(rows, size);
    }

    /// <summary>Brings each input into a range: its least to <paramref name="low"/>, its greatest to <paramref name="high"/>.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="training">The samples whose inputs are measured.</param>
    /// <param name="low">The lower end of the range.</param>
    /// <param name="high">The upper end.</param>
    /// <returns>The normaliser; an input that is the same in all samples becomes <paramref name="low"/>.</returns>
    /// <exception cref="ArgumentException">The range is empty, or an input is NaN or infinite; the message names the sample and the column.</exception>
    public static Normalizer<T> MinMax<T>(Dataset<T> training, double low = 0, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(training);
        return MinMax(training.Inputs, training.InputSize, low, high);
    }

    /// <summary>Brings each column into a range: its least to <paramref name="low"/>, its greatest to <paramref name="high"/>.</summary>
    /// <remarks>scale = (greatest - least) / (high - low) and offset = least - low scale, rounded to the number format.</remarks>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="rows">The rows to measure, row-major [n, <paramref name="size"/>], for instance a data set's targets.</param>
    /// <param name="size">The number of columns.</param>
    /// <param name="low">The lower end of the range.</param>
    /// <param name="high">The upper end.</param>
    /// <returns>The normaliser; a column that is the same in all rows becomes <paramref name="low"/>.</returns>
    /// <exception cref="ArgumentException">
    /// The range is empty, the length is wrong, or a number is NaN or infinite; the message names the sample and the column.
    /// </exception>
    public static Normalizer<T> MinMax<T>(ReadOnlySpan<T> rows, int size, double low = 0, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(double.IsFinite(low) && double.IsFinite(high - low) && high > low))
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, $"The range must be finite and 'high' above 'low', which is {low}.");
        }

        NormalizerFit.Check(rows, size);
        return NormalizerFit.MinMax(rows, size, low, high);
    }
}

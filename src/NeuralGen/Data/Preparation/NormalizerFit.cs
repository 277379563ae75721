using System.Numerics;

namespace NeuralGen;

/// <summary>Measures columns.</summary>
internal static class NormalizerFit
{
    public static void Check<T>(ReadOnlySpan<T> rows, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (rows.IsEmpty || rows.Length % size != 0)
        {
            throw new ArgumentException($"The length of 'rows' must be a positive multiple of {size}, the numbers of one sample; it is {rows.Length}.", nameof(rows));
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (!T.IsFinite(rows[i]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"A normaliser is fitted to finite numbers; in sample {i / size}, column {i % size} (both from 0), it found {rows[i]}."), nameof(rows));
            }
        }
    }

    public static Normalizer<T> Standard<T>(ReadOnlySpan<T> rows, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double count = rows.Length / size;
        double[] mean = Means(rows, size);
        double[] squares = new double[size];
        double[] rest = new double[size];
        for (int start = 0; start < rows.Length; start += size)
        {
            for (int column = 0; column < size; column++)
            {
                double deviation = double.CreateTruncating(rows[start + column]) - mean[column];
                squares[column] += deviation * deviation;
                rest[column] += deviation;
            }
        }

        T[] offset = new T[size];
        T[] scale = new T[size];
        for (int column = 0; column < size; column++)
        {
            // The rest would be 0 but for the rounding of the mean.
            double variance = (squares[column] - (rest[column] * rest[column] / count)) / count;
            offset[column] = Rounded<T>(mean[column], column);
            scale[column] = Scale<T>(Math.Sqrt(Math.Max(variance, 0)), column);
        }

        return new Normalizer<T>(offset, scale);
    }

    public static Normalizer<T> MinMax<T>(ReadOnlySpan<T> rows, int size, double low, double high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] least = rows[..size].ToArray();
        T[] greatest = rows[..size].ToArray();
        for (int i = size; i < rows.Length; i++)
        {
            least[i % size] = T.Min(least[i % size], rows[i]);
            greatest[i % size] = T.Max(greatest[i % size], rows[i]);
        }

        T[] offset = new T[size];
        T[] scale = new T[size];
        for (int column = 0; column < size; column++)
        {
            double minimum = double.CreateTruncating(least[column]);
            double range = double.CreateTruncating(greatest[column]) - minimum;
            scale[column] = Scale<T>((range == 0 ? 1 : range) / (high - low), column);
            offset[column] = Rounded<T>(minimum - (low * double.CreateTruncating(scale[column])), column);
        }

        return new Normalizer<T>(offset, scale);
    }

    /// <summary>The mean of each column, as the mean difference from its first number: exact for a column of equal numbers.</summary>
    private static double[] Means<T>(ReadOnlySpan<T> rows, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] first = new double[size];
        double[] sums = new double[size];
        for (int start = 0; start < rows.Length; start += size)
        {
            for (int column = 0; column < size; column++)
            {
                double number = double.CreateTruncating(rows[start + column]);
                first[column] = start == 0 ? number : first[column];
                sums[column] += number - first[column];
            }
        }

        double count = rows.Length / size;
        return [.. first.Zip(sums, (start, sum) => start + (sum / count))];
    }

    /// <summary>A scale that can be divided by: that of a column without any spread is 1.</summary>
    private static T Scale<T>(double scale, int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rounded = Rounded<T>(scale, column);
        return rounded == T.Zero ? T.One : rounded;
    }

    private static T Rounded<T>(double number, int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rounded = T.CreateTruncating(number);
        return T.IsFinite(rounded)
            ? rounded
            : throw new ArgumentException($"The numbers of column {column} (from 0) are too large or too far apart for a normaliser: its offset or scale would be infinite.");
    }
}

using System.Numerics;

namespace NeuralGen;

/// <summary>What preparing data needs of a data set: its samples' classes, some of its samples, and other numbers for them.</summary>
internal static class DatasetParts
{
    /// <summary>A data set of its own with the samples at <paramref name="indices"/>, in that order.</summary>
    public static Dataset<T> Take<T>(this Dataset<T> samples, ReadOnlySpan<int> indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] inputs = new T[indices.Length * samples.InputSize];
        for (int i = 0; i < indices.Length; i++)
        {
            samples.Input(indices[i]).CopyTo(inputs.AsSpan(i * samples.InputSize));
        }

        if (samples.Rows is { } rows)
        {
            int[] labels = new int[indices.Length];
            for (int i = 0; i < indices.Length; i++)
            {
                labels[i] = samples.Labels[indices[i]];
            }

            return new Dataset<T>(inputs, labels, samples.InputSize, rows);
        }

        T[] targets = new T[indices.Length * samples.TargetSize];
        for (int i = 0; i < indices.Length; i++)
        {
            samples.Target(indices[i]).CopyTo(targets.AsSpan(i * samples.TargetSize));
        }

        return new Dataset<T>(inputs, targets, samples.InputSize, samples.TargetSize);
    }

    /// <summary>The same samples with other inputs.</summary>
    public static Dataset<T> WithInputs<T>(this Dataset<T> samples, T[] inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        samples.Rows is { } rows
            ? new Dataset<T>(inputs, samples.Labels.ToArray(), samples.InputSize, rows)
            : new Dataset<T>(inputs, samples.Targets.ToArray(), samples.InputSize, samples.TargetSize);

    /// <summary>The same samples with other targets.</summary>
    public static Dataset<T> WithTargets<T>(this Dataset<T> samples, T[] targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(samples.Inputs.ToArray(), targets, samples.InputSize, samples.TargetSize);

    /// <summary>The class of each sample: where its target is 1 among zeros; a single target of 0 or 1 is the class itself.</summary>
    /// <exception cref="ArgumentException">A target is neither.</exception>
    public static int[] Classes<T>(this Dataset<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (samples.ClassCount > 0)
        {
            return samples.Labels.ToArray();
        }

        int[] classes = new int[samples.Count];
        for (int i = 0; i < classes.Length; i++)
        {
            ReadOnlySpan<T> target = samples.Target(i);
            int one = target.IndexOf(T.One);
            bool isSingleZero = target.Length == 1 && target[0] == T.Zero;
            if (!isSingleZero && (one < 0 || target[..one].ContainsAnyExcept(T.Zero) || target[(one + 1)..].ContainsAnyExcept(T.Zero)))
            {
                throw new ArgumentException(
                    $"To keep the shares of classes the targets must be classes, one 1 and otherwise 0; that of sample {i} is not.", nameof(samples));
            }

            classes[i] = target.Length == 1 ? one + 1 : one;
        }

        return classes;
    }
}

using System.Numerics;

namespace NeuralGen;

/// <summary>Splits samples at random into parts to train with, to choose by and to test with.</summary>
public static class DatasetSplitting
{
    /// <summary>Splits the samples at random in two. Every sample is in exactly one part, copied, in shuffled order.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="samples">The samples.</param>
    /// <param name="testShare">The test part's share of the samples, above 0 and below 1; their number is rounded to the nearest.</param>
    /// <param name="seed">The seed of the shuffle: the same seed gives the same parts on every machine.</param>
    /// <param name="stratify">
    /// Whether each class has the same share in both parts, as nearly as whole samples allow. The targets must then be
    /// classes: one 1 and otherwise 0, or a single target that is 0 or 1.
    /// </param>
    /// <returns>The two parts.</returns>
    /// <exception cref="ArgumentException">A share is out of range, a part would be empty, or the classes cannot be kept.</exception>
    public static (Dataset<T> Train, Dataset<T> Test) SplitTrainTest<T>(
        this Dataset<T> samples, double testShare, int seed = 0, bool stratify = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples);
        CheckShare(testShare, nameof(testShare));
        int test = Round(samples.Count, testShare);
        CheckParts(samples.Count, ("training", samples.Count - test), ("test", test));
        int[][] parts = Deal(samples, [test], seed, stratify);
        return (samples.Take(parts[^1]), samples.Take(parts[0]));
    }

    /// <summary>Splits the samples at random in three. Every sample is in exactly one part, copied, in shuffled order.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="samples">The samples.</param>
    /// <param name="validationShare">The validation part's share of the samples, above 0 and below 1; their number is rounded to the nearest.</param>
    /// <param name="testShare">The test part's share of the samples, likewise; the two together are below 1.</param>
    /// <param name="seed">The seed of the shuffle: the same seed gives the same parts on every machine, and the same test part as <see cref="SplitTrainTest"/>.</param>
    /// <param name="stratify">
    /// Whether each class has the same share in all parts, as nearly as whole samples allow. The targets must then be
    /// classes: one 1 and otherwise 0, or a single target that is 0 or 1.
    /// </param>
    /// <returns>The three parts.</returns>
    /// <exception cref="ArgumentException">A share is out of range, a part would be empty, or the classes cannot be kept.</exception>
    public static (Dataset<T> Train, Dataset<T> Validation, Dataset<T> Test) SplitTrainValidationTest<T>(
        this Dataset<T> samples, double validationShare, double testShare, int seed = 0, bool stratify = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples);
        CheckShare(validationShare, nameof(validationShare));
        CheckShare(testShare, nameof(testShare));
        int validation = Round(samples.Count, validationShare);
        int test = Round(samples.Count, testShare);
        CheckParts(samples.Count, ("training", samples.Count - validation - test), ("validation", validation), ("test", test));
        int[][] parts = Deal(samples, [test, validation], seed, stratify);
        return (samples.Take(parts[^1]), samples.Take(parts[1]), samples.Take(parts[0]));
    }

    private static void CheckShare(double share, string name)
    {
        if (!(share > 0 && share < 1))
        {
            throw new ArgumentOutOfRangeException(name, share, "The share of a part must be above 0 and below 1.");
        }
    }

    private static int Round(int count, double share) => (int)Math.Round(count * share, MidpointRounding.AwayFromZero);

    private static void CheckParts(int count, params ReadOnlySpan<(string Name, int Count)> parts)
    {
        foreach ((string name, int size) in parts)
        {
            if (size < 1)
            {
                string sizes = string.Join(", ", parts.ToArray().Select(part => $"{part.Count} for {part.Name}"));
                throw new ArgumentException($"Each part must have at least one sample; {count} samples split into {sizes}: none is left for {name}.");
            }
        }
    }

    /// <summary>Deals the samples in shuffled order to parts of the given sizes; those that remain are the last part.</summary>
    private static int[][] Deal<T>(Dataset<T> samples, int[] sizes, int seed, bool stratify)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Without classes all samples are of one.
        int[] classes = stratify ? samples.Classes() : new int[samples.Count];
        int[] remaining = ClassSizes(classes);
        if (stratify)
        {
            CheckClasses(remaining, sizes.Length + 1);
        }

        int[][] free = new int[sizes.Length][];
        for (int part = 0; part < sizes.Length; part++)
        {
            free[part] = Quotas.Share(remaining, sizes[part]);
            for (int i = 0; i < remaining.Length; i++)
            {
                remaining[i] -= free[part][i];
            }
        }

        var parts = new List<int>[sizes.Length + 1];
        for (int part = 0; part < parts.Length; part++)
        {
            parts[part] = [];
        }

        foreach (int sample in Shuffled(samples.Count, seed))
        {
            int part = Array.FindIndex(free, places => places[classes[sample]] > 0);
            if (part >= 0)
            {
                free[part][classes[sample]]--;
            }

            parts[part >= 0 ? part : sizes.Length].Add(sample);
        }

        return [.. parts.Select(part => part.ToArray())];
    }

    private static int[] ClassSizes(int[] classes)
    {
        int[] sizes = new int[classes.Max() + 1];
        foreach (int sampleClass in classes)
        {
            sizes[sampleClass]++;
        }

        return sizes;
    }

    private static void CheckClasses(int[] sizes, int parts)
    {
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] > 0 && sizes[i] < parts)
            {
                throw new ArgumentException($"To keep the shares of classes in {parts} parts each class must have at least {parts} samples; class {i} has {sizes[i]}.");
            }
        }
    }

    private static int[] Shuffled(int count, int seed)
    {
        // A seeded System.Random keeps its sequence across versions of .NET; written out, so does the shuffle.
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int other = random.Next(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}

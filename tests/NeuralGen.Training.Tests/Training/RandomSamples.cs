using System.Numerics;

namespace NeuralGen.Training.Tests.Training;

/// <summary>Samples that a network can learn something from.</summary>
internal static class RandomSamples
{
    /// <summary>Inputs between -1 and 1, and the class of the greatest of the first ones.</summary>
    public static Dataset<T> Labelled<T>(int count, int inputSize, int classCount, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] inputs = Inputs<T>(count * inputSize, seed);
        int[] labels = [.. Enumerable.Range(0, count).Select(i =>
            Enumerable.Range(0, classCount).MaxBy(k => inputs[(i * inputSize) + (k % inputSize)]))];
        return Dataset.FromLabels(inputs, labels, inputSize, classCount);
    }

    /// <summary>Inputs between -1 and 1, and for targets the sines of their sums.</summary>
    public static Dataset<T> Numeric<T>(int count, int inputSize, int targetSize, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] inputs = Inputs<T>(count * inputSize, seed);
        T[] targets = new T[count * targetSize];
        for (int i = 0; i < targets.Length; i++)
        {
            double sum = inputs.Skip(i / targetSize * inputSize).Take(inputSize).Sum(double.CreateTruncating);
            targets[i] = T.CreateTruncating(Math.Sin(sum + (i % targetSize)));
        }

        return new Dataset<T>(inputs, targets, inputSize, targetSize);
    }

    private static T[] Inputs<T>(int length, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating((2 * random.NextDouble()) - 1))];
    }
}

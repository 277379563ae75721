using System.Numerics;

namespace NeuralGen;

/// <summary>Creates data sets whose number format is inferred from the arguments.</summary>
public static class Dataset
{
    /// <summary>Samples with one class label each; as targets the labels are one-hot: 1 at the label, 0 elsewhere.</summary>
    /// <remarks>Only the labels are kept, a copy: one-hot rows are written batch by batch.</remarks>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="inputs">The inputs, row-major [n, <paramref name="inputSize"/>]. Not copied.</param>
    /// <param name="labels">The n labels, each from 0 to <paramref name="classCount"/> - 1.</param>
    /// <param name="inputSize">The number of inputs of one sample.</param>
    /// <param name="classCount">The number of classes, which is the number of outputs of a network for them.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="ArgumentException">A length or a label is wrong.</exception>
    public static Dataset<T> FromLabels<T>(T[] inputs, ReadOnlySpan<int> labels, int inputSize, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FromLabels(inputs, labels, inputSize, classCount, classCount);

    /// <summary>Samples with one class label each, for a network of as many outputs as classes or, of two classes, of a single one.</summary>
    /// <remarks>Only the labels are kept, a copy: targets are written batch by batch.</remarks>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="inputs">The inputs, row-major [n, <paramref name="inputSize"/>]. Not copied.</param>
    /// <param name="labels">The n labels, each from 0 to <paramref name="classCount"/> - 1.</param>
    /// <param name="inputSize">The number of inputs of one sample.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="outputSize">
    /// The number of outputs of the network: <paramref name="classCount"/>, for one-hot targets, or 1 where there are two
    /// classes, for which the target is the label as a number, 0 or 1.
    /// </param>
    /// <returns>The data set.</returns>
    /// <exception cref="ArgumentException">A length, a label or the number of outputs is wrong.</exception>
    public static Dataset<T> FromLabels<T>(T[] inputs, ReadOnlySpan<int> labels, int inputSize, int classCount, int outputSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        if (outputSize != classCount && !(outputSize == 1 && classCount == 2))
        {
            throw new ArgumentException($"The outputs for {classCount} classes must be {(classCount == 2 ? "2 or 1" : $"{classCount}")}; they are {outputSize}.", nameof(outputSize));
        }

        if (inputs.Length != (long)labels.Length * inputSize)
        {
            throw new ArgumentException($"The length of 'inputs' must be {(long)labels.Length * inputSize}, for {labels.Length} labels of {inputSize} inputs; it is {inputs.Length}.", nameof(inputs));
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
            {
                throw new ArgumentException($"The labels must be 0 to {classCount - 1}; label {i} is {labels[i]}.", nameof(labels));
            }
        }

        return new Dataset<T>(inputs, labels.ToArray(), inputSize, new LabelRows<T>(classCount, outputSize));
    }
}

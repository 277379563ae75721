using System.Numerics;

namespace NeuralGen;

/// <summary>Creates data sets whose number format is inferred from the arguments.</summary>
public static class Dataset
{
    /// <summary>Samples with one class label each; the targets become one-hot: 1 at the label, 0 elsewhere.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="inputs">The inputs, row-major [n, <paramref name="inputSize"/>]. Not copied.</param>
    /// <param name="labels">The n labels, each from 0 to <paramref name="classCount"/> - 1.</param>
    /// <param name="inputSize">The number of inputs of one sample.</param>
    /// <param name="classCount">The number of classes, which is the number of outputs of a network for them.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="ArgumentException">A length or a label is wrong.</exception>
    public static Dataset<T> FromLabels<T>(T[] inputs, ReadOnlySpan<int> labels, int inputSize, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        if (inputs.Length != (long)labels.Length * inputSize)
        {
            throw new ArgumentException($"The length of 'inputs' must be {(long)labels.Length * inputSize}, for {labels.Length} labels of {inputSize} inputs; it is {inputs.Length}.", nameof(inputs));
        }

        T[] targets = new T[checked(labels.Length * classCount)];
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
            {
                throw new ArgumentException($"The labels must be 0 to {classCount - 1}; label {i} is {labels[i]}.", nameof(labels));
            }

            targets[(i * classCount) + labels[i]] = T.One;
        }

        return new Dataset<T>(inputs, targets, inputSize, classCount);
    }
}

using System.Numerics;

namespace NeuralGen;

/// <summary>
/// Samples that a network is trained on in one step, for a training over batches of the user's own. The trainer copies
/// what it reads before it asks for the next batch, so the memory may be used again for that.
/// </summary>
/// <typeparam name="T">The number format.</typeparam>
public readonly struct Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A batch of inputs and the numbers a network shall give for them.</summary>
    /// <param name="inputs">The inputs, row-major [n, inputs of one sample]. Not copied.</param>
    /// <param name="targets">The targets, row-major [n, targets of one sample]. Not copied.</param>
    public Batch(ReadOnlyMemory<T> inputs, ReadOnlyMemory<T> targets)
    {
        Inputs = inputs;
        Targets = targets;
    }

    /// <summary>A batch of inputs and their class labels, which need no one-hot encoding.</summary>
    /// <param name="inputs">The inputs, row-major [n, inputs of one sample]. Not copied.</param>
    /// <param name="labels">
    /// The n labels, each from 0 to the number of the network's outputs less one, or 0 and 1 for a single output. Not copied.
    /// </param>
    public Batch(ReadOnlyMemory<T> inputs, ReadOnlyMemory<int> labels)
    {
        Inputs = inputs;
        Labels = labels;
        HasLabels = true;
    }

    /// <summary>The inputs, row-major.</summary>
    public ReadOnlyMemory<T> Inputs { get; }

    /// <summary>The targets, row-major; empty where there are labels.</summary>
    public ReadOnlyMemory<T> Targets { get; }

    /// <summary>The class labels; empty where the targets are numbers.</summary>
    public ReadOnlyMemory<int> Labels { get; }

    /// <summary>Whether the batch was made with labels.</summary>
    public bool HasLabels { get; }
}

using System.Numerics;

namespace NeuralGen;

/// <summary>The targets that class labels stand for, without a row in memory for each class.</summary>
internal sealed class LabelRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A one between zeros: the row of each label is a window on it.
    private readonly T[] _window;

    public LabelRows(int classCount, int outputSize)
    {
        ClassCount = classCount;
        OutputSize = outputSize;
        _window = new T[checked(classCount + outputSize - 1)];
        _window[outputSize == classCount ? classCount - 1 : 1] = T.One;
    }

    public int ClassCount { get; }

    public int OutputSize { get; }

    /// <summary>The target of a label: one-hot, or the label itself for a single output.</summary>
    public ReadOnlySpan<T> this[int label] =>
        _window.AsSpan(OutputSize == ClassCount ? ClassCount - 1 - label : label, OutputSize);

    /// <summary>Writes the targets of labels, one after the other.</summary>
    public void CopyTo(ReadOnlySpan<int> labels, Span<T> targets)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            this[labels[i]].CopyTo(targets[(i * OutputSize)..]);
        }
    }
}

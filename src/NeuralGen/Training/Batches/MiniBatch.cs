using System.Numerics;

namespace NeuralGen;

/// <summary>A buffer into which the samples of a mini-batch are gathered, used again for every batch.</summary>
internal sealed class MiniBatch<T>(int inputSize, int targetSize)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _inputs = [];
    private T[] _targets = [];

    /// <summary>The number of samples.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<T> Inputs => _inputs.AsSpan(0, Count * inputSize);

    public ReadOnlySpan<T> Targets => _targets.AsSpan(0, Count * targetSize);

    /// <summary>Fills the buffer with the samples at <paramref name="indices"/>, in that order.</summary>
    public void Gather(Dataset<T> samples, ReadOnlySpan<int> indices)
    {
        Resize(indices.Length);
        for (int i = 0; i < indices.Length; i++)
        {
            samples.Input(indices[i]).CopyTo(_inputs.AsSpan(i * inputSize));
            samples.Target(indices[i]).CopyTo(_targets.AsSpan(i * targetSize));
        }
    }

    /// <summary>Fills the buffer with inputs, and targets or the targets of labels. The sizes fit.</summary>
    public void Load(Batch<T> batch, LabelRows<T> rows)
    {
        Resize(batch.Inputs.Length / inputSize);
        batch.Inputs.Span.CopyTo(_inputs);
        if (batch.HasLabels)
        {
            rows.CopyTo(batch.Labels.Span, _targets);
        }
        else
        {
            batch.Targets.Span.CopyTo(_targets);
        }
    }

    private void Resize(int count)
    {
        if (_inputs.Length < (long)count * inputSize)
        {
            _inputs = new T[checked(count * inputSize)];
            _targets = new T[checked(count * targetSize)];
        }

        Count = count;
    }
}

using System.Numerics;

namespace NeuralGen;

/// <summary>A buffer into which the samples of a mini-batch are gathered, used again for every batch.</summary>
internal sealed class MiniBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _inputs;
    private readonly T[] _targets;
    private int _inputsLength;
    private int _targetsLength;

    public MiniBatch(int capacity, int inputSize, int targetSize)
    {
        _inputs = new T[checked(capacity * inputSize)];
        _targets = new T[checked(capacity * targetSize)];
    }

    public ReadOnlySpan<T> Inputs => _inputs.AsSpan(0, _inputsLength);

    public ReadOnlySpan<T> Targets => _targets.AsSpan(0, _targetsLength);

    /// <summary>Fills the buffer with the samples at <paramref name="indices"/>, in that order.</summary>
    public void Gather(Dataset<T> samples, ReadOnlySpan<int> indices)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            samples.Input(indices[i]).CopyTo(_inputs.AsSpan(i * samples.InputSize));
            samples.Target(indices[i]).CopyTo(_targets.AsSpan(i * samples.TargetSize));
        }

        _inputsLength = indices.Length * samples.InputSize;
        _targetsLength = indices.Length * samples.TargetSize;
    }
}

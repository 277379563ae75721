using System.Collections.Immutable;
using System.Numerics;

namespace NeuralGen;

/// <summary>Evaluates a network on samples. It keeps its buffers, so that evaluating allocates nothing for the samples.</summary>
internal sealed class Evaluator<TNetwork, T>(TNetwork network, int threads)
    where TNetwork : INeuralNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BatchSize = 256;

    private readonly Tally _tally = new(TNetwork.OutputSize);
    private T[] _outputs = [];

    /// <summary>Evaluates the network.</summary>
    /// <param name="samples">The samples; their sizes fit.</param>
    /// <param name="classes">Receives the class of each target and of its outputs, if given.</param>
    /// <param name="cancellationToken">Ends the evaluation between two batches.</param>
    /// <returns>The sums, which the next evaluation overwrites.</returns>
    public Tally Run(Dataset<T> samples, (ImmutableArray<int>.Builder Actual, ImmutableArray<int>.Builder Predicted)? classes, CancellationToken cancellationToken)
    {
        int outputSize = TNetwork.OutputSize;
        int capacity = checked(Math.Min(samples.Count, BatchSize) * outputSize);
        if (_outputs.Length < capacity)
        {
            _outputs = new T[capacity];
        }

        _tally.Clear();
        for (int start = 0; start < samples.Count; start += BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(BatchSize, samples.Count - start);
            network.ForwardBatch(
                samples.Inputs.Slice(start * samples.InputSize, count * samples.InputSize), _outputs.AsSpan(0, count * outputSize), threads);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<T> target = samples.Target(start + i);
                T loss = network.ComputeLoss(samples.Input(start + i), target);
                (int actual, int predicted) = _tally.Add(_outputs.AsSpan(i * outputSize, outputSize), target, loss);
                classes?.Actual.Add(actual);
                classes?.Predicted.Add(predicted);
            }
        }

        return _tally;
    }
}

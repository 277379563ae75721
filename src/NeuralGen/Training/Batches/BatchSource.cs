using System.Numerics;

namespace NeuralGen;

/// <summary>Where the batches of a training come from, epoch by epoch.</summary>
internal abstract class BatchSource<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The batch to train on.</summary>
    public abstract MiniBatch<T> Current { get; }

    /// <summary>The number of samples of an epoch, or 0 where only its end tells.</summary>
    public abstract int SampleCount { get; }

    /// <summary>Goes to the batches of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batchesDone">The number of batches to leave out: those trained on before an interruption.</param>
    public abstract void StartEpoch(int epoch, int batchesDone);

    /// <summary>Goes to the next batch of the epoch.</summary>
    /// <returns><see langword="false"/> when the epoch is over.</returns>
    public abstract bool MoveNext();

    /// <summary>The batch before the current one, or the last one at the end of an epoch; null when there is none.</summary>
    public abstract MiniBatch<T>? Previous();

    /// <inheritdoc/>
    public abstract void Dispose();
}

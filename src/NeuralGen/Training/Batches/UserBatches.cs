using System.Numerics;

namespace NeuralGen;

/// <summary>The batches of the user's own, enumerated anew each epoch.</summary>
internal sealed class UserBatches<TNetwork, T>(IEnumerable<Batch<T>> batches) : BatchSource<T>
    where TNetwork : INeuralNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LabelRows<T> _rows = new(Classifier.ClassCount(TNetwork.OutputSize), TNetwork.OutputSize);
    private MiniBatch<T> _current = new(TNetwork.InputSize, TNetwork.OutputSize);
    private MiniBatch<T> _previous = new(TNetwork.InputSize, TNetwork.OutputSize);
    private IEnumerator<Batch<T>>? _enumerator;
    private int _epoch;
    private int _number;

    public override MiniBatch<T> Current => _current;

    public override int SampleCount => 0;

    public override void StartEpoch(int epoch, int batchesDone)
    {
        Dispose();
        _epoch = epoch;
        _number = 0;
        _enumerator = batches.GetEnumerator();
        while (_number < batchesDone)
        {
            if (!_enumerator.MoveNext())
            {
                throw Unfit($"Epoch {epoch} has {_number} batches, but {batchesDone} had been trained on when the checkpoint was written. Continue with the same batches.");
            }

            _number++;
        }
    }

    public override bool MoveNext()
    {
        if (!_enumerator!.MoveNext())
        {
            return _number > 0
                ? false
                : throw Unfit($"There is no batch in epoch {_epoch}; expected at least one. The batches are enumerated anew for each epoch.");
        }

        Batch<T> batch = _enumerator.Current;
        _number++;
        ThrowIfOtherSizes(batch);
        (_current, _previous) = (_previous, _current);
        _current.Load(batch, _rows);
        return true;
    }

    public override MiniBatch<T>? Previous() => _previous.Count > 0 ? _previous : null;

    public override void Dispose()
    {
        IEnumerator<Batch<T>>? enumerator = _enumerator;
        _enumerator = null;
        enumerator?.Dispose();
    }

    private void ThrowIfOtherSizes(Batch<T> batch)
    {
        (int count, int rest) = Math.DivRem(batch.Inputs.Length, TNetwork.InputSize);
        if (count == 0 || rest != 0)
        {
            throw Wrong($"inputs must be a positive multiple of {TNetwork.InputSize}, the inputs of one sample; they are {batch.Inputs.Length}");
        }

        if (!batch.HasLabels)
        {
            if (batch.Targets.Length != (long)count * TNetwork.OutputSize)
            {
                throw Wrong($"targets must be {(long)count * TNetwork.OutputSize}, for {count} samples of {TNetwork.OutputSize}; they are {batch.Targets.Length}");
            }

            return;
        }

        if (batch.Labels.Length != count)
        {
            throw Wrong($"labels must be {count}, one for each sample; they are {batch.Labels.Length}");
        }

        ReadOnlySpan<int> labels = batch.Labels.Span;
        int wrong = labels.IndexOfAnyExceptInRange(0, _rows.ClassCount - 1);
        if (wrong >= 0)
        {
            throw Wrong($"labels must be 0 to {_rows.ClassCount - 1}; label {wrong} is {labels[wrong]}");
        }
    }

    private ArgumentException Wrong(string what) => Unfit($"Batch {_number} of epoch {_epoch}: the {what}.");

    /// <summary>The exception for the batches that the trainer was given under this name.</summary>
    private static ArgumentException Unfit(string message, string argument = nameof(batches)) => new(message, argument);
}

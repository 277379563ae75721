using System.Numerics;

namespace NeuralGen;

/// <summary>Watches the losses of a training, and sees to it that the network has good parameters when one is not finite.</summary>
/// <remarks>
/// <see cref="INeuralNetwork{T}.TrainBatch(ReadOnlySpan{T}, ReadOnlySpan{T}, Optimizer{T})"/> takes no step when the loss is not
/// finite. So the parameters are those from before the batch, and it remains to tell whether the batch is at fault or the step
/// before it. For a network that does step all the same, copies are at hand too.
/// </remarks>
internal sealed class StepGuard<TNetwork, T>
    where TNetwork : INeuralNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TNetwork _network;
    private readonly BatchSource<T> _source;
    private readonly GoodParameters<T> _good;
    private int _epoch;
    private int _batch;
    private bool _isChecked = true;

    public StepGuard(TNetwork network, BatchSource<T> source, int epoch, int batchesDone)
    {
        _network = network;
        _source = source;
        _good = new GoodParameters<T>(network.Parameters, epoch, batchesDone);
        (_epoch, _batch) = (epoch, batchesDone);
    }

    /// <summary>To be told of each batch after its step.</summary>
    /// <exception cref="TrainingDivergedException">The loss is not finite.</exception>
    public void ThrowIfDiverged(int epoch, int batch, int count, double loss)
    {
        if (!double.IsFinite(loss))
        {
            bool isGood = HasFiniteParameters && double.IsFinite(LossOf(_source.Previous()));
            throw Diverged(epoch, batch, loss, isGood);
        }

        (_epoch, _batch) = (epoch, batch);
        _isChecked = false;
        _good.AfterBatch(epoch, batch, count);
    }

    /// <summary>To be told of the results of an epoch: a finite loss over other samples shows that the last step was good.</summary>
    public void AfterEvaluation(EpochResult result)
    {
        double? loss = result.Validation?.Loss ?? result.Training?.Loss;
        _isChecked |= loss is { } value && double.IsFinite(value);
    }

    /// <summary>Checks the parameters after the last step, of which no batch has told yet.</summary>
    /// <exception cref="TrainingDivergedException">The step spoilt the parameters.</exception>
    public void ThrowIfSpoilt()
    {
        double loss = _isChecked ? 0 : LossOf(_source.Current);
        if (!double.IsFinite(loss) || !HasFiniteParameters)
        {
            throw Diverged(_epoch, _batch, _isChecked ? LossOf(_source.Current) : loss, isGood: false);
        }

        _isChecked = true;
    }

    private bool HasFiniteParameters => FiniteNumbers.AreAll<T>(_network.Parameters.Storage);

    private TrainingDivergedException Diverged(int epoch, int batch, double loss, bool isGood)
    {
        if (isGood)
        {
            return new TrainingDivergedException(epoch, batch, loss, KeptParameters.BeforeBatch, epoch, batch - 1);
        }

        return _good.Restore() is (int keptEpoch, int keptBatch)
            ? new TrainingDivergedException(epoch, batch, loss, KeptParameters.Restored, keptEpoch, keptBatch)
            : new TrainingDivergedException(epoch, batch, loss, KeptParameters.Spoilt, epoch, batch - 1);
    }

    /// <summary>The mean loss of a batch with the parameters as they are; 0 where there is no batch.</summary>
    private double LossOf(MiniBatch<T>? batch)
    {
        double sum = 0;
        int count = batch?.Count ?? 0;
        for (int i = 0; i < count; i++)
        {
            sum += double.CreateTruncating(_network.ComputeLoss(
                batch!.Inputs.Slice(i * TNetwork.InputSize, TNetwork.InputSize),
                batch.Targets.Slice(i * TNetwork.OutputSize, TNetwork.OutputSize)));
        }

        return count == 0 ? 0 : sum / count;
    }
}

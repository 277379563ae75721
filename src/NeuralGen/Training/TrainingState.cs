namespace NeuralGen;

/// <summary>
/// How far a training has come, beside parameters, optimiser and schedule: all that has to be known to go on after an
/// interruption.
/// </summary>
internal sealed class TrainingState
{
    /// <summary>The learning rate that the optimiser had before the training.</summary>
    public double FirstRate { get; set; }

    /// <summary>The epoch in progress or to come, from 1.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Whether the schedule has been asked for this epoch's learning rate.</summary>
    public bool HasRate { get; set; }

    /// <summary>The number of this epoch's batches that have been trained on.</summary>
    public int BatchesDone { get; set; }

    /// <summary>The number of samples of these batches.</summary>
    public int SamplesDone { get; set; }

    /// <summary>The sum of the losses of these samples.</summary>
    public double LossSum { get; set; }

    /// <summary>The time spent on these batches.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>The results of the epochs before. A linked list, for an array that grows would allocate at some epochs what they all need.</summary>
    public LinkedList<EpochResult> Results { get; } = [];

    /// <summary>The best epoch so far by the metric of early stopping, or 0.</summary>
    public int BestEpoch { get; set; }

    /// <summary>The metric's value in the best epoch.</summary>
    public double? BestValue { get; set; }

    /// <summary>The number of epochs without improvement since the best one.</summary>
    public int BadEpochs { get; set; }

    /// <summary>The loss of the epoch before, on validation data where there is some.</summary>
    public double? LastLoss => Results.Last?.Value is { } result ? result.ValidationLoss ?? result.Loss : null;

    public double Loss => LossSum / SamplesDone;

    public void AddBatch(int count, double loss)
    {
        // The last batch may be smaller: its mean counts by its samples.
        LossSum += count * loss;
        SamplesDone = checked(SamplesDone + count);
        BatchesDone = checked(BatchesDone + 1);
    }

    /// <summary>Ends the epoch and goes to the next.</summary>
    /// <param name="result">What the epoch came to.</param>
    /// <param name="stopping">The rule of early stopping, if there is one.</param>
    /// <param name="value">The value of its metric.</param>
    /// <returns>Whether the epoch is the best so far.</returns>
    public bool CloseEpoch(EpochResult result, EarlyStopping? stopping, double value)
    {
        bool isBest = stopping?.IsImprovement(value, BestValue) ?? false;
        if (isBest)
        {
            (BestEpoch, BestValue, BadEpochs) = (Epoch, value, 0);
        }
        else if (stopping is not null)
        {
            BadEpochs++;
        }

        Results.AddLast(result);
        Epoch++;
        (HasRate, BatchesDone, SamplesDone, LossSum, Elapsed) = (false, 0, 0, 0, TimeSpan.Zero);
        return isBest;
    }

    public bool IsStopped(EarlyStopping? stopping) => stopping is not null && BadEpochs >= stopping.Patience;
}

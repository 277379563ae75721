namespace NeuralGen;

/// <summary>
/// A report from training: about twenty within each epoch (after 1, 2, 4, ... batches while nobody knows how long it is), and
/// one at its end with <see cref="CompletedEpoch"/>.
/// A value type, so that reporting allocates nothing.
/// </summary>
/// <param name="Epoch">The epoch in progress, from 1.</param>
/// <param name="EpochCount">The number of epochs.</param>
/// <param name="SamplesDone">How many samples of this epoch have been trained on.</param>
/// <param name="SampleCount">
/// The number of samples of an epoch. For batches of the user's own it is that of the epoch before, and 0 in the first epoch.
/// </param>
/// <param name="Loss">The mean loss over those samples, each taken before its batch's step.</param>
/// <param name="CompletedEpoch">The epoch's result, validation included, once it is complete.</param>
public readonly record struct TrainingProgress(
    int Epoch,
    int EpochCount,
    int SamplesDone,
    int SampleCount,
    double Loss,
    EpochResult? CompletedEpoch)
{
    /// <summary>How much of this epoch is done: 0 to 1. It is 0 while nobody knows how long the epoch is.</summary>
    public double EpochFraction => SampleCount == 0 ? 0 : Math.Min(1, (double)SamplesDone / SampleCount);
}

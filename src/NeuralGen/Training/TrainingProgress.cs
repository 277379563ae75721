namespace NeuralGen;

/// <summary>
/// A report from training: about twenty within each epoch, and one at its end with <see cref="CompletedEpoch"/>.
/// A value type, so that reporting allocates nothing.
/// </summary>
/// <param name="Epoch">The epoch in progress, from 1.</param>
/// <param name="EpochCount">The number of epochs.</param>
/// <param name="SamplesDone">How many samples of this epoch have been trained on.</param>
/// <param name="SampleCount">The number of samples of an epoch.</param>
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
    /// <summary>How much of this epoch is done: 0 to 1.</summary>
    public double EpochFraction => (double)SamplesDone / SampleCount;
}

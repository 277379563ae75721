using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>What one epoch of training came to.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">The mean loss over the training samples, each taken before its batch's step.</param>
/// <param name="ValidationLoss">The mean loss over the validation samples after the epoch, if there are any.</param>
/// <param name="ValidationAccuracy">The share of validation samples classified rightly, 0 to 1, if there are any.</param>
/// <param name="SampleCount">The number of training samples.</param>
/// <param name="Elapsed">The time of the training, without validation.</param>
public sealed record EpochResult(
    int Epoch,
    double Loss,
    double? ValidationLoss,
    double? ValidationAccuracy,
    int SampleCount,
    TimeSpan Elapsed)
{
    /// <summary>Training samples per second.</summary>
    public double SamplesPerSecond => SampleCount / Elapsed.TotalSeconds;
}

/// <summary>The course of a training.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(ImmutableArray<EpochResult> epochs)
    {
        Epochs = epochs;
        foreach (EpochResult epoch in epochs)
        {
            Elapsed += epoch.Elapsed;
        }
    }

    /// <summary>The epochs in order; at least one.</summary>
    public ImmutableArray<EpochResult> Epochs { get; }

    /// <summary>The last epoch.</summary>
    public EpochResult Last => Epochs[^1];

    /// <summary>The time of all epochs, without validation.</summary>
    public TimeSpan Elapsed { get; }
}

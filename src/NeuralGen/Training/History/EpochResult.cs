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
    /// <summary>The learning rate of the epoch's last step; 0 for an optimiser that has none.</summary>
    public double LearningRate { get; init; }

    /// <summary>Loss and metrics over the training samples after the epoch, if <see cref="TrainerOptions.EvaluateTraining"/> asked for them.</summary>
    public MetricValues? Training { get; init; }

    /// <summary>Loss and metrics over the validation samples after the epoch, if there are any.</summary>
    public MetricValues? Validation { get; init; }

    /// <summary>Training samples per second.</summary>
    public double SamplesPerSecond => SampleCount / Elapsed.TotalSeconds;
}

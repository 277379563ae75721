namespace NeuralGen;

/// <summary>
/// Ends a training when it no longer gets better, as validation data tell or, without them, the training data. Set it by
/// <see cref="TrainerOptions.EarlyStopping"/>.
/// </summary>
public sealed record EarlyStopping
{
    private readonly int _patience = 10;
    private readonly double _minimumImprovement;
    private readonly Metric _metric = Metric.Loss;

    /// <summary>
    /// What is to get better: lower or higher, as is the metric's nature. The default is the loss. Without validation data it is
    /// the loss that the epoch trained with, or what <see cref="TrainerOptions.EvaluateTraining"/> gives.
    /// </summary>
    public Metric Metric
    {
        get => _metric;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Metric));
            _metric = value;
        }
    }

    /// <summary>The number of epochs in a row without improvement after which the training ends; at least 1. The default is 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Patience
    {
        get => _patience;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Patience));
            _patience = value;
        }
    }

    /// <summary>By how much the metric must be better than the best so far to count as an improvement, in its own unit. At least 0, the default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double MinimumImprovement
    {
        get => _minimumImprovement;
        init => _minimumImprovement = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MinimumImprovement), value, "MinimumImprovement must be at least 0 and finite.");
    }

    /// <summary>
    /// Whether the network has the parameters of the best epoch at the end of the training, be it by early stopping or after all
    /// epochs. The default is <see langword="true"/>; it costs the memory of one copy of the parameters.
    /// </summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>Whether a value is an improvement on the best so far. What is not finite never is.</summary>
    internal bool IsImprovement(double value, double? best)
    {
        if (!double.IsFinite(value))
        {
            return false;
        }

        return best is not { } soFar
            || (Metric.IsBetterWhenGreater ? value > soFar + MinimumImprovement : value < soFar - MinimumImprovement);
    }
}

namespace NeuralGen;

/// <summary>Multiplies the learning rate by a factor after each epoch, as PyTorch's ExponentialLR does.</summary>
public sealed class ExponentialSchedule : LearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="factor">What the rate is multiplied by; above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is outside its range.</exception>
    public ExponentialSchedule(double factor) => Factor = ThrowIfNotShare(factor, nameof(factor));

    /// <summary>What the rate is multiplied by.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public override double RateOf(double firstRate, int epoch, double? loss) => firstRate * Math.Pow(Factor, epoch);

    /// <inheritdoc/>
    protected override void DescribeState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.AddSetting(nameof(Factor), Factor);
    }
}

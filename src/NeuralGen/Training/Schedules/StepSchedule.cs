namespace NeuralGen;

/// <summary>Multiplies the learning rate by a factor every few epochs, as PyTorch's StepLR does.</summary>
public sealed class StepSchedule : LearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="epochs">The number of epochs with the same rate; at least 1.</param>
    /// <param name="factor">What the rate is then multiplied by; above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public StepSchedule(int epochs, double factor = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        Epochs = epochs;
        Factor = ThrowIfNotShare(factor, nameof(factor));
    }

    /// <summary>The number of epochs with the same rate.</summary>
    public int Epochs { get; }

    /// <summary>What the rate is then multiplied by.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public override double RateOf(double firstRate, int epoch, double? loss) => firstRate * Math.Pow(Factor, epoch / Epochs);

    /// <inheritdoc/>
    protected override void DescribeState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.AddSetting(nameof(Epochs), Epochs);
        state.AddSetting(nameof(Factor), Factor);
    }
}

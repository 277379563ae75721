namespace NeuralGen;

/// <summary>The learning rate of each epoch. A <see cref="Trainer{TNetwork, T}"/> follows it by <see cref="TrainerOptions.Schedule"/>.</summary>
public abstract class LearningRateSchedule
{
    /// <summary>The learning rate of an epoch.</summary>
    /// <param name="firstRate">The rate that the optimiser had before training.</param>
    /// <param name="epoch">The epoch to come, counted from 0.</param>
    /// <param name="loss">The loss of the epoch before, on validation data where there is some; <see langword="null"/> before the first.</param>
    /// <returns>The rate, positive and finite.</returns>
    public abstract double RateOf(double firstRate, int epoch, double? loss);

    private protected static double ThrowIfNotShare(double value, string name) =>
        value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and at most 1.");

    private protected static double ThrowIfNegative(double value, string name) =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0 and finite.");
}

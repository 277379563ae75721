namespace NeuralGen;

/// <summary>The learning rate of each epoch. A <see cref="Trainer{TNetwork, T}"/> follows it by <see cref="TrainerOptions.Schedule"/>.</summary>
public abstract class LearningRateSchedule
{
    /// <summary>The learning rate of an epoch.</summary>
    /// <param name="firstRate">The rate that the optimiser had before training.</param>
    /// <param name="epoch">The epoch to come, counted from 0.</param>
    /// <param name="loss">The loss of the epoch before, on validation data where there is some; <see langword="null"/> before the first.</param>
    /// <returns>The rate, at least 0 and finite.</returns>
    public abstract double RateOf(double firstRate, int epoch, double? loss);

    /// <summary>What the schedule keeps from epoch to epoch.</summary>
    /// <returns>The state, to be saved or given to another instance by <see cref="RestoreState"/>.</returns>
    public SavedState CaptureState()
    {
        var state = new SavedState(GetType().Name);
        DescribeState(state);
        return state;
    }

    /// <summary>Goes on where another instance was: all rates from here on are, to the last bit, those that it would have given.</summary>
    /// <param name="state">The state of a schedule of the same kind, created with the same settings.</param>
    /// <exception cref="ArgumentException">
    /// The state is that of another kind of schedule or of other settings, which are named, or it is not complete. This instance
    /// is as it was then.
    /// </exception>
    public void RestoreState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.ThrowUnlessFor(CaptureState());
        ReadState(state);
    }

    /// <summary>
    /// Adds the settings that the schedule was created with, and what it keeps from epoch to epoch. A schedule that keeps
    /// something overrides this and <see cref="ReadState"/>; one that keeps nothing needs neither, but should add its settings,
    /// so that a training is not continued with others.
    /// </summary>
    /// <param name="state">Receives settings, counts and numbers.</param>
    protected virtual void DescribeState(SavedState state)
    {
    }

    /// <summary>
    /// Takes over what <see cref="DescribeState"/> added; the settings have been compared already. Checks everything
    /// (<see cref="SavedState.ThrowUnlessOf"/>) before it changes anything.
    /// </summary>
    /// <param name="state">The state of a schedule of the same class and settings.</param>
    /// <exception cref="ArgumentException">The state is not complete, or holds more than it should.</exception>
    protected virtual void ReadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.ThrowUnlessOf([], []);
    }

    private protected static double ThrowIfNotShare(double value, string name) =>
        value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and at most 1.");

    private protected static double ThrowIfNegative(double value, string name) =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0 and finite.");
}

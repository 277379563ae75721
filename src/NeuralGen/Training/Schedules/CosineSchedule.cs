namespace NeuralGen;

/// <summary>
/// Raises the learning rate in a straight line over a few epochs, then lowers it along half a cosine (Loshchilov and Hutter,
/// 2017), as PyTorch's CosineAnnealingLR does, LinearLR before it. Like that one it goes on along the cosine: a training of
/// more epochs than the schedule has sees the rate rise again.
/// </summary>
public sealed class CosineSchedule : LearningRateSchedule
{
    private readonly int _warmUp;
    private readonly double? _warmUpStart;
    private readonly double _lowest;

    /// <summary>Creates the schedule.</summary>
    /// <param name="epochs">The number of epochs after the warm-up until the rate is lowest; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public CosineSchedule(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        Epochs = epochs;
    }

    /// <summary>The number of epochs after the warm-up until the rate is lowest.</summary>
    public int Epochs { get; }

    /// <summary>The number of epochs with smaller rates at the beginning: 1 / (n + 1) of the first rate, then 2 / (n + 1), ... The default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int WarmUp
    {
        get => _warmUp;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(WarmUp));
            _warmUp = value;
        }
    }

    /// <summary>
    /// The share of the first rate in the first epoch of the warm-up, above 0 and at most 1: LinearLR's start_factor.
    /// <see langword="null"/>, the default, for 1 / (n + 1), the first of n + 1 equal steps.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? WarmUpStart
    {
        get => _warmUpStart;
        init => _warmUpStart = value is { } start ? ThrowIfNotShare(start, nameof(WarmUpStart)) : null;
    }

    /// <summary>The rate at the end. At least 0; the default is 0, which is reached after the last epoch of the schedule.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Lowest
    {
        get => _lowest;
        init => _lowest = ThrowIfNegative(value, nameof(Lowest));
    }

    /// <inheritdoc/>
    public override double RateOf(double firstRate, int epoch, double? loss)
    {
        if (epoch < _warmUp)
        {
            return _warmUpStart is { } start
                ? firstRate * (start + ((1 - start) * epoch / _warmUp))
                : firstRate * (epoch + 1) / (_warmUp + 1);
        }

        double done = (epoch - _warmUp) / (double)Epochs;
        return _lowest + ((firstRate - _lowest) * (1 + Math.Cos(Math.PI * done)) / 2);
    }

    /// <inheritdoc/>
    protected override void DescribeState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.AddSetting(nameof(Epochs), Epochs);
        state.AddSetting(nameof(WarmUp), WarmUp);
        state.AddSetting(nameof(WarmUpStart), WarmUpStart ?? 0);
        state.AddSetting(nameof(Lowest), Lowest);
    }
}

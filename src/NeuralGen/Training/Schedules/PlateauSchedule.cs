namespace NeuralGen;

/// <summary>
/// Lowers the learning rate when the loss no longer falls, as PyTorch's ReduceLROnPlateau does. An instance follows one
/// training at a time; the first epoch of another one begins anew.
/// </summary>
public sealed class PlateauSchedule : LearningRateSchedule
{
    // A change that makes no difference, as PyTorch has it.
    private const double SmallestChange = 1e-8;

    private const string BestName = "best";
    private const string RateName = "rate";
    private const string BadEpochsName = "bad_epochs";
    private const string CoolDownLeftName = "cool_down_left";

    private readonly double _factor = 0.1;
    private readonly int _patience = 10;
    private readonly double _threshold = 1e-4;
    private readonly int _coolDown;
    private readonly double _lowest;
    private double _best = double.PositiveInfinity;
    private double? _rate;
    private int _badEpochs;
    private int _coolDownLeft;

    /// <summary>What the rate is multiplied by; above 0 and at most 1. The default is 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Factor
    {
        get => _factor;
        init => _factor = ThrowIfNotShare(value, nameof(Factor));
    }

    /// <summary>The number of epochs without a better loss that are borne. At least 0; the default is 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Patience
    {
        get => _patience;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Patience));
            _patience = value;
        }
    }

    /// <summary>The share by which a loss has to be below the best one to be better. At least 0; the default is 1e-4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Threshold
    {
        get => _threshold;
        init => _threshold = ThrowIfNegative(value, nameof(Threshold));
    }

    /// <summary>The number of epochs after a change of rate that do not count. At least 0; the default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int CoolDown
    {
        get => _coolDown;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(CoolDown));
            _coolDown = value;
        }
    }

    /// <summary>The rate below which it does not go. At least 0; the default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Lowest
    {
        get => _lowest;
        init => _lowest = ThrowIfNegative(value, nameof(Lowest));
    }

    /// <inheritdoc/>
    public override double RateOf(double firstRate, int epoch, double? loss)
    {
        if (epoch == 0)
        {
            Restart();
        }

        double rate = _rate ?? firstRate;
        if (loss is { } observed)
        {
            rate = After(observed, rate);
        }

        _rate = rate;
        return rate;
    }

    private void Restart()
    {
        _best = double.PositiveInfinity;
        _rate = null;
        _badEpochs = 0;
        _coolDownLeft = 0;
    }

    /// <inheritdoc/>
    protected override void DescribeState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.AddSetting(nameof(Factor), Factor);
        state.AddSetting(nameof(Patience), Patience);
        state.AddSetting(nameof(Threshold), Threshold);
        state.AddSetting(nameof(CoolDown), CoolDown);
        state.AddSetting(nameof(Lowest), Lowest);
        state.AddNumber(BestName, _best);

        // NaN, which no rate is, stands for none: before the first epoch.
        state.AddNumber(RateName, _rate ?? double.NaN);
        state.AddCount(BadEpochsName, _badEpochs);
        state.AddCount(CoolDownLeftName, _coolDownLeft);
    }

    /// <inheritdoc/>
    protected override void ReadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.ThrowUnlessOf([BadEpochsName, CoolDownLeftName], [BestName, RateName]);
        int badEpochs = CountOf(state, BadEpochsName);
        int coolDownLeft = CountOf(state, CoolDownLeftName);
        double rate = state.Numbers[RateName];
        _best = state.Numbers[BestName];
        _rate = double.IsNaN(rate) ? null : rate;
        _badEpochs = badEpochs;
        _coolDownLeft = coolDownLeft;
    }

    private static int CountOf(SavedState state, string name) =>
        state.Counts[name] is >= 0 and <= int.MaxValue and long count
            ? (int)count
            : throw new ArgumentException($"The count '{name}' of a state of {state.Kind} must be 0 to {int.MaxValue}; it is {state.Counts[name]}.", nameof(state));

    private double After(double loss, double rate)
    {
        bool isBetter = loss < _best * (1 - _threshold);
        _best = isBetter ? loss : _best;
        _badEpochs = isBetter ? 0 : _badEpochs + 1;
        if (_coolDownLeft > 0)
        {
            _coolDownLeft--;
            _badEpochs = 0;
        }

        if (_badEpochs <= _patience)
        {
            return rate;
        }

        _coolDownLeft = _coolDown;
        _badEpochs = 0;
        double lowered = Math.Max(rate * _factor, _lowest);
        return rate - lowered > SmallestChange ? lowered : rate;
    }
}

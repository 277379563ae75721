using System.Numerics;

namespace NeuralGen;

/// <summary>What <see cref="Adam{T}"/> and <see cref="AdamW{T}"/> share: all but the way in which weights decay.</summary>
/// <remarks>
/// The moments m and v are allocated in the first step, which ties the instance to one network; later steps allocate
/// nothing. The betas and epsilon are <see cref="double"/> for every <typeparamref name="T"/>, because 1 - beta2
/// computed in single precision would already be wrong in the fifth digit.
/// </remarks>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public abstract class AdamOptimizer<T> : DecayingOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string StepName = "step";
    private const string FirstMomentName = "first_moment";
    private const string SecondMomentName = "second_moment";
    private const string LargestSecondMomentName = "largest_second_moment";

    private readonly double _beta1 = 0.9;
    private readonly double _beta2 = 0.999;
    private readonly double _epsilon = 1e-8;
    private ParameterVector<T>? _firstMoment;
    private ParameterVector<T>? _secondMoment;
    private ParameterVector<T>? _largestSecondMoment;

    private protected AdamOptimizer(T learningRate, double weightDecay)
        : base(learningRate, weightDecay)
    {
    }

    private protected abstract bool IsDecayDecoupled { get; }

    /// <summary>How much of the mean of gradients, m, a step keeps: at least 0 and less than 1. The default is 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Beta1
    {
        get => _beta1;
        init => _beta1 = ThrowIfNotShare(value, nameof(Beta1));
    }

    /// <summary>How much of the mean of squared gradients, v, a step keeps: at least 0 and less than 1. The default is 0.999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Beta2
    {
        get => _beta2;
        init => _beta2 = ThrowIfNotShare(value, nameof(Beta2));
    }

    /// <summary>Keeps the denominator away from zero. Positive and finite in <typeparamref name="T"/>; the default is 1e-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Epsilon
    {
        get => _epsilon;
        init => _epsilon = ThrowIfNotEpsilon(value);
    }

    /// <summary>Whether the largest v so far takes the place of v in the denominator (AMSGrad). The default is <see langword="false"/>.</summary>
    public bool AmsGrad { get; init; }

    /// <summary>The number of steps performed, t.</summary>
    public long StepCount { get; private set; }

    /// <inheritdoc/>
    public override void Step(ParameterVector<T> parameters, ParameterVector<T> gradient)
    {
        ThrowIfMismatched(parameters, gradient, _firstMoment);
        _firstMoment ??= new ParameterVector<T>(parameters.Layout);
        _secondMoment ??= new ParameterVector<T>(parameters.Layout);
        _largestSecondMoment ??= AmsGrad ? new ParameterVector<T>(parameters.Layout) : null;
        StepCount++;
        foreach (Segment segment in SegmentsOf(parameters.Layout))
        {
            double decay = DecayIn(segment);
            (double coupled, double decoupled) = IsDecayDecoupled ? (0.0, decay) : (decay, 0.0);
            var coefficients = new AdamCoefficients<T>(
                _beta1, _beta2, _epsilon, StepCount, double.CreateTruncating(LearningRate), coupled, decoupled);
            if (AmsGrad)
            {
                UpdatePass.Run(new AmsGradRule<T>(coefficients), segment, parameters, gradient, _firstMoment, _secondMoment, _largestSecondMoment);
            }
            else
            {
                UpdatePass.Run(new AdamRule<T>(coefficients), segment, parameters, gradient, _firstMoment, _secondMoment);
            }
        }
    }

    /// <inheritdoc/>
    protected override void DescribeState(OptimizerState<T> state)
    {
        base.DescribeState(state);
        state.AddSetting(nameof(Beta1), Beta1);
        state.AddSetting(nameof(Beta2), Beta2);
        state.AddSetting(nameof(Epsilon), Epsilon);
        state.AddSetting(nameof(AmsGrad), AmsGrad);
        state.AddCount(StepName, StepCount);
        state.AddVector(FirstMomentName, _firstMoment);
        state.AddVector(SecondMomentName, _secondMoment);
        state.AddVector(LargestSecondMomentName, _largestSecondMoment);
    }

    /// <inheritdoc/>
    protected override void ReadState(OptimizerState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        bool hasStepped = AmsGrad
            ? state.HasVectors([StepName], [], FirstMomentName, SecondMomentName, LargestSecondMomentName)
            : state.HasVectors([StepName], [], FirstMomentName, SecondMomentName);
        StepCount = StepsOf(state, StepName, hasStepped);
        _firstMoment = hasStepped ? state.CopyOf(FirstMomentName) : null;
        _secondMoment = hasStepped ? state.CopyOf(SecondMomentName) : null;
        _largestSecondMoment = hasStepped && AmsGrad ? state.CopyOf(LargestSecondMomentName) : null;
    }
}

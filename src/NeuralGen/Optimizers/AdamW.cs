using System.Numerics;

namespace NeuralGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019), with PyTorch's options, defaults and order of operations:
/// <code>
/// theta := theta - eta decay theta
/// </code>
/// comes first, and the rest is <see cref="Adam{T}"/> without a decay of its own.
/// </summary>
/// <remarks>The moments m and v are allocated in the first step, which ties the instance to one network; later steps allocate nothing.</remarks>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public sealed class AdamW<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _beta1 = 0.9;
    private readonly double _beta2 = 0.999;
    private readonly double _epsilon = 1e-8;
    private readonly double _weightDecay = 0.01;
    private ParameterVector<T>? _firstMoment;
    private ParameterVector<T>? _secondMoment;
    private ParameterVector<T>? _largestSecondMoment;

    /// <summary>Creates the optimiser.</summary>
    /// <param name="learningRate">The learning rate eta; positive and finite. 0.001 is a common start.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive and finite.</exception>
    public AdamW(T learningRate)
        : base(learningRate)
    {
    }

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

    /// <summary>The weight decay, a share of eta theta that each step takes away. At least 0; the default is 0.01.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double WeightDecay
    {
        get => _weightDecay;
        init => _weightDecay = ThrowIfNegative(value, nameof(WeightDecay));
    }

    /// <summary>Whether biases decay as weights do. The default is <see langword="false"/>; PyTorch's decay is for all.</summary>
    public bool DecayBiases { get; init; }

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
        foreach (Segment segment in SegmentsOf(parameters.Layout, _weightDecay != 0, DecayBiases))
        {
            double decay = segment.Decays ? _weightDecay : 0;
            var coefficients = new AdamCoefficients<T>(
                _beta1, _beta2, _epsilon, StepCount, double.CreateTruncating(LearningRate), 0, decay);
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
}

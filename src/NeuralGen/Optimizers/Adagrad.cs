using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralGen;

/// <summary>
/// Adagrad (Duchi, Hazan and Singer, 2011) with PyTorch's options, defaults and order of operations. In step t, with the
/// gradient g:
/// <code>
/// g     := g + decay theta
/// s     := s + g^2
/// theta := theta - eta / (1 + (t - 1) learning rate decay) * g / (sqrt(s) + epsilon)
/// </code>
/// </summary>
/// <remarks>The sum s is allocated in the first step, which ties the instance to one network; later steps allocate nothing.</remarks>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public sealed class Adagrad<T> : DecayingOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string StepName = "step";
    private const string SumName = "sum";

    private readonly double _epsilon = 1e-10;
    private readonly double _learningRateDecay;
    private readonly double _initialAccumulator;
    private ParameterVector<T>? _sum;

    /// <summary>Creates the optimiser.</summary>
    /// <param name="learningRate">The learning rate eta; positive and finite. 0.01 is a common start.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive and finite.</exception>
    public Adagrad(T learningRate)
        : base(learningRate)
    {
    }

    /// <summary>How fast the learning rate falls with the number of steps. At least 0; the default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double LearningRateDecay
    {
        get => _learningRateDecay;
        init => _learningRateDecay = ThrowIfNegative(value, nameof(LearningRateDecay));
    }

    /// <summary>What the sums of squares start from. At least 0; the default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double InitialAccumulator
    {
        get => _initialAccumulator;
        init => _initialAccumulator = ThrowIfNegative(value, nameof(InitialAccumulator));
    }

    /// <summary>Keeps the denominator away from zero. Positive and finite in <typeparamref name="T"/>; the default is 1e-10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Epsilon
    {
        get => _epsilon;
        init => _epsilon = ThrowIfNotEpsilon(value);
    }

    /// <summary>The number of steps performed, t.</summary>
    public long StepCount { get; private set; }

    /// <inheritdoc/>
    public override void Step(ParameterVector<T> parameters, ParameterVector<T> gradient)
    {
        ThrowIfMismatched(parameters, gradient, _sum);
        if (_sum is null)
        {
            _sum = new ParameterVector<T>(parameters.Layout);
            _sum.Storage.Fill(T.CreateTruncating(_initialAccumulator));
        }

        double rate = double.CreateTruncating(LearningRate) / (1 + (StepCount * _learningRateDecay));
        StepCount++;
        foreach (Segment segment in SegmentsOf(parameters.Layout))
        {
            UpdatePass.Run(new Rule(rate, DecayIn(segment), _epsilon), segment, parameters, gradient, _sum);
        }
    }

    /// <inheritdoc/>
    protected override void DescribeState(OptimizerState<T> state)
    {
        base.DescribeState(state);
        state.AddSetting(nameof(LearningRateDecay), LearningRateDecay);
        state.AddSetting(nameof(InitialAccumulator), InitialAccumulator);
        state.AddSetting(nameof(Epsilon), Epsilon);
        state.AddCount(StepName, StepCount);
        state.AddVector(SumName, _sum);
    }

    /// <inheritdoc/>
    protected override void ReadState(OptimizerState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        bool hasStepped = state.HasVectors([StepName], [], SumName);
        StepCount = StepsOf(state, StepName, hasStepped);
        _sum = hasStepped ? state.CopyOf(SumName) : null;
    }

    private readonly struct Rule(double learningRate, double decay, double epsilon) : IUpdateRule<T>
    {
        private readonly T _eta = T.CreateTruncating(learningRate);
        private readonly T _decay = T.CreateTruncating(decay);
        private readonly T _epsilon = T.CreateTruncating(epsilon);

        public static int StateCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TVector>(ref TVector theta, TVector g, ref TVector first, ref TVector second, ref TVector third)
            where TVector : struct, IUpdateVector<TVector, T>
        {
            TVector gradient = TVector.MultiplyAdd(TVector.Broadcast(_decay), theta, g);
            first = TVector.MultiplyAdd(gradient, gradient, first);
            theta -= TVector.Broadcast(_eta) * gradient / (TVector.SquareRoot(first) + TVector.Broadcast(_epsilon));
        }
    }
}

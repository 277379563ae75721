using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralGen;

/// <summary>
/// RMSProp (Tieleman and Hinton, 2012) with PyTorch's options, defaults and order of operations. With the gradient g:
/// <code>
/// g     := g + decay theta
/// v     := alpha v + (1 - alpha) g^2
/// m     := m + (1 - alpha) (g - m)                     centred, else m = 0
/// u     := momentum u + g / (sqrt(v - m^2) + epsilon)
/// theta := theta - eta u
/// </code>
/// </summary>
/// <remarks>State is allocated in the first step, which ties the instance to one network; later steps allocate nothing.</remarks>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public sealed class RmsProp<T> : DecayingOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string MeanSquareName = "mean_square";
    private const string VelocityName = "velocity";
    private const string MeanName = "mean";

    private readonly double _alpha = 0.99;
    private readonly double _epsilon = 1e-8;
    private readonly double _momentum;
    private ParameterVector<T>? _meanSquare;
    private ParameterVector<T>? _velocity;
    private ParameterVector<T>? _mean;

    /// <summary>Creates the optimiser.</summary>
    /// <param name="learningRate">The learning rate eta; positive and finite. 0.01 is a common start.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive and finite.</exception>
    public RmsProp(T learningRate)
        : base(learningRate)
    {
    }

    /// <summary>How much of the mean of squared gradients a step keeps: at least 0 and less than 1. The default is 0.99.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Alpha
    {
        get => _alpha;
        init => _alpha = ThrowIfNotShare(value, nameof(Alpha));
    }

    /// <summary>Keeps the denominator away from zero. Positive and finite in <typeparamref name="T"/>; the default is 1e-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Epsilon
    {
        get => _epsilon;
        init => _epsilon = ThrowIfNotEpsilon(value);
    }

    /// <summary>How much of its velocity a step keeps: at least 0 and less than 1. The default is 0, no momentum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Momentum
    {
        get => _momentum;
        init => _momentum = ThrowIfNotShare(value, nameof(Momentum));
    }

    /// <summary>Whether squares are taken about the mean of the gradients, as a variance. The default is <see langword="false"/>.</summary>
    public bool Centered { get; init; }

    /// <summary>Whether the mean of squares is all it keeps.</summary>
    private bool IsPlain => _momentum == 0 && !Centered;

    /// <inheritdoc/>
    public override void Step(ParameterVector<T> parameters, ParameterVector<T> gradient)
    {
        ThrowIfMismatched(parameters, gradient, _meanSquare);
        bool plain = IsPlain;
        _meanSquare ??= new ParameterVector<T>(parameters.Layout);
        _velocity ??= plain ? null : new ParameterVector<T>(parameters.Layout);
        _mean ??= plain ? null : new ParameterVector<T>(parameters.Layout);
        foreach (Segment segment in SegmentsOf(parameters.Layout))
        {
            double decay = DecayIn(segment);
            if (plain)
            {
                UpdatePass.Run(new Rule(LearningRate, decay, _alpha, _epsilon), segment, parameters, gradient, _meanSquare);
            }
            else
            {
                var rule = new CenteredMomentumRule(LearningRate, decay, _alpha, _epsilon, _momentum, Centered);
                UpdatePass.Run(rule, segment, parameters, gradient, _meanSquare, _velocity, _mean);
            }
        }
    }

    /// <inheritdoc/>
    protected override void DescribeState(OptimizerState<T> state)
    {
        base.DescribeState(state);
        state.AddSetting(nameof(Alpha), Alpha);
        state.AddSetting(nameof(Epsilon), Epsilon);
        state.AddSetting(nameof(Momentum), Momentum);
        state.AddSetting(nameof(Centered), Centered);
        state.AddVector(MeanSquareName, _meanSquare);
        state.AddVector(VelocityName, _velocity);
        state.AddVector(MeanName, _mean);
    }

    /// <inheritdoc/>
    protected override void ReadState(OptimizerState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        bool hasStepped = IsPlain
            ? state.HasVectors([], [], MeanSquareName)
            : state.HasVectors([], [], MeanSquareName, VelocityName, MeanName);
        _meanSquare = hasStepped ? state.CopyOf(MeanSquareName) : null;
        _velocity = hasStepped && !IsPlain ? state.CopyOf(VelocityName) : null;
        _mean = hasStepped && !IsPlain ? state.CopyOf(MeanName) : null;
    }

    /// <summary>Neither momentum nor mean: the state is v.</summary>
    private readonly struct Rule(T learningRate, double decay, double alpha, double epsilon) : IUpdateRule<T>
    {
        private readonly T _eta = learningRate;
        private readonly T _decay = T.CreateTruncating(decay);
        private readonly T _alpha = T.CreateTruncating(alpha);
        private readonly T _oneMinusAlpha = T.CreateTruncating(1 - alpha);
        private readonly T _epsilon = T.CreateTruncating(epsilon);

        public static int StateCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TVector>(ref TVector theta, TVector g, ref TVector first, ref TVector second, ref TVector third)
            where TVector : struct, IUpdateVector<TVector, T>
        {
            TVector gradient = TVector.MultiplyAdd(TVector.Broadcast(_decay), theta, g);
            first = TVector.MultiplyAdd(TVector.Broadcast(_alpha), first, TVector.Broadcast(_oneMinusAlpha) * gradient * gradient);
            theta -= TVector.Broadcast(_eta) * gradient / (TVector.SquareRoot(first) + TVector.Broadcast(_epsilon));
        }
    }

    /// <summary>The states are v, u and m; without momentum u, and not centred m, is zero before every step.</summary>
    private readonly struct CenteredMomentumRule(
        T learningRate, double decay, double alpha, double epsilon, double momentum, bool centered) : IUpdateRule<T>
    {
        private readonly T _eta = learningRate;
        private readonly T _decay = T.CreateTruncating(decay);
        private readonly T _alpha = T.CreateTruncating(alpha);
        private readonly T _oneMinusAlpha = T.CreateTruncating(1 - alpha);
        private readonly T _epsilon = T.CreateTruncating(epsilon);
        private readonly T _momentum = T.CreateTruncating(momentum);
        private readonly T _centered = centered ? T.One : T.Zero;

        public static int StateCount => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TVector>(ref TVector theta, TVector g, ref TVector first, ref TVector second, ref TVector third)
            where TVector : struct, IUpdateVector<TVector, T>
        {
            TVector gradient = TVector.MultiplyAdd(TVector.Broadcast(_decay), theta, g);
            first = TVector.MultiplyAdd(TVector.Broadcast(_alpha), first, TVector.Broadcast(_oneMinusAlpha) * gradient * gradient);
            third += TVector.Broadcast(_centered * _oneMinusAlpha) * (gradient - third);

            // Where all gradients are alike the variance is zero, and rounding must not make it less.
            TVector variance = TVector.Max(first - (third * third), default);
            second = TVector.MultiplyAdd(TVector.Broadcast(_momentum), second, gradient / (TVector.SquareRoot(variance) + TVector.Broadcast(_epsilon)));
            theta -= TVector.Broadcast(_eta) * second;
        }
    }
}

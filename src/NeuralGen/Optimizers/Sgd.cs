using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralGen;

/// <summary>
/// Stochastic gradient descent with PyTorch's options, defaults and order of operations. With the gradient g and the
/// learning rate eta:
/// <code>
/// g     := g + decay theta
/// v     := momentum v + (1 - dampening) g       (v = g in the first step)
/// g     := g + momentum v                       with Nesterov's look ahead, else v
/// theta := theta - eta g
/// </code>
/// </summary>
/// <remarks>
/// Without momentum it keeps no state, and one instance may serve any number of networks, one step at a time; the velocity v
/// ties it to one.
/// </remarks>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public sealed class Sgd<T> : DecayingOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string VelocityName = "velocity";

    private readonly double _momentum;
    private readonly double _dampening;
    private ParameterVector<T>? _velocity;

    /// <summary>Creates the optimiser.</summary>
    /// <param name="learningRate">The learning rate eta; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive and finite.</exception>
    public Sgd(T learningRate)
        : base(learningRate)
    {
    }

    /// <summary>How much of its velocity a step keeps: at least 0 and less than 1. The default is 0, no momentum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Momentum
    {
        get => _momentum;
        init => _momentum = ThrowIfNotShare(value, nameof(Momentum));
    }

    /// <summary>How much of the gradient does not go into the velocity. At least 0; the default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Dampening
    {
        get => _dampening;
        init => _dampening = ThrowIfNegative(value, nameof(Dampening));
    }

    /// <summary>Whether a step looks ahead by Nesterov's rule, which needs a momentum and no dampening.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Whether a step is theta - eta g and nothing else, which generated code does within the gradient's own sums.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsPlain => _momentum == 0 && WeightDecay == 0 && !Nesterov;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException"><see cref="Nesterov"/> without momentum, or with dampening.</exception>
    public override void Step(ParameterVector<T> parameters, ParameterVector<T> gradient)
    {
        ThrowIfMismatched(parameters, gradient, _velocity);
        if (Nesterov && (_momentum == 0 || _dampening != 0))
        {
            throw new InvalidOperationException("Nesterov's rule needs a momentum above 0 and no dampening.");
        }

        ReadOnlySpan<Segment> segments = SegmentsOf(parameters.Layout);
        if (_momentum == 0)
        {
            foreach (Segment segment in segments)
            {
                UpdatePass.Run(new Descent(LearningRate, T.CreateTruncating(DecayIn(segment))), segment, parameters, gradient);
            }

            return;
        }

        bool isFirst = _velocity is null;
        _velocity ??= new ParameterVector<T>(parameters.Layout);
        T kept = T.CreateTruncating(isFirst ? 0 : _momentum);
        T added = T.CreateTruncating(isFirst ? 1 : 1 - _dampening);
        T ahead = T.CreateTruncating(_momentum);
        foreach (Segment segment in segments)
        {
            UpdatePass.Run(new MomentumDescent(LearningRate, T.CreateTruncating(DecayIn(segment)), kept, added, ahead, Nesterov), segment, parameters, gradient, _velocity);
        }
    }

    /// <inheritdoc/>
    protected override void DescribeState(OptimizerState<T> state)
    {
        base.DescribeState(state);
        state.AddSetting(nameof(Momentum), Momentum);
        state.AddSetting(nameof(Dampening), Dampening);
        state.AddSetting(nameof(Nesterov), Nesterov);
        state.AddVector(VelocityName, _velocity);
    }

    /// <inheritdoc/>
    protected override void ReadState(OptimizerState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);

        // Without momentum there is none, and vectors of any name are one too many.
        bool isMoving = _momentum == 0 ? state.HasVectors([], []) : state.HasVectors([], [], VelocityName);
        _velocity = isMoving ? state.CopyOf(VelocityName) : null;
    }

    private readonly struct Descent(T learningRate, T decay) : IUpdateRule<T>
    {
        private readonly T _eta = learningRate;
        private readonly T _decay = decay;

        public static int StateCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TVector>(ref TVector theta, TVector g, ref TVector first, ref TVector second, ref TVector third)
            where TVector : struct, IUpdateVector<TVector, T> =>
            theta -= TVector.Broadcast(_eta) * TVector.MultiplyAdd(TVector.Broadcast(_decay), theta, g);
    }

    private readonly struct MomentumDescent(T learningRate, T decay, T kept, T added, T ahead, bool nesterov) : IUpdateRule<T>
    {
        private readonly T _eta = learningRate;
        private readonly T _decay = decay;
        private readonly T _kept = kept;
        private readonly T _added = added;
        private readonly T _ahead = ahead;
        private readonly bool _nesterov = nesterov;

        public static int StateCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TVector>(ref TVector theta, TVector g, ref TVector first, ref TVector second, ref TVector third)
            where TVector : struct, IUpdateVector<TVector, T>
        {
            TVector gradient = TVector.MultiplyAdd(TVector.Broadcast(_decay), theta, g);
            TVector velocity = TVector.MultiplyAdd(TVector.Broadcast(_kept), first, TVector.Broadcast(_added) * gradient);
            first = velocity;
            theta -= TVector.Broadcast(_eta) * (_nesterov ? TVector.MultiplyAdd(TVector.Broadcast(_ahead), velocity, gradient) : velocity);
        }
    }
}

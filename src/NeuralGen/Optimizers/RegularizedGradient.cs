using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralGen;

/// <summary>
/// Adds the gradient of a penalty on large weights before another optimiser takes its step, so that training minimises
/// <code>
/// C + L1 sum |w| + (L2 / 2) sum w^2
/// </code>
/// over the weights w, and over the biases where asked for. The derivative of |w| is taken as 0 at 0.
/// </summary>
/// <remarks>
/// The gradient that the step is given is changed in place. For L2 alone, the optimisers' own WeightDecay is the same step in
/// one pass less. In Nielsen's notation, L1 or L2 is his lambda divided by the number of training samples n.
/// </remarks>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public sealed class RegularizedGradient<T> : GradientChange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _l1;
    private readonly double _l2;
    private readonly SegmentsOfLayout _segments = new();

    /// <summary>Creates the optimiser.</summary>
    /// <param name="optimizer">Takes the steps, with the gradient of loss and penalty.</param>
    public RegularizedGradient(Optimizer<T> optimizer)
        : base(optimizer)
    {
    }

    /// <summary>The factor of the sum of absolute weights. At least 0; the default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double L1
    {
        get => _l1;
        init => _l1 = ThrowIfNegative(value, nameof(L1));
    }

    /// <summary>The factor of half the sum of squared weights. At least 0; the default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double L2
    {
        get => _l2;
        init => _l2 = ThrowIfNegative(value, nameof(L2));
    }

    /// <summary>Whether biases are penalised as weights are. The default is <see langword="false"/>.</summary>
    public bool RegularizeBiases { get; init; }

    private protected override void Change(ParameterVector<T> parameters, ParameterVector<T> gradient)
    {
        foreach (Segment segment in SegmentsOf(parameters.Layout))
        {
            if (segment.Decays)
            {
                AddPenalty(segment.Of(parameters), segment.Of(gradient));
            }
        }
    }

    /// <summary>What the penalty comes to: L1 sum |w| + (L2 / 2) sum w^2.</summary>
    /// <param name="parameters">The parameters of a network.</param>
    /// <returns>The penalty, which is no part of the losses that training reports.</returns>
    public double PenaltyOf(ParameterVector<T> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        double absolute = 0;
        double squares = 0;
        foreach (Segment segment in SegmentsOf(parameters.Layout))
        {
            if (segment.Decays)
            {
                foreach (T parameter in segment.Of(parameters))
                {
                    double weight = double.CreateTruncating(parameter);
                    absolute += Math.Abs(weight);
                    squares += weight * weight;
                }
            }
        }

        return (_l1 * absolute) + (_l2 / 2 * squares);
    }

    private protected override void DescribeSettings(OptimizerState<T> state)
    {
        state.AddSetting(nameof(L1), L1);
        state.AddSetting(nameof(L2), L2);
        state.AddSetting(nameof(RegularizeBiases), RegularizeBiases);
    }

    /// <summary>The padding is zero and has no penalty.</summary>
    private ReadOnlySpan<Segment> SegmentsOf(ParameterLayout layout) => _segments.Of(layout, weightsDecay: true, RegularizeBiases);

    private void AddPenalty(Span<T> theta, Span<T> gradient)
    {
        T l1 = T.CreateTruncating(_l1);
        T l2 = T.CreateTruncating(_l2);
        Span<Vector<T>> weights = MemoryMarshal.Cast<T, Vector<T>>(theta);
        Span<Vector<T>> slopes = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        var above = new Vector<T>(l1);
        for (int i = 0; i < weights.Length; i++)
        {
            Vector<T> w = weights[i];
            Vector<T> sign = (Vector.GreaterThan(w, Vector<T>.Zero) & above) - (Vector.LessThan(w, Vector<T>.Zero) & above);
            slopes[i] += sign + (l2 * w);
        }

        for (int i = weights.Length * Vector<T>.Count; i < theta.Length; i++)
        {
            T w = theta[i];
            T sign = w > T.Zero ? l1 : w < T.Zero ? -l1 : T.Zero;
            gradient[i] += sign + (l2 * w);
        }
    }
}

using System.Numerics;

namespace NeuralGen;

/// <summary>An optimiser with weight decay. How the decay enters the step is said by each of them.</summary>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public abstract class DecayingOptimizer<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _weightDecay;
    private readonly SegmentsOfLayout _segments = new();

    private protected DecayingOptimizer(T learningRate, double weightDecay = 0)
        : base(learningRate) => _weightDecay = weightDecay;

    /// <summary>
    /// The weight decay lambda. At least 0; the default is 0, except for <see cref="AdamW{T}"/>, where it is 0.01. All but
    /// that one add lambda theta to the gradient (L2 regularisation).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double WeightDecay
    {
        get => _weightDecay;
        init => _weightDecay = ThrowIfNegative(value, nameof(WeightDecay));
    }

    /// <summary>Whether biases decay as weights do. The default is <see langword="false"/>; PyTorch's decay is for all.</summary>
    public bool DecayBiases { get; init; }

    /// <inheritdoc/>
    protected override void DescribeState(OptimizerState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.AddSetting(nameof(WeightDecay), WeightDecay);
        state.AddSetting(nameof(DecayBiases), DecayBiases);
    }

    /// <summary>The stretches of a layout whose elements are treated alike, kept from step to step.</summary>
    private protected ReadOnlySpan<Segment> SegmentsOf(ParameterLayout layout) => _segments.Of(layout, _weightDecay != 0, DecayBiases);

    private protected double DecayIn(Segment segment) => segment.Decays ? _weightDecay : 0;
}

using System.Numerics;

namespace NeuralGen;

/// <summary>Changes each gradient, in place, before another optimiser takes its step with it.</summary>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public abstract class GradientChange<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string PartName = "optimizer";

    private readonly Optimizer<T> _optimizer;

    private protected GradientChange(Optimizer<T> optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        _optimizer = optimizer;
    }

    /// <summary>The learning rate of the optimiser that takes the steps.</summary>
    public sealed override T LearningRate
    {
        get => _optimizer.LearningRate;
        set => _optimizer.LearningRate = value;
    }

    /// <inheritdoc/>
    public sealed override void Step(ParameterVector<T> parameters, ParameterVector<T> gradient)
    {
        ThrowIfMismatched(parameters, gradient);
        Change(parameters, gradient);
        _optimizer.Step(parameters, gradient);
    }

    private protected abstract void Change(ParameterVector<T> parameters, ParameterVector<T> gradient);

    private protected abstract void DescribeSettings(OptimizerState<T> state);

    /// <inheritdoc/>
    protected sealed override void DescribeState(OptimizerState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        DescribeSettings(state);
        state.AddPart(PartName, _optimizer.LiveState());
    }

    /// <inheritdoc/>
    protected sealed override void ReadState(OptimizerState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _optimizer.RestoreState(state.Part(PartName));
    }
}

using System.Numerics;

namespace NeuralGen.Training.Tests.Training;

/// <summary>An optimiser that does something after one of its steps.</summary>
internal sealed class InterruptedOptimizer<T>(Optimizer<T> inner, int atStep, Action interrupt) : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int _step;

    public override T LearningRate
    {
        get => inner.LearningRate;
        set => inner.LearningRate = value;
    }

    public override void Step(ParameterVector<T> parameters, ParameterVector<T> gradient)
    {
        inner.Step(parameters, gradient);
        if (++_step == atStep)
        {
            interrupt();
        }
    }

    protected override void DescribeState(OptimizerState<T> state) => state.AddPart("inner", inner.CaptureState());

    protected override void ReadState(OptimizerState<T> state) => inner.RestoreState(state.Part("inner"));
}

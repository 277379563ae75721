using System.Numerics;

namespace NeuralGen.Training.Tests.Dropout;

/// <summary>An optimiser that keeps the gradient and leaves the parameters.</summary>
internal sealed class GradientRecorder<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T[] Gradient { get; private set; } = [];

    public override void Step(ParameterVector<T> parameters, ParameterVector<T> gradient)
    {
        Gradient = new T[gradient.Count];
        gradient.CopyTo(Gradient);
    }
}

using System.Numerics;

namespace NeuralGen.Tests.Networks;

/// <summary>An optimiser of the tests' own: theta -= rate gradient, one element after the other.</summary>
internal sealed class SteepestDescent<T>(T rate) : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Step(ParameterVector<T> parameters, ParameterVector<T> gradient)
    {
        Span<T> theta = parameters.Storage;
        ReadOnlySpan<T> slope = gradient.Storage;
        for (int i = 0; i < theta.Length; i++)
        {
            theta[i] -= rate * slope[i];
        }
    }
}

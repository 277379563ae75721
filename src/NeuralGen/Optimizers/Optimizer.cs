using System.Numerics;

namespace NeuralGen;

/// <summary>Changes parameters by a gradient, step by step. An instance owns its state and serves one network.</summary>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public abstract class Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Performs one step.</summary>
    /// <param name="parameters">The parameters theta, changed in place.</param>
    /// <param name="gradient">dC/dtheta, of the same layout.</param>
    /// <exception cref="ArgumentException">The layouts differ, from one another or from the step before.</exception>
    public abstract void Step(ParameterVector<T> parameters, ParameterVector<T> gradient);
}

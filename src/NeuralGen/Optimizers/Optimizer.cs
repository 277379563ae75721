using System.Numerics;
using NeuralGen.Runtime;

namespace NeuralGen;

/// <summary>Changes parameters by a gradient, step by step. An instance owns its state and serves one network.</summary>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public abstract class Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Performs one step.</summary>
    /// <param name="parameters">The parameters theta, changed in place.</param>
    /// <param name="gradient">dC/dtheta, of the same layout; another vector than <paramref name="parameters"/>.</param>
    /// <exception cref="ArgumentException">
    /// The layouts differ, from one another or (where the optimiser keeps state) from the step before, or both are the
    /// same vector. Nothing has been written then.
    /// </exception>
    public abstract void Step(ParameterVector<T> parameters, ParameterVector<T> gradient);

    /// <summary>Checks the arguments of <see cref="Step"/>; the first thing every optimiser does.</summary>
    /// <param name="parameters">The parameters given to the step.</param>
    /// <param name="gradient">The gradient given to the step.</param>
    /// <param name="state">A vector the optimiser keeps from one step to the next; <see langword="null"/> if it has none (yet).</param>
    /// <exception cref="ArgumentException">The arguments do not fit each other or the state.</exception>
    protected static void ThrowIfMismatched(ParameterVector<T> parameters, ParameterVector<T> gradient, ParameterVector<T>? state = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Guard.Gradient(gradient, parameters, nameof(gradient));
        if (state is not null && !parameters.Layout.Equals(state.Layout))
        {
            throw new ArgumentException($"An optimiser serves one network, and the steps before had another layout. Expected {state.Layout}; given {parameters.Layout}.", nameof(parameters));
        }
    }

    /// <summary>Checks a learning rate, so that every optimiser accepts the same ones.</summary>
    /// <param name="learningRate">The rate.</param>
    /// <param name="argument">The name under which the caller was given it.</param>
    /// <returns>The rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive and finite.</exception>
    protected static T ThrowIfNotPositive(T learningRate, string argument) =>
        learningRate > T.Zero && T.IsFinite(learningRate)
            ? learningRate
            : throw new ArgumentOutOfRangeException(argument, learningRate, "The learning rate must be positive and finite.");
}

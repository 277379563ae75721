using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralGen;

/// <summary>Stochastic gradient descent: theta := theta - eta g, where eta is the learning rate and g the gradient.</summary>
/// <remarks>It keeps no state, so one instance may serve any number of networks, one step at a time.</remarks>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public sealed class Sgd<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T _learningRate;

    /// <summary>Creates the optimiser.</summary>
    /// <param name="learningRate">The learning rate eta; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive and finite.</exception>
    public Sgd(T learningRate) => _learningRate = ThrowIfNotPositive(learningRate, nameof(learningRate));

    /// <summary>The learning rate eta of the steps to come.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is not positive and finite.</exception>
    public T LearningRate
    {
        get => _learningRate;
        set => _learningRate = ThrowIfNotPositive(value, nameof(value));
    }

    /// <inheritdoc/>
    public override void Step(ParameterVector<T> parameters, ParameterVector<T> gradient)
    {
        ThrowIfMismatched(parameters, gradient);
        Span<T> theta = parameters.Storage;
        ReadOnlySpan<T> g = gradient.Storage;

        int done = 0;
        if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
        {
            Span<Vector<T>> thetaVectors = MemoryMarshal.Cast<T, Vector<T>>(theta);
            ReadOnlySpan<Vector<T>> gVectors = MemoryMarshal.Cast<T, Vector<T>>(g)[..thetaVectors.Length];
            var eta = new Vector<T>(_learningRate);
            for (int i = 0; i < thetaVectors.Length; i++)
            {
                thetaVectors[i] -= eta * gVectors[i];
            }

            done = thetaVectors.Length * Vector<T>.Count;
        }

        for (int i = done; i < theta.Length; i++)
        {
            theta[i] -= _learningRate * g[i];
        }
    }
}

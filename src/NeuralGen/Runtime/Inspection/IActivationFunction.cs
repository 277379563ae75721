using System.ComponentModel;

namespace NeuralGen.Runtime;

/// <summary>An activation a = f(z) of one neuron, for plain loops.</summary>
/// <typeparam name="T">The number format.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivationFunction<T>
    where T : unmanaged
{
    /// <summary>f(z).</summary>
    /// <param name="z">The weighted input.</param>
    /// <returns>The activation.</returns>
    static abstract T Value(T z);

    /// <summary>f'(z).</summary>
    /// <param name="z">The weighted input.</param>
    /// <returns>The derivative.</returns>
    static abstract T Derivative(T z);
}

/// <summary>What one output adds to the loss C, for plain loops.</summary>
/// <typeparam name="T">The number format.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILossFunction<T>
    where T : unmanaged
{
    /// <summary>The output's part of C.</summary>
    /// <param name="z">The output's weighted input.</param>
    /// <param name="a">The output's activation.</param>
    /// <param name="y">The target.</param>
    /// <returns>A term of the sum that is C.</returns>
    static abstract T Value(T z, T a, T y);

    /// <summary>The derivative of C by this output: by z, or by a where the activation mixes the outputs of its layer.</summary>
    /// <param name="z">The output's weighted input.</param>
    /// <param name="a">The output's activation.</param>
    /// <param name="y">The target.</param>
    /// <returns>The derivative.</returns>
    static abstract T Derivative(T z, T a, T y);
}

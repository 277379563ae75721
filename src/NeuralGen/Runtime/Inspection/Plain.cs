using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralGen.Runtime;

/// <summary>The lecture's operations on vectors as plain loops: what generated code shows of itself, not what it trains with.</summary>
/// <typeparam name="T">The number format.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Plain<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The first elements of a rented block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="length">The length it was rented for.</param>
    /// <returns>The elements, whose content is undefined.</returns>
    public static Span<T> Memory(Scratch<T> block, int length)
    {
        ArgumentNullException.ThrowIfNull(block);
        return MemoryMarshal.CreateSpan(ref block.Reference, length);
    }

    /// <summary>z := z + b.</summary>
    /// <param name="b">The biases.</param>
    /// <param name="z">The sums.</param>
    public static void Add(ReadOnlySpan<T> b, Span<T> z)
    {
        for (int j = 0; j < z.Length; j++)
        {
            z[j] += b[j];
        }
    }

    /// <summary>a = f(z), neuron by neuron.</summary>
    /// <typeparam name="TActivation">The function f.</typeparam>
    /// <param name="z">The weighted inputs.</param>
    /// <param name="a">Receives the activations.</param>
    public static void Activate<TActivation>(ReadOnlySpan<T> z, Span<T> a)
        where TActivation : struct, IActivationFunction<T>
    {
        for (int j = 0; j < a.Length; j++)
        {
            a[j] = TActivation.Value(z[j]);
        }
    }

    /// <summary>d := d (.) f'(z), neuron by neuron.</summary>
    /// <typeparam name="TActivation">The function f.</typeparam>
    /// <param name="z">The weighted inputs.</param>
    /// <param name="d">The derivative by a before, by z after; or the other way round for a change that goes forwards.</param>
    public static void TimesDerivative<TActivation>(ReadOnlySpan<T> z, Span<T> d)
        where TActivation : struct, IActivationFunction<T>
    {
        for (int j = 0; j < d.Length; j++)
        {
            d[j] *= TActivation.Derivative(z[j]);
        }
    }

    /// <summary>a_j = exp(z_j) / sum over k of exp(z_k).</summary>
    /// <param name="z">The weighted inputs.</param>
    /// <param name="a">Receives the activations.</param>
    public static void Softmax(ReadOnlySpan<T> z, Span<T> a)
    {
        // exp(z - m) with m the largest z: the same quotients, and none overflows.
        T m = Largest(z);
        T sum = T.Zero;
        for (int j = 0; j < a.Length; j++)
        {
            a[j] = T.Exp(z[j] - m);
            sum += a[j];
        }

        for (int j = 0; j < a.Length; j++)
        {
            a[j] /= sum;
        }
    }

    /// <summary>d := J d with softmax's Jacobian J = diag(a) - a a^T, which is its own transpose.</summary>
    /// <param name="a">The activations.</param>
    /// <param name="d">What is multiplied.</param>
    public static void TimesSoftmaxJacobian(ReadOnlySpan<T> a, Span<T> d)
    {
        T mean = T.Zero;
        for (int j = 0; j < d.Length; j++)
        {
            mean += a[j] * d[j];
        }

        for (int j = 0; j < d.Length; j++)
        {
            d[j] = a[j] * (d[j] - mean);
        }
    }

    /// <summary>The loss C, and its derivative output by output.</summary>
    /// <typeparam name="TLoss">What an output adds to C.</typeparam>
    /// <param name="z">The weighted inputs of the output layer.</param>
    /// <param name="a">Its activations.</param>
    /// <param name="y">The target.</param>
    /// <param name="derivative">Receives the derivatives.</param>
    /// <returns>C.</returns>
    public static T Loss<TLoss>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> derivative)
        where TLoss : struct, ILossFunction<T>
    {
        T loss = T.Zero;
        for (int j = 0; j < derivative.Length; j++)
        {
            loss += TLoss.Value(z[j], a[j], y[j]);
            derivative[j] = TLoss.Derivative(z[j], a[j], y[j]);
        }

        return loss;
    }

    /// <summary>C = - sum y ln a with a = softmax(z), and delta = dC/dz = a sum(y) - y.</summary>
    /// <param name="z">The weighted inputs of the output layer.</param>
    /// <param name="a">Its activations.</param>
    /// <param name="y">The target.</param>
    /// <param name="delta">Receives dC/dz.</param>
    /// <returns>C.</returns>
    public static T CrossEntropy(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> delta)
    {
        // ln a_j = (z_j - m) - ln(sum of exp(z - m)) is finite also where a_j is 0.
        T m = Largest(z);
        T sum = T.Zero;
        T targets = T.Zero;
        T distances = T.Zero;
        for (int j = 0; j < z.Length; j++)
        {
            sum += T.Exp(z[j] - m);
            targets += y[j];
            distances += y[j] * (m - z[j]);
        }

        for (int j = 0; j < delta.Length; j++)
        {
            delta[j] = (a[j] * targets) - y[j];
        }

        return distances + (T.Log(sum) * targets);
    }

    private static T Largest(ReadOnlySpan<T> z)
    {
        T largest = z[0];
        for (int j = 1; j < z.Length; j++)
        {
            largest = T.Max(largest, z[j]);
        }

        return largest;
    }
}

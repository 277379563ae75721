namespace NeuralGen.Runtime;

/// <content>Softmax and its logarithm where they stand alone, and not as the activation of a dense layer.</content>
public static partial class Plain<T>
{
    /// <summary>a_j = z_j - ln(sum over k of exp(z_k)).</summary>
    /// <param name="z">What is read.</param>
    /// <param name="a">Receives the logarithms of softmax.</param>
    public static void LogSoftmax(ReadOnlySpan<T> z, Span<T> a)
    {
        // With m the largest z no exponential overflows, and the sum is at least 1.
        T m = Largest(z);
        T sum = T.Zero;
        for (int j = 0; j < a.Length; j++)
        {
            sum += T.Exp(z[j] - m);
        }

        T logarithm = T.Log(sum);
        for (int j = 0; j < a.Length; j++)
        {
            a[j] = z[j] - m - logarithm;
        }
    }

    /// <summary>d := J d with the Jacobian of softmax's logarithm: d_k - sum over j of exp(a_j) d_j.</summary>
    /// <param name="a">The logarithms of softmax.</param>
    /// <param name="d">The change of what was read before, that of a after.</param>
    public static void TimesLogSoftmaxJacobian(ReadOnlySpan<T> a, Span<T> d)
    {
        T mean = T.Zero;
        for (int j = 0; j < d.Length; j++)
        {
            mean += T.Exp(a[j]) * d[j];
        }

        for (int j = 0; j < d.Length; j++)
        {
            d[j] -= mean;
        }
    }

    /// <summary>result := result + J^T g with softmax's Jacobian J = diag(a) - a a^T.</summary>
    /// <param name="a">The result of softmax.</param>
    /// <param name="g">The gradient by a.</param>
    /// <param name="result">Has the gradient by what was read added.</param>
    public static void AddSoftmaxGradient(ReadOnlySpan<T> a, ReadOnlySpan<T> g, Span<T> result)
    {
        T mean = T.Zero;
        for (int j = 0; j < g.Length; j++)
        {
            mean += a[j] * g[j];
        }

        for (int j = 0; j < g.Length; j++)
        {
            result[j] += a[j] * (g[j] - mean);
        }
    }

    /// <summary>result := result + J^T g with the Jacobian of softmax's logarithm: g_j - exp(a_j) (sum over k of g_k).</summary>
    /// <param name="a">The logarithms of softmax.</param>
    /// <param name="g">The gradient by a.</param>
    /// <param name="result">Has the gradient by what was read added.</param>
    public static void AddLogSoftmaxGradient(ReadOnlySpan<T> a, ReadOnlySpan<T> g, Span<T> result)
    {
        T sum = T.Zero;
        for (int j = 0; j < g.Length; j++)
        {
            sum += g[j];
        }

        for (int j = 0; j < g.Length; j++)
        {
            result[j] += g[j] - (T.Exp(a[j]) * sum);
        }
    }

    /// <summary>C = - sum y a for the logarithms a of softmax, and the gradient by what was read: exp(a) sum(y) - y.</summary>
    /// <param name="a">The logarithms of softmax.</param>
    /// <param name="y">The target.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <returns>C.</returns>
    public static T LogLikelihood(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<T> gradient)
    {
        T loss = T.Zero;
        T targets = T.Zero;
        for (int j = 0; j < a.Length; j++)
        {
            loss -= y[j] * a[j];
            targets += y[j];
        }

        for (int j = 0; j < gradient.Length; j++)
        {
            gradient[j] = (T.Exp(a[j]) * targets) - y[j];
        }

        return loss;
    }
}

namespace NeuralGen;

/// <summary>
/// The activation functions f of a layer, a = f(z). Where f has a kink its derivative is the one from the left
/// (for <see cref="ReLU"/> that is 0 at 0).
/// </summary>
public enum Activation
{
    /// <summary>f(z) = z.</summary>
    Identity,

    /// <summary>f(z) = 1 / (1 + exp(-z)).</summary>
    Sigmoid,

    /// <summary>f(z) = tanh(z).</summary>
    Tanh,

    /// <summary>f(z) = max(0, z).</summary>
    ReLU,

    /// <summary>f(z) = z for z above 0, else alpha z; alpha is 0.01 unless <see cref="DenseAttribute.Alpha"/> says otherwise.</summary>
    LeakyReLU,

    /// <summary>f(z) = z for z above 0, else alpha (exp(z) - 1); alpha is 1 unless <see cref="DenseAttribute.Alpha"/> says otherwise.</summary>
    ELU,

    /// <summary>The self-normalising ELU: lambda z for z above 0, else lambda alpha (exp(z) - 1), lambda = 1.0507..., alpha = 1.6732....</summary>
    SELU,

    /// <summary>f(z) = z Phi(z) with the normal distribution's Phi(z) = (1 + erf(z / sqrt 2)) / 2.</summary>
    GELU,

    /// <summary>The tanh approximation of <see cref="GELU"/>: z (1 + tanh(sqrt(2/pi) (z + 0.044715 z^3))) / 2.</summary>
    GELUTanh,

    /// <summary>f(z) = z sigmoid(z), also known as swish.</summary>
    SiLU,

    /// <summary>f(z) = ln(1 + exp(z)).</summary>
    Softplus,

    /// <summary>f(z) = z / (1 + |z|).</summary>
    Softsign,

    /// <summary>f(z) = z/6 + 1/2, clamped to [0, 1].</summary>
    HardSigmoid,

    /// <summary>f(z) = z HardSigmoid(z).</summary>
    HardSwish,

    /// <summary>f(z) = z tanh(ln(1 + exp(z))).</summary>
    Mish,

    /// <summary>f(z)_j = exp(z_j) / sum over k of exp(z_k), over the outputs of the layer.</summary>
    Softmax,
}

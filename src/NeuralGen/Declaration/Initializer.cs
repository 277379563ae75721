namespace NeuralGen;

/// <summary>
/// How the initial weights of a layer with n inputs and m outputs are drawn. Biases start at 0 unless said otherwise.
/// </summary>
public enum Initializer
{
    /// <summary><see cref="HeNormal"/> before an activation of the ReLU family, else <see cref="GlorotUniform"/>.</summary>
    Default,

    /// <summary>Normal with mean 0 and variance 2/n (He et al., 2015).</summary>
    HeNormal,

    /// <summary>Uniform with mean 0 and variance 2/n (He et al., 2015).</summary>
    HeUniform,

    /// <summary>Normal with mean 0 and variance 2/(n+m) (Glorot and Bengio, 2010).</summary>
    GlorotNormal,

    /// <summary>Uniform with mean 0 and variance 2/(n+m) (Glorot and Bengio, 2010).</summary>
    GlorotUniform,

    /// <summary>Normal with mean 0 and variance 1/n (LeCun et al., 1998); also the improved start of Nielsen's chapter 3.</summary>
    LeCunNormal,

    /// <summary>Standard normal, weights and biases alike: the start of Nielsen's chapter 1.</summary>
    StandardNormal,

    /// <summary>All zero.</summary>
    Zeros,
}

using System.Numerics;

namespace NeuralGen;

/// <summary>
/// Adam (Kingma and Ba, 2015) with PyTorch's options, defaults and order of operations. In step t, with the gradient g:
/// <code>
/// g     := g + decay theta
/// m     := m + (1 - beta1) (g - m)
/// v     := beta2 v + (1 - beta2) g^2
/// theta := theta - eta / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
/// </code>
/// </summary>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public sealed class Adam<T> : AdamOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates the optimiser.</summary>
    /// <param name="learningRate">The learning rate eta; positive and finite. 0.001 is a common start.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive and finite.</exception>
    public Adam(T learningRate)
        : base(learningRate, weightDecay: 0)
    {
    }

    private protected override bool IsDecayDecoupled => false;
}

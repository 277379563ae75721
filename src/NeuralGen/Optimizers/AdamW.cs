using System.Numerics;

namespace NeuralGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019), with PyTorch's options, defaults and order of operations:
/// <code>
/// theta := theta - eta decay theta
/// </code>
/// comes first, and the rest is <see cref="Adam{T}"/> without a decay of its own.
/// </summary>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public sealed class AdamW<T> : AdamOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates the optimiser.</summary>
    /// <param name="learningRate">The learning rate eta; positive and finite. 0.001 is a common start.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive and finite.</exception>
    public AdamW(T learningRate)
        : base(learningRate, weightDecay: 0.01)
    {
    }

    private protected override bool IsDecayDecoupled => true;
}

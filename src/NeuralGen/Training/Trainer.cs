using System.Numerics;

namespace NeuralGen;

/// <summary>Creates trainers whose types are inferred from the arguments.</summary>
public static class Trainer
{
    /// <summary>Creates a trainer.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <typeparam name="T">The network's number format.</typeparam>
    /// <param name="network">The network to train; changed in place.</param>
    /// <param name="optimizer">Changes the parameters, batch by batch. It keeps its state from one training to the next.</param>
    /// <param name="options">Batch size, epochs and seed; the defaults if <see langword="null"/>.</param>
    /// <returns>The trainer.</returns>
    public static Trainer<TNetwork, T> Create<TNetwork, T>(TNetwork network, Optimizer<T> optimizer, TrainerOptions? options = null)
        where TNetwork : INeuralNetwork<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(network, optimizer, options);
}

using System.Numerics;

namespace NeuralGen;

/// <summary>The parameters of a dense layer, as generated classes show them.</summary>
/// <typeparam name="T">The number format.</typeparam>
/// <param name="weights">The weights W, [out, in].</param>
/// <param name="biases">The biases b, [out].</param>
public readonly struct DenseParameters<T>(TensorView<T> weights, TensorView<T> biases)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The weights W: <c>[j, k]</c> is the weight from neuron k of the layer before to neuron j.</summary>
    public TensorView<T> Weights { get; } = weights;

    /// <summary>The biases b: <c>[j]</c> is the bias of neuron j.</summary>
    public TensorView<T> Biases { get; } = biases;
}

/// <summary>The parameters of a dense layer without biases, as generated classes show them.</summary>
/// <typeparam name="T">The number format.</typeparam>
/// <param name="weights">The weights W, [out, in].</param>
public readonly struct DenseParametersWithoutBiases<T>(TensorView<T> weights)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The weights W: <c>[j, k]</c> is the weight from neuron k of the layer before to neuron j.</summary>
    public TensorView<T> Weights { get; } = weights;
}

using System.Numerics;
using NeuralGen.Runtime;

namespace NeuralGen;

/// <summary>
/// A network that can describe itself as a graph of ONNX operators, as generated ones do; see
/// <see cref="OnnxSavingExtensions.SaveOnnx{T}(IOnnxNetwork{T}, string)"/>.
/// </summary>
/// <typeparam name="T">The network's number format.</typeparam>
public interface IOnnxNetwork<T> : INeuralNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Adds the operators that compute the network's output from its input and its parameters, in order.</summary>
    /// <param name="graph">An empty graph, which knows the parameters by their names.</param>
    void Describe(OnnxGraph graph);
}

using System.Globalization;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Generator.Models;

/// <summary>One parameter tensor that a network has by its declaration.</summary>
/// <param name="Layer">The place of its layer among the dense layers, from 0.</param>
/// <param name="Part"><c>weight</c> or <c>bias</c>.</param>
/// <param name="Shape">Weights are [out, in].</param>
internal sealed record NetworkTensor(int Layer, string Part, int[] Shape)
{
    public const string Weight = "weight";
    public const string Bias = "bias";

    /// <summary>The contract's name, such as <c>dense1.weight</c>.</summary>
    public string Name => $"{LayerName(Layer)}.{Part}";

    public string ShapeText => $"[{string.Join(", ", Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))}]";

    /// <summary>The contract's name of a dense layer.</summary>
    public static string LayerName(int layer) => "dense" + (layer + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>All tensors of a network, in order.</summary>
    public static IReadOnlyList<NetworkTensor> Of(NetworkDeclaration network)
    {
        var tensors = new List<NetworkTensor>();
        int inputs = network.InputShape.Aggregate(1, (product, size) => product * size);
        int layer = 0;
        foreach (DenseDeclaration dense in network.Layers.OfType<DenseDeclaration>())
        {
            tensors.Add(new NetworkTensor(layer, Weight, [dense.Outputs, inputs]));
            if (dense.Bias)
            {
                tensors.Add(new NetworkTensor(layer, Bias, [dense.Outputs]));
            }

            inputs = dense.Outputs;
            layer++;
        }

        return tensors;
    }
}

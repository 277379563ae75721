using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Differentiation;
using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Planning;

/// <summary>The table of layers that a generated class shows in its remarks.</summary>
internal static class LayerTable
{
    public static EquatableArray<LayerSummary> Summarize(BackwardGraph graph, ParameterPlan layout, Precision precision)
    {
        int bytes = precision == Precision.Single ? sizeof(float) : sizeof(double);
        return layout.Tensors.GroupBy(tensor => tensor.Layer).Select(layer =>
        {
            TensorPlan weights = layer.First(tensor => tensor.Shape.Count == 2);
            long products = weights.Count;

            // A multiply-add counts as two operations. Backward: one product for dC/dW, and one for dC/da except in layer 1.
            return new LayerSummary(
                weights.Name.Split('.')[0],
                "Dense",
                weights.Shape[1],
                weights.Shape[0],
                Activation(graph, layer.Key),
                layer.Sum(tensor => tensor.Count),
                2 * products,
                2 * products * (layer.Key == 1 ? 1 : 2),
                layer.Sum(tensor => (long)tensor.Length) * bytes);
        }).ToEquatableArray();
    }

    private static string Activation(BackwardGraph graph, int layer)
    {
        string name = "a" + layer.ToString(CultureInfo.InvariantCulture);
        return graph.Nodes.FirstOrDefault(node => node.Name == name)?.Operation switch
        {
            Operation.Softmax => "softmax(z)",
            Operation.Elementwise elementwise => FormulaWriter.Write(elementwise.Expression),
            _ => "z",
        };
    }
}

using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Differentiation;

namespace NeuralGen.Compiler.Planning;

/// <summary>The table of layers that a generated class shows in its remarks.</summary>
internal static class LayerTable
{
    public static EquatableArray<LayerSummary> Summarize(InspectionPlan plan, BackwardGraph graph, ParameterPlan layout, IReadOnlyList<string> names, Precision precision)
    {
        int bytes = precision == Precision.Single ? sizeof(float) : sizeof(double);
        HashSet<int> first = Planner.FirstLayers(graph);
        return plan.Layers.Zip(names, (layer, name) =>
        {
            TensorPlan[] tensors = [.. layout.Tensors.Where(tensor => tensor.Layer == layer.Number)];
            long products = layer is InspectedDense dense ? dense.Weights.Count : 0;

            // A multiply-add counts as two operations. Backward: one product for dC/dW, and one for dC/da except in a first layer.
            return new LayerSummary(
                name,
                KindOf(layer),
                (layer as InspectedDense)?.Inputs,
                layer.Outputs,
                Activation(layer),
                tensors.Sum(tensor => tensor.Count),
                2 * products,
                2 * products * (first.Contains(layer.Number) ? 1 : 2),
                tensors.Sum(tensor => (long)tensor.Length) * bytes)
            {
                Number = plan.IsChain ? null : layer.Number,
                Reads = layer.Reads,
            };
        }).ToEquatableArray();
    }

    private static string KindOf(InspectedLayer layer) => layer switch
    {
        InspectedDense => "Dense",
        InspectedSoftmax { IsLogarithmic: true } => "LogSoftmax",
        InspectedSoftmax => "Softmax",
        _ => "Function",
    };

    private static string Activation(InspectedLayer layer) => layer switch
    {
        InspectedDense { Function: LayerFunction.Softmax } => "softmax(z)",
        InspectedDense { Function: LayerFunction.Elementwise { Activation.Value: var value } } => FormulaWriter.Write(value),
        InspectedFunction function => FormulaWriter.Write(function.Value),
        InspectedSoftmax softmax => $"{(softmax.IsLogarithmic ? "ln " : "")}softmax(a^{LectureText.Number(softmax.Read)})",
        _ => "z",
    };
}

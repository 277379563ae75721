using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Differentiation;

/// <summary>
/// Backpropagation as a transformation of graphs: walks the forward graph from the loss to the input and adds, for
/// each operation, the nodes of its gradient rule.
/// </summary>
internal static class ReverseMode
{
    public static BackwardGraph Differentiate(NetworkGraph forward)
    {
        var graph = new GraphBuilder(forward.Nodes);
        var gradients = new Dictionary<int, ElementwiseGradient> { [forward.Loss] = ElementwiseGradient.One };
        for (int index = forward.Loss; index >= 0; index--)
        {
            if (!gradients.TryGetValue(index, out ElementwiseGradient? gradient))
            {
                continue;
            }

            Node node = forward.Nodes[index];
            foreach ((int input, ElementwiseGradient contribution) in GradientRules.Apply(graph, node, gradient))
            {
                gradients[input] = gradients.TryGetValue(input, out ElementwiseGradient? before) ? before.Plus(contribution) : contribution;
            }
        }

        Node x = forward.Input;
        return new BackwardGraph(
            graph.ToNodes(),
            forward.Output,
            forward.Loss,
            [.. forward.Parameters.Select(parameter => new ParameterGradient(
                parameter.Index,
                gradients[parameter.Index].Materialize(graph, "delta" + Text(parameter.Layer), parameter.Layer).Index))],
            gradients[x.Index].Materialize(graph, "inputGradient", 0).Index);
    }

    private static string Text(int layer) => layer.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

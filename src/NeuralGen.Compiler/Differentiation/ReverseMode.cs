using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Differentiation;

/// <summary>
/// Backpropagation as a transformation of graphs: walks the forward graph from the loss to the input and adds, for
/// each operation, the nodes of its gradient rule. What reaches the loss on several paths has the sum of their gradients.
/// </summary>
internal static class ReverseMode
{
    public static BackwardGraph Differentiate(NetworkGraph forward)
    {
        var graph = new GraphBuilder(forward.Nodes);
        var rules = new GradientRules(graph, NetworkGraph.Needed(forward.Nodes, [forward.Loss]));
        var gradients = new Dictionary<int, ElementwiseGradient> { [forward.Loss] = ElementwiseGradient.One };
        var sums = new HashSet<int>();
        for (int index = forward.Loss; index >= 0; index--)
        {
            if (!gradients.TryGetValue(index, out ElementwiseGradient? gradient))
            {
                continue;
            }

            Node node = forward.Nodes[index];
            if (sums.Contains(index) || rules.Branches(node))
            {
                // A formula that several others would take in is computed once, or every block of a residual network would
                // repeat those behind it.
                gradient = rules.Alone(node, gradient);
            }

            foreach ((int input, ElementwiseGradient contribution) in rules.Apply(node, gradient))
            {
                bool isSum = gradients.TryGetValue(input, out ElementwiseGradient? before);
                gradients[input] = isSum ? before!.Plus(contribution) : contribution;
                if (isSum)
                {
                    sums.Add(input);
                }
            }
        }

        // What is read element by element.
        HashSet<int> ofFunctions = [.. forward.Nodes.Where(node => node.Operation is Operation.Elementwise).SelectMany(node => node.Inputs)];
        ParameterGradient[] parameters = [.. forward.Parameters.Select(parameter => new ParameterGradient(
            parameter.Index, OfParameter(graph, parameter, gradients[parameter.Index], ofFunctions.Contains(parameter.Index)).Index))];
        int inputGradient = OfInput(graph, gradients[forward.Input.Index], parameters);
        return new BackwardGraph(graph.ToNodes(), forward.Output, forward.Loss, [.. parameters], inputGradient);
    }

    private static Node OfParameter(GraphBuilder graph, Node parameter, ElementwiseGradient gradient, bool isOfFunction) => isOfFunction
        ? gradient.OfVector(graph, "gradientOf" + char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1), parameter)
        : gradient.Materialize(graph, "delta" + Text(parameter.Layer), parameter.Layer);

    /// <summary>dC/dx as a node that is nothing else, since it goes to the caller's memory.</summary>
    private static int OfInput(GraphBuilder graph, ElementwiseGradient gradient, ParameterGradient[] parameters)
    {
        Node node = gradient.Materialize(graph, "inputGradient", 0);
        bool isShared = parameters.Any(pair => pair.Gradient == node.Index) || graph.ToNodes().Any(consumer => consumer.Inputs.Contains(node.Index));
        return isShared
            ? graph.Apply("inputGradient", 0, new Operation.Elementwise(new Variable(node.Name), new[] { node.Name }.ToEquatableArray()), node).Index
            : node.Index;
    }

    private static string Text(int layer) => layer.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

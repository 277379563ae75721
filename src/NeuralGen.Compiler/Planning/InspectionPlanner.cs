using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Differentiation;
using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Planning;

/// <summary>Plans the plain code by which a network can be inspected. Functions and derivatives are those of the graph.</summary>
internal static class InspectionPlanner
{
    public static InspectionPlan Plan(BackwardGraph graph, ParameterPlan parameters)
    {
        Node[] products = [.. graph.Nodes.Where(node => node.Operation is Operation.MatrixVectorProduct)];
        var layers = new List<InspectedLayer>();
        var activations = new List<InspectedActivation>();

        // The memory of a sample begins with its input, a^0; then come z, a and delta of each layer.
        int offset = graph.Nodes[products[0].Inputs[1]].Length;
        for (int i = 0; i < products.Length; i++)
        {
            Node product = products[i];
            Node weightedInput = WeightedInput(graph, product);
            Node result = graph.Nodes[i + 1 < products.Length ? products[i + 1].Inputs[1] : graph.Output];
            layers.Add(new InspectedLayer(
                product.Layer,
                parameters[product.Inputs[0]],
                weightedInput == product ? null : parameters[weightedInput.Inputs[1]],
                Function(weightedInput, result, activations),
                offset,
                checked(offset + product.Length),
                checked(offset + (2 * product.Length))));
            offset = checked(offset + (3 * product.Length));
        }

        Node output = graph.Nodes[graph.Output];
        InspectedLoss loss = Loss(graph, WeightedInput(graph, products[products.Length - 1]), output);
        return new InspectionPlan(layers.ToEquatableArray(), activations.ToEquatableArray(), loss, offset, Sweep(layers));
    }

    /// <summary>
    /// A sweep takes every weight once, whichever way it goes; backwards there is one for each output, forwards one for
    /// each input.
    /// </summary>
    private static JacobianSweep Sweep(IReadOnlyList<InspectedLayer> layers)
    {
        int inputs = layers[0].Inputs;
        int outputs = layers[layers.Count - 1].Outputs;
        long multiplyAdds = layers.Sum(layer => layer.Weights.Count);
        return outputs <= inputs
            ? new JacobianSweep(true, outputs, outputs * multiplyAdds, inputs * multiplyAdds)
            : new JacobianSweep(false, inputs, inputs * multiplyAdds, outputs * multiplyAdds);
    }

    /// <summary>The node of z: the product, or its sum with the biases.</summary>
    private static Node WeightedInput(BackwardGraph graph, Node product) =>
        graph.Nodes.FirstOrDefault(node => node.Operation is Operation.Addition && node.Inputs[0] == product.Index) ?? product;

    private static LayerFunction Function(Node weightedInput, Node result, List<InspectedActivation> activations)
    {
        switch (result.Operation)
        {
            case Operation.Softmax:
                return new LayerFunction.Softmax();
            case Operation.Elementwise function:
                Expression value = Substitution.Replace(function.Expression, new Variable(function.Variables[0]), new Variable("z"));
                InspectedActivation? same = activations.Find(activation => activation.Value == value);
                if (same is null)
                {
                    same = new InspectedActivation("Activation" + Number(result.Layer), value, Derivative.Of(value, "z"));
                    activations.Add(same);
                }

                return new LayerFunction.Elementwise(same);
            default:
                return result == weightedInput
                    ? new LayerFunction.Identity()
                    : throw new InvalidOperationException($"{result.Operation.GetType().Name} is no activation that can be inspected.");
        }
    }

    /// <summary>The loss and (BP1), in z, a and y of one output.</summary>
    private static InspectedLoss Loss(BackwardGraph graph, Node weightedInput, Node output)
    {
        Node loss = graph.Nodes[graph.Loss];
        if (loss.Operation is Operation.CrossEntropy)
        {
            return new InspectedLoss.CrossEntropy();
        }

        Node weightGradient = graph.Nodes.First(node => node.Operation is Operation.OuterProduct && node.Layer == output.Layer);
        Node delta = graph.Nodes[weightGradient.Inputs[0]];
        bool throughSoftmax = delta.Operation is Operation.SoftmaxJacobianProduct;
        Expression value = OfOneOutput(graph, graph.Nodes[loss.Inputs[0]], weightedInput, output);
        Expression derivative = OfOneOutput(graph, throughSoftmax ? graph.Nodes[delta.Inputs[1]] : delta, weightedInput, output);
        return new InspectedLoss.Sum(value, derivative, throughSoftmax);
    }

    /// <summary>A node's formula with z, a and y for the nodes of the output layer, and formulas for everything else.</summary>
    private static Expression OfOneOutput(BackwardGraph graph, Node node, Node weightedInput, Node output)
    {
        if (node.Operation is Operation.Target)
        {
            return new Variable("y");
        }

        if (node == output || node == weightedInput)
        {
            return new Variable(node == output ? "a" : "z");
        }

        if (node.Operation is not Operation.Elementwise function)
        {
            throw new InvalidOperationException($"{node.Operation.GetType().Name} is no part of a loss that can be inspected.");
        }

        // In two steps, for the names of variables and those of nodes may be the same.
        Expression formula = function.Expression;
        for (int i = 0; i < function.Variables.Count; i++)
        {
            formula = Substitution.Replace(formula, new Variable(function.Variables[i]), new Variable("operand" + Number(i)));
        }

        for (int i = 0; i < function.Variables.Count; i++)
        {
            Expression operand = OfOneOutput(graph, graph.Nodes[node.Inputs[i]], weightedInput, output);
            formula = Substitution.Replace(formula, new Variable("operand" + Number(i)), operand);
        }

        return formula;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

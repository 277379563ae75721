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
        Node output = graph.Nodes[graph.Output];
        var layers = new List<InspectedLayer>();
        var activations = new List<InspectedActivation>();

        // The memory of a sample begins with its input, a^0; then come z, a and delta of each layer.
        int inputs = graph.Nodes.First(node => node.Operation is Operation.Input).Length;
        int offset = inputs;
        for (int number = 1; number <= output.Layer; number++)
        {
            layers.Add(Layer(graph, parameters, number, activations, ref offset));
        }

        // The derivative of a function of the input is taken at the input.
        JacobianSweep sweep = Sweep(layers, inputs);
        bool keepsInput = !sweep.Backwards && layers.Any(layer => layer is InspectedFunction && layer.Reads.Contains(0));
        return new InspectionPlan(
            inputs, layers.ToEquatableArray(), activations.ToEquatableArray(), Loss(graph, output), keepsInput ? checked(offset + inputs) : offset, sweep)
        {
            InputChange = keepsInput ? offset : null,
        };
    }

    private static InspectedLayer Layer(
        BackwardGraph graph, ParameterPlan parameters, int number, List<InspectedActivation> activations, ref int offset)
    {
        Node[] nodes = [.. graph.Nodes.Where(node => node.Layer == number && node.Index < graph.Loss)];
        Node? activation = nodes.FirstOrDefault(node => node.Name == "a" + Number(number));
        if (nodes.FirstOrDefault(node => node.Operation is Operation.MatrixVectorProduct) is { } product)
        {
            Node weightedInput = WeightedInput(graph, product);
            var dense = new InspectedDense(
                number,
                graph.Nodes[product.Inputs[1]].Layer,
                parameters[product.Inputs[0]],
                weightedInput == product ? null : parameters[weightedInput.Inputs[1]],
                Function(weightedInput, activation ?? weightedInput, activations),
                offset,
                checked(offset + product.Length),
                checked(offset + (2 * product.Length)));
            offset = checked(offset + (3 * product.Length));
            return dense;
        }

        int place = offset;
        Node result = activation ?? throw new InvalidOperationException($"Layer {Number(number)} computes nothing that can be inspected.");
        int errors = checked(place + result.Length);
        offset = checked(errors + result.Length);
        return result.Operation is Operation.Elementwise function
            ? Function(graph, parameters, result, function, place, errors)
            : new InspectedSoftmax(
                number, result.Length, graph.Nodes[result.Inputs[0]].Layer, result.Operation is Operation.LogSoftmax, place, errors);
    }

    private static InspectedFunction Function(
        BackwardGraph graph, ParameterPlan parameters, Node node, Operation.Elementwise function, int activations, int errors)
    {
        Node[] inputs = [.. node.Inputs.Select(input => graph.Nodes[input])];
        var names = function.Variables.Zip(inputs, (variable, input) => (variable, symbol: Symbol(input)))
            .ToDictionary(pair => pair.variable, pair => pair.symbol, StringComparer.Ordinal);
        return new InspectedFunction(
            node.Layer,
            node.Length,
            inputs.Where(input => input.Operation is not Operation.Parameter).Select(input => input.Layer).ToEquatableArray(),
            Simplifier.Simplify(Substitution.Rename(function.Expression, names)),
            inputs.Where(input => input.Operation is Operation.Parameter).Select(input => new InspectedParameter(input.Name, parameters[input.Index])).ToEquatableArray(),
            activations,
            errors);

        static string Symbol(Node input) => input.Operation is Operation.Parameter ? input.Name : "a" + Number(input.Layer);
    }

    /// <summary>
    /// A sweep takes every weight once, whichever way it goes; backwards there is one for each output, forwards one for
    /// each input.
    /// </summary>
    private static JacobianSweep Sweep(IReadOnlyList<InspectedLayer> layers, int inputs)
    {
        int outputs = layers[layers.Count - 1].Outputs;
        long multiplyAdds = layers.OfType<InspectedDense>().Sum(layer => layer.Weights.Count);
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
    private static InspectedLoss Loss(BackwardGraph graph, Node output)
    {
        Node loss = graph.Nodes[graph.Loss];
        if (loss.Operation is Operation.CrossEntropy)
        {
            return new InspectedLoss.CrossEntropy();
        }

        Node? weightGradient = graph.Nodes.FirstOrDefault(node => node.Operation is Operation.OuterProduct && node.Layer == output.Layer);
        return weightGradient is null
            ? LossOfFunction(graph, output, graph.Nodes[loss.Inputs[0]])
            : LossOfDense(graph, output, graph.Nodes[loss.Inputs[0]], graph.Nodes[weightGradient.Inputs[0]]);
    }

    private static InspectedLoss.Sum LossOfDense(BackwardGraph graph, Node output, Node losses, Node delta)
    {
        Node weightedInput = WeightedInput(graph, graph.Nodes.First(node => node.Operation is Operation.MatrixVectorProduct && node.Layer == output.Layer));
        bool throughSoftmax = delta.Operation is Operation.SoftmaxJacobianProduct;
        Expression value = OfOneOutput(graph, losses, weightedInput, output);
        Expression derivative = OfOneOutput(graph, throughSoftmax ? graph.Nodes[delta.Inputs[1]] : delta, weightedInput, output);
        return new InspectedLoss.Sum(value, derivative, throughSoftmax, IsFolded: true);
    }

    /// <summary>A loss that the last layer's result is put into, or what that layer reads where a logarithm asks for it.</summary>
    private static InspectedLoss.Sum LossOfFunction(BackwardGraph graph, Node output, Node losses)
    {
        Expression value = OfOneOutput(graph, losses, graph.Nodes[output.Inputs[0]], output);
        bool isFolded = !losses.Inputs.Contains(output.Index);
        return new InspectedLoss.Sum(value, Derivative.Of(value, isFolded ? "z" : "a"), ThroughSoftmax: false, isFolded);
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

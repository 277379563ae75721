using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Differentiation;

/// <summary>One rule per operation: from the gradient of its result to the gradients of its inputs.</summary>
internal static class GradientRules
{
    public static IEnumerable<(int Input, ElementwiseGradient Gradient)> Apply(GraphBuilder graph, Node node, ElementwiseGradient gradient) =>
        node.Operation switch
        {
            Operation.Input or Operation.Target or Operation.DropoutMask or Operation.Parameter => [],
            Operation.Addition => node.Inputs.Select(input => (input, gradient)),
            Operation.Elementwise elementwise => Elementwise(graph, node, elementwise, gradient),
            Operation.Sum => [(node.Inputs[0], gradient)],
            Operation.MatrixVectorProduct => MatrixVectorProduct(graph, node, gradient),
            Operation.Softmax => Softmax(graph, node, gradient),
            Operation.CrossEntropy => CrossEntropy(graph, node),
            _ => throw new InvalidOperationException($"There is no gradient rule for {node.Operation.GetType().Name}."),
        };

    /// <summary>z = W a: dC/dW = delta a^T (BP4), dC/da = W^T delta (the first factor of BP2).</summary>
    private static IEnumerable<(int, ElementwiseGradient)> MatrixVectorProduct(GraphBuilder graph, Node node, ElementwiseGradient gradient)
    {
        Node weights = graph[node.Inputs[0]];
        Node input = graph[node.Inputs[1]];
        Node delta = gradient.Materialize(graph, "delta" + Number(node.Layer), node.Layer);
        Node weightGradient = graph.Apply("gradientOfW" + Number(node.Layer), node.Layer, new Operation.OuterProduct(), delta, input);
        bool dropped = input.Inputs.Any(operand => graph[operand].Operation is Operation.DropoutMask);
        string name = input.Operation is Operation.Input ? "inputGradient" : (dropped ? "gradientOfD" : "gradientOfA") + Number(input.Layer);
        Node inputGradient = graph.Apply(name, input.Layer, new Operation.TransposedMatrixVectorProduct(), weights, delta);
        return [(weights.Index, ElementwiseGradient.Of(weightGradient)), (input.Index, ElementwiseGradient.Of(inputGradient))];
    }

    /// <summary>a = f(u, v, ...): dC/du = dC/da (.) df/du. Targets and other inputs that cannot change get no gradient.</summary>
    private static IEnumerable<(int, ElementwiseGradient)> Elementwise(
        GraphBuilder graph, Node node, Operation.Elementwise elementwise, ElementwiseGradient gradient)
    {
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            Node input = graph[node.Inputs[i]];
            if (input.Operation is Operation.Target or Operation.DropoutMask)
            {
                continue;
            }

            Expression derivative = Derivative.Of(elementwise.Expression, elementwise.Variables[i]);
            yield return node.Inputs.Count == 1
                ? (input.Index, Activation(graph, node, elementwise, input, derivative, gradient))
                : (input.Index, OfSeveral(graph, node, elementwise, derivative, gradient));
        }
    }

    /// <summary>
    /// delta = dC/da (.) f'(z). Where f'(z) can be had from a alone, nothing else needs storing; else the derivative
    /// is a node of its own, which the forward pass computes while z is at hand.
    /// </summary>
    private static ElementwiseGradient Activation(
        GraphBuilder graph, Node node, Operation.Elementwise elementwise, Node input, Expression derivative, ElementwiseGradient gradient)
    {
        string variable = elementwise.Variables[0];
        Expression fromResult = ResultSubstitution.Express(derivative, elementwise.Expression, node.Name);
        if (!Substitution.FreeVariables(fromResult).Contains(variable))
        {
            return gradient.Times(fromResult, [node]);
        }

        Node slope = graph.Apply(
            "slope" + Number(node.Layer), node.Layer, new Operation.Elementwise(derivative, elementwise.Variables), input);
        return gradient.Times(new Variable(slope.Name), [slope]);
    }

    /// <summary>The derivative of a loss or of dropout, in which values that the graph already holds (a for f(z)) are not computed again.</summary>
    private static ElementwiseGradient OfSeveral(
        GraphBuilder graph, Node node, Operation.Elementwise elementwise, Expression derivative, ElementwiseGradient gradient)
    {
        var inputs = new List<Node>();
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            Node input = graph[node.Inputs[i]];
            inputs.Add(input);
            derivative = Substitution.Replace(derivative, new Variable(elementwise.Variables[i]), new Variable(input.Name));
        }

        for (int index = 0; index < graph.Count; index++)
        {
            Node known = graph[index];
            if (known.Inputs.Count == 1 && known.Operation is Operation.Elementwise function && inputs.Contains(graph[known.Inputs[0]]))
            {
                Expression value = Substitution.Replace(
                    function.Expression, new Variable(function.Variables[0]), new Variable(graph[known.Inputs[0]].Name));
                derivative = Substitution.Replace(derivative, value, new Variable(known.Name));
                inputs.Add(known);
            }
        }

        return gradient.Times(derivative, inputs);
    }

    /// <summary>The product with softmax's full Jacobian, diag(a) - a a^T.</summary>
    private static IEnumerable<(int, ElementwiseGradient)> Softmax(GraphBuilder graph, Node node, ElementwiseGradient gradient)
    {
        Node upstream = gradient.Materialize(graph, "gradientOfA" + Number(node.Layer), node.Layer);
        Node delta = graph.Apply("delta" + Number(node.Layer), node.Layer, new Operation.SoftmaxJacobianProduct(), node, upstream);
        return [(node.Inputs[0], ElementwiseGradient.Of(delta))];
    }

    /// <summary>The loss is the end of the graph, so the gradient of its result is 1.</summary>
    private static IEnumerable<(int, ElementwiseGradient)> CrossEntropy(GraphBuilder graph, Node node)
    {
        Node delta = graph.Apply(
            "delta" + Number(node.Layer), node.Layer, new Operation.CrossEntropyGradient(), graph[node.Inputs[0]], graph[node.Inputs[1]]);
        return [(node.Inputs[0], ElementwiseGradient.Of(delta))];
    }

    private static string Number(int layer) => layer.ToString(CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Differentiation;

/// <summary>One rule per operation: from the gradient of its result to the gradients of its inputs.</summary>
/// <param name="graph">Gets the nodes of the gradients.</param>
/// <param name="forward">The nodes that the loss depends on.</param>
internal sealed class GradientRules(GraphBuilder graph, ImmutableArray<Node> forward)
{
    private readonly ILookup<int, Node> _readers = NetworkGraph.Readers(forward);

    public IEnumerable<(int Input, ElementwiseGradient Gradient)> Apply(Node node, ElementwiseGradient gradient) =>
        node.Operation switch
        {
            Operation.Input or Operation.Target or Operation.DropoutMask or Operation.Parameter => [],
            Operation.Addition => node.Inputs.Select(input => (input, gradient)),
            Operation.Elementwise elementwise => Elementwise(node, elementwise, gradient),
            Operation.Sum => [(node.Inputs[0], gradient)],
            Operation.MatrixVectorProduct => MatrixVectorProduct(node, gradient),
            Operation.Softmax => SoftmaxOrLogarithm(node, gradient, new Operation.SoftmaxJacobianProduct()),
            Operation.LogSoftmax => SoftmaxOrLogarithm(node, gradient, new Operation.LogSoftmaxJacobianProduct()),
            Operation.CrossEntropy => CrossEntropy(node),
            _ => throw new InvalidOperationException($"There is no gradient rule for {node.Operation.GetType().Name}."),
        };

    /// <summary>Whether several inputs of a function get their gradients from that of its result.</summary>
    public bool Branches(Node node) =>
        node.Operation is Operation.Elementwise && node.Inputs.Count(input => graph[input].Operation is not (Operation.Target or Operation.DropoutMask)) > 1;

    /// <summary>The gradient of a node's result, as a node of its own. Inputs and parameters get theirs in the end.</summary>
    public ElementwiseGradient Alone(Node node, ElementwiseGradient gradient) => node.Operation is Operation.Input or Operation.Parameter
        ? gradient
        : ElementwiseGradient.Of(gradient.Materialize(graph, (IsWeightedInput(node) ? "delta" : "gradientOfA") + Number(node.Layer), node.Layer));

    /// <summary>z = W a: dC/dW = delta a^T (BP4), dC/da = W^T delta (the first factor of BP2).</summary>
    private IEnumerable<(int, ElementwiseGradient)> MatrixVectorProduct(Node node, ElementwiseGradient gradient)
    {
        Node weights = graph[node.Inputs[0]];
        Node input = graph[node.Inputs[1]];
        Node delta = gradient.Materialize(graph, "delta" + Number(node.Layer), node.Layer);
        Node weightGradient = graph.Apply("gradientOfW" + Number(node.Layer), node.Layer, new Operation.OuterProduct(), delta, input);
        Node inputGradient = graph.Apply(NameOfGradient(input, node), input.Layer, new Operation.TransposedMatrixVectorProduct(), weights, delta);
        return [(weights.Index, ElementwiseGradient.Of(weightGradient)), (input.Index, ElementwiseGradient.Of(inputGradient))];
    }

    /// <summary>The name of what one node adds to the gradient of a value; where it is all, that of the gradient itself.</summary>
    private string NameOfGradient(Node value, Node consumer)
    {
        bool dropped = value.Inputs.Any(operand => graph[operand].Operation is Operation.DropoutMask);
        string name = value.Operation is Operation.Input ? "inputGradient" : (dropped ? "gradientOfD" : "gradientOfA") + Number(value.Layer);
        return IsReadBySeveral(value) ? $"{name}Through{(IsWeightedInput(consumer) ? "Z" : "A")}{Number(consumer.Layer)}" : name;
    }

    /// <summary>a = f(u, v, ...): dC/du = dC/da (.) df/du. Targets and other inputs that cannot change get no gradient.</summary>
    private IEnumerable<(int, ElementwiseGradient)> Elementwise(Node node, Operation.Elementwise elementwise, ElementwiseGradient gradient)
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
                ? (input.Index, Activation(node, elementwise, input, derivative, gradient))
                : (input.Index, OfSeveral(node, elementwise, derivative, gradient));
        }
    }

    /// <summary>
    /// delta = dC/da (.) f'(z). Where f'(z) can be had from a alone, nothing else needs storing; else the derivative
    /// is a node of its own, which the forward pass computes while z is at hand.
    /// </summary>
    private ElementwiseGradient Activation(
        Node node, Operation.Elementwise elementwise, Node input, Expression derivative, ElementwiseGradient gradient)
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

    /// <summary>The derivative of a loss, of dropout or of a function of several values, in which values that the graph already holds (a for f(z)) are not computed again.</summary>
    private ElementwiseGradient OfSeveral(Node node, Operation.Elementwise elementwise, Expression derivative, ElementwiseGradient gradient)
    {
        List<Node> inputs = [.. node.Inputs.Select(input => graph[input])];
        HashSet<int> places = [.. node.Inputs];
        derivative = Simplifier.Simplify(Substitution.Rename(
            derivative, elementwise.Variables.Zip(inputs, (variable, input) => (variable, input.Name)).ToDictionary(pair => pair.variable, pair => pair.Name)));
        for (int index = 0; index < graph.Count; index++)
        {
            Node known = graph[index];
            if (known.Inputs.Count == 1 && places.Contains(known.Inputs[0]) && known.Operation is Operation.Elementwise { Expression: not (Constant or Variable) } function)
            {
                Expression value = Substitution.Replace(
                    function.Expression, new Variable(function.Variables[0]), new Variable(graph[known.Inputs[0]].Name));
                derivative = Substitution.Replace(derivative, value, new Variable(known.Name));
                inputs.Add(known);
                places.Add(index);
            }
        }

        return gradient.Times(derivative, inputs);
    }

    /// <summary>The product with the full Jacobian of softmax, diag(a) - a a^T, or of its logarithm.</summary>
    private IEnumerable<(int, ElementwiseGradient)> SoftmaxOrLogarithm(Node node, ElementwiseGradient gradient, Operation product)
    {
        Node input = graph[node.Inputs[0]];
        Node upstream = gradient.Materialize(graph, "gradientOfA" + Number(node.Layer), node.Layer);
        Node delta = graph.Apply(NameOfError(input, node), input.Layer, product, node, upstream);
        return [(input.Index, ElementwiseGradient.Of(delta))];
    }

    /// <summary>The loss is the end of the graph, so the gradient of its result is 1.</summary>
    private IEnumerable<(int, ElementwiseGradient)> CrossEntropy(Node node)
    {
        Node input = graph[node.Inputs[0]];
        Node delta = graph.Apply(NameOfError(input, node), input.Layer, new Operation.CrossEntropyGradient(), input, graph[node.Inputs[1]]);
        return [(input.Index, ElementwiseGradient.Of(delta))];
    }

    /// <summary>The error of a dense layer whose z a softmax or the loss reads; where it reads something else, the gradient of that.</summary>
    private string NameOfError(Node input, Node consumer) =>
        IsWeightedInput(input) && !IsReadBySeveral(input) ? "delta" + Number(input.Layer) : NameOfGradient(input, consumer);

    private bool IsReadBySeveral(Node value) => _readers[value.Index].Skip(1).Any();

    private static bool IsWeightedInput(Node node) => node.Operation is Operation.MatrixVectorProduct or Operation.Addition;

    private static string Number(int layer) => layer.ToString(CultureInfo.InvariantCulture);
}

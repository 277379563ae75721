using System.Collections.Immutable;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Differentiation;

/// <summary>
/// A gradient that is still a formula over nodes. Factors gather here, chain rule after chain rule, until an
/// operation needs the numbers; so (BP1) becomes one expression in a^L and y.
/// </summary>
/// <param name="Formula">The formula; each variable is the name of a node.</param>
/// <param name="Nodes">The nodes the variables stand for.</param>
internal sealed record ElementwiseGradient(Expression Formula, ImmutableArray<Node> Nodes)
{
    public static ElementwiseGradient One { get; } = new(new Constant(1), []);

    public static ElementwiseGradient Of(Node node) => new(new Variable(node.Name), [node]);

    /// <summary>The chain rule for an elementwise function: this gradient (.) the derivative.</summary>
    public ElementwiseGradient Times(Expression derivative, IEnumerable<Node> nodes) =>
        new(Simplifier.Simplify(Formula * derivative), [.. Nodes.Union(nodes)]);

    /// <summary>The sum over the paths on which a node influences the loss.</summary>
    public ElementwiseGradient Plus(ElementwiseGradient other) =>
        new(Simplifier.Simplify(Formula + other.Formula), [.. Nodes.Union(other.Nodes)]);

    /// <summary>The node with this gradient's numbers, added to the graph unless it is there.</summary>
    public Node Materialize(GraphBuilder graph, string name, int layer)
    {
        Node[] used = Used();
        return Formula is Variable && used.Length == 1
            ? used[0]
            : graph.Apply(name, layer, new Operation.Elementwise(Formula, used.Select(node => node.Name).ToEquatableArray()), used);
    }

    /// <summary>The gradient by a vector of parameters that a function reads, which is summed over the samples of a batch.</summary>
    public Node OfVector(GraphBuilder graph, string name, Node parameter)
    {
        Node[] used = Used();
        var operation = new Operation.VectorGradient(
            ((Operation.Parameter)parameter.Operation).Name, Formula, used.Select(node => node.Name).ToEquatableArray());
        return graph.Apply(name, parameter.Layer, operation, used);
    }

    private Node[] Used()
    {
        ImmutableSortedSet<string> variables = [.. Substitution.FreeVariables(Formula)];

        // The gradient of a loss is known by its target, even of a loss that does not look at it.
        Node[] used = [.. Nodes.Where(node => variables.Contains(node.Name) || node.Operation is Operation.Target)];

        // A slope that is the same everywhere still has as many elements as what it came from.
        return used.Length == 0 ? [Nodes[0]] : used;
    }
}

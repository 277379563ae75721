using System.Collections.Immutable;

namespace NeuralGen.Compiler.Graph;

/// <summary>Appends nodes to a graph. A computation that the graph already holds is not added again.</summary>
internal sealed class GraphBuilder
{
    private readonly List<Node> _nodes = [];

    public GraphBuilder()
    {
    }

    public GraphBuilder(ImmutableArray<Node> nodes) => _nodes.AddRange(nodes);

    public Node this[int index] => _nodes[index];

    public int Count => _nodes.Count;

    /// <summary>Adds a node without inputs, whose shape is given.</summary>
    public Node Source(string name, int layer, Operation operation, params int[] shape) =>
        Append(name, layer, operation, EquatableArray<int>.Empty, shape.ToEquatableArray());

    /// <summary>Adds a node, or finds the one that computes the same; its shape is inferred.</summary>
    public Node Apply(string name, int layer, Operation operation, params Node[] inputs)
    {
        EquatableArray<int> indices = inputs.Select(input => input.Index).ToEquatableArray();
        return _nodes.Find(node => node.Operation == operation && node.Inputs.Equals(indices)) ?? Add(name, layer, operation, inputs);
    }

    /// <summary>Adds a node, whatever is there: what a layer gives is its own, though another layer may compute the same.</summary>
    public Node Add(string name, int layer, Operation operation, params Node[] inputs) => Append(
        name, layer, operation, inputs.Select(input => input.Index).ToEquatableArray(), ShapeInference.Infer(operation, [.. inputs.Select(input => input.Shape)]));

    public ImmutableArray<Node> ToNodes() => [.. _nodes];

    private Node Append(string name, int layer, Operation operation, EquatableArray<int> inputs, EquatableArray<int> shape)
    {
        var node = new Node(_nodes.Count, name, layer, operation, inputs, shape);
        _nodes.Add(node);
        return node;
    }
}

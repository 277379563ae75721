using System.Collections.Immutable;

namespace NeuralGen.Compiler.Graph;

/// <summary>Appends nodes to a graph. A computation that the graph already holds is not added again.</summary>
internal sealed class GraphBuilder
{
    private readonly List<Node> _nodes = [];

    // What is computed from the same nodes, for the search of the same computation.
    private readonly Dictionary<EquatableArray<int>, List<Node>> _byInputs = [];

    public GraphBuilder()
    {
    }

    public GraphBuilder(ImmutableArray<Node> nodes)
    {
        foreach (Node node in nodes)
        {
            Append(node);
        }
    }

    public Node this[int index] => _nodes[index];

    public int Count => _nodes.Count;

    /// <summary>Adds a node without inputs, whose shape is given.</summary>
    public Node Source(string name, int layer, Operation operation, params int[] shape) =>
        Append(name, layer, operation, EquatableArray<int>.Empty, shape.ToEquatableArray());

    /// <summary>Adds a node, or finds the one that computes the same; its shape is inferred.</summary>
    public Node Apply(string name, int layer, Operation operation, params Node[] inputs)
    {
        EquatableArray<int> indices = inputs.Select(input => input.Index).ToEquatableArray();
        Node? same = _byInputs.TryGetValue(indices, out List<Node>? readers) ? readers.Find(node => node.Operation == operation) : null;
        return same ?? Add(name, layer, operation, inputs);
    }

    /// <summary>Adds a node, whatever is there: what a layer gives is its own, though another layer may compute the same.</summary>
    public Node Add(string name, int layer, Operation operation, params Node[] inputs) => Append(
        name, layer, operation, inputs.Select(input => input.Index).ToEquatableArray(), ShapeInference.Infer(operation, [.. inputs.Select(input => input.Shape)]));

    public ImmutableArray<Node> ToNodes() => [.. _nodes];

    private Node Append(string name, int layer, Operation operation, EquatableArray<int> inputs, EquatableArray<int> shape)
    {
        var node = new Node(_nodes.Count, name, layer, operation, inputs, shape);
        Append(node);
        return node;
    }

    private void Append(Node node)
    {
        _nodes.Add(node);
        if (!_byInputs.TryGetValue(node.Inputs, out List<Node>? readers))
        {
            _byInputs.Add(node.Inputs, readers = []);
        }

        readers.Add(node);
    }
}

using System.Collections.Immutable;

namespace NeuralGen.Compiler.Graph;

/// <summary>The forward computation of a network.</summary>
/// <param name="Nodes">All nodes; each one's inputs come before it.</param>
/// <param name="Output">The node of a^L.</param>
/// <param name="Loss">The node of the loss C.</param>
internal sealed record NetworkGraph(ImmutableArray<Node> Nodes, int Output, int Loss)
{
    public IEnumerable<Node> Parameters => Nodes.Where(node => node.Operation is Operation.Parameter);

    public Node Input => Nodes.First(node => node.Operation is Operation.Input);

    /// <summary>The nodes that read each node, by its index, in order.</summary>
    public static ILookup<int, Node> Readers(IEnumerable<Node> nodes) =>
        nodes.SelectMany(node => node.Inputs.Distinct().Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);

    /// <summary>The nodes that some results depend on, results included, in order.</summary>
    public static ImmutableArray<Node> Needed(ImmutableArray<Node> nodes, IEnumerable<int> results)
    {
        var needed = new HashSet<int>(results);
        for (int index = nodes.Length - 1; index >= 0; index--)
        {
            if (needed.Contains(index))
            {
                needed.UnionWith(nodes[index].Inputs);
            }
        }

        return [.. nodes.Where(node => needed.Contains(node.Index))];
    }
}

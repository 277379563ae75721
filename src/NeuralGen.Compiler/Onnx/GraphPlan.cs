using NeuralGen.Compiler.Onnx.Format;
using NeuralGen.Compiler.Onnx.Operators;

namespace NeuralGen.Compiler.Onnx;

/// <summary>The part of a graph that one output needs: nothing else of the file is looked at.</summary>
/// <param name="Nodes">In the file's order, in which each one's inputs come before it.</param>
/// <param name="Initializers">By name.</param>
/// <param name="Input">The only input that is no initialiser.</param>
internal sealed record GraphPlan(
    IReadOnlyList<NodeMessage> Nodes, IReadOnlyDictionary<string, TensorMessage> Initializers, ValueMessage Input, ValueMessage Output)
{
    /// <summary>More problems than anybody reads.</summary>
    private const int MostProblems = 20;

    /// <summary>Far more than the layers that can be compiled, however an exporter has taken them apart.</summary>
    private const int MostNodes = 20_000;

    public static bool IsDefaultDomain(string domain) => domain is "" or "ai.onnx";

    /// <summary>Finds what an output needs, all of whose operators must be known.</summary>
    /// <param name="outputName">The output's name; null where there is only one.</param>
    public static GraphPlan Of(GraphMessage graph, int opset, string? outputName)
    {
        ValueMessage[] outputs = [.. graph.Outputs.Where(output => outputName is null || output.Name == outputName)];
        var initializers = new Dictionary<string, TensorMessage>(StringComparer.Ordinal);
        foreach (TensorMessage initializer in graph.Initializers)
        {
            initializers[initializer.Name] = initializers.ContainsKey(initializer.Name)
                ? throw new ImportException(ProblemKind.DamagedFile, $"The model has two initialisers of the name '{initializer.Name}'.")
                : initializer;
        }

        CheckNames(graph, initializers);
        (List<NodeMessage> nodes, HashSet<string> needed) = Needed(graph, outputs);
        ImportProblem[] unsupported = Unsupported(nodes, opset);
        if (unsupported.Length > 0 && !outputs.Take(MostProblems).Any(output => Unsupported(Needed(graph, [output]).Nodes, opset).Length == 0))
        {
            // Before anything that would only matter if these were known.
            throw new ImportException(unsupported);
        }

        if (nodes.Count > MostNodes)
        {
            throw new ImportException(ProblemKind.TooLarge, $"The model computes its output by {nodes.Count} nodes; networks of at most {MostNodes} can be compiled.");
        }

        CheckOrder(graph, nodes);
        ValueMessage output = Only(outputs, graph, outputName);
        ValueMessage[] inputs = [.. graph.Inputs.Where(input => needed.Contains(input.Name) && !initializers.ContainsKey(input.Name))];
        return inputs.Length switch
        {
            0 => throw new ImportException(ProblemKind.UnsupportedGraph, $"The output '{output.Name}' depends on none of the model's inputs."),
            1 => new GraphPlan(nodes, initializers, inputs[0], output),
            _ => throw new ImportException(ProblemKind.UnsupportedGraph, $"The model has several inputs ({Names(inputs)}); models with one are supported. Weights must be initialisers, not inputs."),
        };
    }

    /// <summary>How many of the input's first axes to take for the batch, the usual reading first.</summary>
    public IEnumerable<int> BatchReadings(int opset)
    {
        IReadOnlyList<long?> shape = InputShape.Of(this, opset);
        int rank = shape.Count;
        int least = rank;
        while (least > 0 && shape[least - 1] is not null)
        {
            least--;
        }

        // A batch of one needs no axis of its own: then all axes are the sample's, and the graph may drop that axis.
        bool isSingle = least == 0 && (rank < 2 || shape[0] == 1);
        IEnumerable<int> usual = isSingle ? [0] : [Math.Max(1, least)];
        return usual.Concat(Enumerable.Range(least, rank - least)).Concat([least]).Distinct();
    }

    private static ValueMessage Only(ValueMessage[] outputs, GraphMessage graph, string? name) => (outputs.Length, name) switch
    {
        (1, _) => outputs[0],
        (0, null) => throw new ImportException(ProblemKind.DamagedFile, "The model's graph has no output."),
        (0, _) => throw new ImportException(ProblemKind.UnsupportedGraph, $"The model has no output '{name}'; it has {Names(graph.Outputs)}."),
        (_, null) => throw new ImportException(ProblemKind.UnsupportedGraph, $"The model has several outputs ({Names(outputs)}); name the one to compute."),
        _ => throw new ImportException(ProblemKind.DamagedFile, $"The model has several outputs of the name '{name}'."),
    };

    private static string Names(IReadOnlyCollection<ValueMessage> values) =>
        string.Join(", ", values.Take(MostProblems).Select(value => $"'{value.Name}'")) + (values.Count > MostProblems ? $" and {values.Count - MostProblems} more" : "");

    /// <summary>Every name must be given once.</summary>
    private static void CheckNames(GraphMessage graph, Dictionary<string, TensorMessage> initializers)
    {
        var defined = new HashSet<string>(initializers.Keys.Concat(graph.Inputs.Select(input => input.Name)), StringComparer.Ordinal);
        foreach (string output in graph.Nodes.SelectMany(node => node.Outputs).Where(output => output.Length > 0))
        {
            if (!defined.Add(output))
            {
                throw new ImportException(ProblemKind.DamagedFile, $"The model computes '{output}' twice.");
            }
        }
    }

    /// <summary>What a node reads must stand before it.</summary>
    private static void CheckOrder(GraphMessage graph, List<NodeMessage> needed)
    {
        var open = new HashSet<string>(graph.Nodes.SelectMany(node => node.Outputs), StringComparer.Ordinal);
        foreach (NodeMessage node in needed)
        {
            if (node.Inputs.Find(input => input.Length > 0 && open.Contains(input)) is { } missing)
            {
                throw new ImportException(OperatorContext.NotComputed(node, missing));
            }

            open.ExceptWith(node.Outputs);
        }
    }

    /// <summary>The nodes that some outputs need, and the names of all values that those read.</summary>
    private static (List<NodeMessage> Nodes, HashSet<string> Names) Needed(GraphMessage graph, IEnumerable<ValueMessage> outputs)
    {
        var needed = new HashSet<string>(outputs.Select(output => output.Name), StringComparer.Ordinal);
        var nodes = new List<NodeMessage>();
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            if (graph.Nodes[i].Outputs.Exists(output => output.Length > 0 && needed.Contains(output)))
            {
                nodes.Add(graph.Nodes[i]);
                needed.UnionWith(graph.Nodes[i].Inputs);
            }
        }

        nodes.Reverse();
        return (nodes, needed);
    }

    private static ImportProblem[] Unsupported(IEnumerable<NodeMessage> nodes, int opset) =>
        [.. nodes.Select(node => Problem(node, opset)).OfType<ImportProblem>().Take(MostProblems)];

    private static ImportProblem? Problem(NodeMessage node, int opset)
    {
        string? what = Fault(node, opset);
        ProblemKind kind = node.Domain.StartsWith("ai.onnx.", StringComparison.Ordinal) && node.Domain.EndsWith("training", StringComparison.Ordinal)
            ? ProblemKind.TrainingOnly
            : ProblemKind.UnsupportedOperator;
        return what is null ? null : new ImportProblem(kind, $"The {OperatorContext.Describe(node)} {what}.")
        {
            Operator = node.Operator,
            Node = node.Name.Length > 0 ? node.Name : null,
        };
    }

    private static string? Fault(NodeMessage node, int modelOpset)
    {
        int opset = node.Opset ?? modelOpset;
        if (!IsDefaultDomain(node.Domain))
        {
            return $"is of the operators '{node.Domain}'; only ONNX's own (ai.onnx) are supported: {OperatorTable.Instead(node.Operator)}";
        }

        return OperatorTable.Find(node.Operator) is not { } rule ? $"is not supported; {OperatorTable.Instead(node.Operator)}"
            : opset < rule.Since ? $"does not exist in opset {opset}, but from {rule.Since} on"
            : opset < rule.SupportedSince ? $"is supported from opset {rule.SupportedSince} on, and the model uses {opset}"
            : null;
    }
}

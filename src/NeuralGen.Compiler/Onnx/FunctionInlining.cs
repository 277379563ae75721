using NeuralGen.Compiler.Onnx.Format;

namespace NeuralGen.Compiler.Onnx;

/// <summary>
/// Puts the nodes of the model's own functions in the place of the nodes that call them. PyTorch's exporter wrote every operator of its
/// own as such a function for a while.
/// </summary>
internal sealed class FunctionInlining
{
    /// <summary>A few bytes can say that functions call each other twice, and those each other twice.</summary>
    private const int MostInnerNodes = 5000;

    private readonly Dictionary<(string Domain, string Name, string Overload), FunctionMessage> _functions = [];
    private readonly List<NodeMessage> _nodes = [];
    private readonly HashSet<FunctionMessage> _open = [];
    private int _calls;
    private int _inner;

    private FunctionInlining(IEnumerable<FunctionMessage> functions)
    {
        foreach (FunctionMessage function in functions)
        {
            (string, string, string) key = (DomainOf(function.Domain), function.Name, function.Overload);
            if (_functions.ContainsKey(key))
            {
                throw new ImportException(ProblemKind.DamagedFile, $"The model has two functions of the name '{function.Name}'.");
            }

            _functions.Add(key, function);
        }
    }

    /// <summary>Replaces the graph's nodes.</summary>
    /// <exception cref="ImportException">A function calls itself, or they are too many.</exception>
    public static void Apply(GraphMessage graph, IReadOnlyCollection<FunctionMessage> functions)
    {
        if (functions.Count == 0)
        {
            return;
        }

        var inlining = new FunctionInlining(functions);
        foreach (NodeMessage node in graph.Nodes)
        {
            inlining.Add(node);
        }

        graph.Nodes.Clear();
        graph.Nodes.AddRange(inlining._nodes);
    }

    private static string DomainOf(string domain) => GraphPlan.IsDefaultDomain(domain) ? "" : domain;

    private void Add(NodeMessage node)
    {
        if (_functions.TryGetValue((DomainOf(node.Domain), node.Operator, node.Overload), out FunctionMessage? function))
        {
            Call(node, function);
            return;
        }

        if (_open.Count > 0 && ++_inner > MostInnerNodes)
        {
            throw new ImportException(ProblemKind.TooLarge, $"The model's functions have more than {MostInnerNodes} nodes together, each counted as often as it is called.");
        }

        _nodes.Add(node);
    }

    private void Call(NodeMessage call, FunctionMessage function)
    {
        const int Deepest = 100;
        if (!_open.Add(function) || _open.Count > Deepest)
        {
            throw new ImportException(new ImportProblem(ProblemKind.DamagedFile, $"The model's function '{function.Name}' calls itself, or {Deepest} functions call each other.") { Operator = call.Operator });
        }

        if (call.Inputs.Count > function.Inputs.Count || call.Outputs.Count > function.Outputs.Count)
        {
            string found = $"has {call.Inputs.Count} inputs and {call.Outputs.Count} outputs";
            string expected = $"the model's function '{function.Name}' has {function.Inputs.Count} and {function.Outputs.Count}";
            throw new ImportException(new ImportProblem(ProblemKind.DamagedFile, $"The {OperatorContext.Describe(call)} {found}; {expected}.") { Operator = call.Operator });
        }

        string suffix = $" (call {++_calls})";
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = "" };
        for (int i = 0; i < function.Inputs.Count; i++)
        {
            names[function.Inputs[i]] = i < call.Inputs.Count ? call.Inputs[i] : "";
        }

        int? opset = OpsetOf(function, call);
        foreach (NodeMessage inner in function.Nodes)
        {
            Add(Renamed(inner, call, function, opset, name => names.TryGetValue(name, out string? actual) ? actual : name + suffix));
        }

        for (int i = 0; i < call.Outputs.Count; i++)
        {
            string name = function.Outputs[i];
            var result = new NodeMessage { Operator = "Identity", Name = call.Name };
            result.Inputs.Add(names.TryGetValue(name, out string? actual) ? actual : name + suffix);
            result.Outputs.Add(call.Outputs[i]);
            Add(result);
        }

        _open.Remove(function);
    }

    private static NodeMessage Renamed(NodeMessage inner, NodeMessage call, FunctionMessage function, int? opset, Func<string, string> rename)
    {
        var node = new NodeMessage
        {
            Operator = inner.Operator,
            Domain = inner.Domain,
            Overload = inner.Overload,
            Name = inner.Name.Length > 0 && call.Name.Length > 0 ? call.Name + "/" + inner.Name : inner.Name + call.Name,
            Opset = opset,
        };
        node.Inputs.AddRange(inner.Inputs.Select(rename));
        node.Outputs.AddRange(inner.Outputs.Select(rename));
        foreach (AttributeMessage attribute in inner.Attributes)
        {
            if (attribute.Reference.Length == 0)
            {
                node.Attributes.Add(attribute);
            }
            else if (call.Attributes.Concat(function.Defaults).FirstOrDefault(given => given.Name == attribute.Reference) is { } given)
            {
                // Without a value the operator's own default holds.
                node.Attributes.Add(given.As(attribute.Name));
            }
        }

        return node;
    }

    private static int? OpsetOf(FunctionMessage function, NodeMessage call)
    {
        long[] versions = [.. function.OperatorSets.Where(set => GraphPlan.IsDefaultDomain(set.Domain)).Select(set => set.Version).Distinct()];
        return versions.Length switch
        {
            0 => call.Opset,
            1 when versions[0] is >= OnnxImport.OldestOpset and <= OnnxImport.NewestOpset => (int)versions[0],
            1 => throw new ImportException(ProblemKind.UnsupportedVersion, $"The model's function '{function.Name}' uses opset {versions[0]}; opsets {OnnxImport.OldestOpset} to {OnnxImport.NewestOpset} are supported."),
            _ => throw new ImportException(ProblemKind.DamagedFile, $"The model's function '{function.Name}' uses several versions of ONNX's operators: {string.Join(", ", versions)}."),
        };
    }
}

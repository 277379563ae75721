using System.Collections.Immutable;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Graph;
using static NeuralGen.Compiler.Planning.OnnxOperand;

namespace NeuralGen.Compiler.Planning;

/// <summary>Graph to ONNX: the operators that compute the output of a network from its input and its parameters.</summary>
internal sealed class OnnxPlanner
{
    private readonly ImmutableArray<Node> _nodes;
    private readonly int _output;
    private readonly Precision _precision;
    private readonly ImmutableArray<Node> _needed;
    private readonly ILookup<int, Node> _readers;
    private readonly Dictionary<int, string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { OnnxPlan.Input, OnnxPlan.Output };
    private readonly List<OnnxStep> _steps = [];

    private OnnxPlanner(ImmutableArray<Node> nodes, int output, Precision precision)
    {
        (_nodes, _output, _precision) = (nodes, output, precision);
        _needed = NetworkGraph.Needed(nodes, [output]);
        _readers = NetworkGraph.Readers(_needed);
        _taken.UnionWith(_needed.Select(node => node.Operation).OfType<Operation.Parameter>().Select(parameter => parameter.Name));
    }

    /// <param name="nodes">A graph. Of its nodes only those are read that the output needs.</param>
    /// <param name="output">The node of a^L.</param>
    public static OnnxPlan Plan(ImmutableArray<Node> nodes, int output, Precision precision)
    {
        var planner = new OnnxPlanner(nodes, output, precision);
        foreach (Node node in planner._needed)
        {
            planner.Add(node);
        }

        return new OnnxPlan(planner._steps.ToEquatableArray());
    }

    private void Add(Node node)
    {
        switch (node.Operation)
        {
            case Operation.Input when node.Index == _output:
                _names[node.Index] = OnnxPlan.Input;
                _steps.Add(new OnnxStep("The input as it is", new[] { new OnnxOperator("Identity", OnnxPlan.Output, Operand(node.Index)) }.ToEquatableArray()));
                break;
            case Operation.Input:
                _names[node.Index] = OnnxPlan.Input;
                break;
            case Operation.Parameter parameter:
                _names[node.Index] = parameter.Name;
                break;
            case Operation.MatrixVectorProduct when !IsPartOfSum(node):
                AddProduct(node, node, null);
                break;
            case Operation.MatrixVectorProduct:
                break;
            case Operation.Addition when _nodes[node.Inputs[0]] is { Operation: Operation.MatrixVectorProduct } product && IsPartOfSum(product):
                AddProduct(node, product, node.Inputs[1]);
                break;
            case Operation.Addition:
                AddStep(node, $"{Written(node.Inputs[0])} + {Written(node.Inputs[1])}", new OnnxOperator("Add", Name(node), Operand(node.Inputs[0]), Operand(node.Inputs[1])));
                break;
            case Operation.Softmax:
                AddStep(node, $"softmax({Written(node.Inputs[0])})", new OnnxOperator("Softmax", Name(node), Operand(node.Inputs[0])));
                break;
            case Operation.LogSoftmax:
                AddStep(node, $"ln softmax({Written(node.Inputs[0])})", new OnnxOperator("LogSoftmax", Name(node), Operand(node.Inputs[0])));
                break;
            case Operation.Elementwise function:
                AddFunction(node, function);
                break;
            default:
                throw new InvalidOperationException($"{node.Operation.GetType().Name} has no operator in ONNX.");
        }
    }

    /// <summary>Whether a product is read by its sum with biases and by nothing else, so that both are one operator.</summary>
    private bool IsPartOfSum(Node product)
    {
        Node[] readers = [.. _readers[product.Index]];
        return product.Index != _output && readers.Length == 1 && readers[0].Operation is Operation.Addition
            && readers[0].Inputs[0] == product.Index && _nodes[readers[0].Inputs[1]].Operation is Operation.Parameter;
    }

    /// <summary>Weights are [out, in] in a file, however they are stored.</summary>
    private void AddProduct(Node result, Node product, int? biases)
    {
        OnnxOperand[] operands = [Operand(product.Inputs[1]), Operand(product.Inputs[0]), .. biases is { } index ? [Operand(index)] : Array.Empty<OnnxOperand>()];
        string sum = biases is { } vector ? $" + {Written(vector)}" : "";
        AddStep(result, $"{Written(product.Inputs[0])} {Written(product.Inputs[1])}{sum}", new OnnxOperator("Gemm", Name(result), operands));
    }

    private void AddFunction(Node node, Operation.Elementwise function)
    {
        var variables = new Dictionary<string, Named>(StringComparer.Ordinal);
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string variable, int input) in function.Variables.Zip(node.Inputs, (variable, input) => (variable, input)))
        {
            variables[variable] = Operand(input);
            written[variable] = IsOwn(_nodes[input], node) ? variable : _nodes[input].Name;
        }

        int vector = node.Inputs.First(input => _nodes[input].Operation is not Operation.Parameter);
        IEnumerable<OnnxOperator> operators = OnnxFunction.Plan(function.Expression, variables, Operand(vector), Name(node), _precision, _taken);
        AddStep(node, FormulaWriter.Write(Substitution.Rename(function.Expression, written)), [.. operators]);
    }

    /// <summary>Whether a function reads the z of its own layer, which its formula calls z.</summary>
    private static bool IsOwn(Node input, Node function) => input.Layer == function.Layer && input.Operation is not Operation.Parameter;

    private void AddStep(Node node, string formula, params OnnxOperator[] operators) =>
        _steps.Add(new OnnxStep($"{Written(node.Index)} = {formula}", operators.ToEquatableArray()));

    private Named Operand(int node) => new(_names[node]);

    /// <summary>A node with its size, under the lecture's name.</summary>
    private string Written(int index) => LectureText.Sized(LectureText.Superscript(_nodes[index]), [.. _nodes[index].Shape]);

    /// <summary>The name of a node's value, which is the textbook's unless another has it.</summary>
    private string Name(Node node)
    {
        if (!_names.TryGetValue(node.Index, out string? name))
        {
            name = node.Index == _output ? OnnxPlan.Output : OnnxFunction.Unused(node.Name, _taken);
            _names.Add(node.Index, name);
        }

        return name;
    }
}

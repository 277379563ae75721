using System.Globalization;
using NeuralGen.Compiler.Onnx.Format;
using NeuralGen.Compiler.Onnx.Steps;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx;

/// <summary>One node, as its operator's rule sees it: operands, attributes, and ways to say what is wrong.</summary>
internal sealed class OperatorContext
{
    private readonly NodeMessage _node;
    private readonly IReadOnlyList<Value?> _inputs;
    private readonly Dictionary<string, AttributeMessage> _attributes = new(StringComparer.Ordinal);

    public OperatorContext(NodeMessage node, int opset, IReadOnlyList<Value?> inputs, Budget budget, TensorReader tensors)
    {
        _node = node;
        _inputs = inputs;
        Opset = opset;
        Budget = budget;
        Tensors = tensors;
        foreach (AttributeMessage attribute in node.Attributes)
        {
            if (_attributes.ContainsKey(attribute.Name))
            {
                throw Refuse(ProblemKind.DamagedFile, $"has the attribute {attribute.Name} twice");
            }

            _attributes.Add(attribute.Name, attribute);
        }
    }

    public string Operator => _node.Operator;

    public int Opset { get; }

    public Budget Budget { get; }

    public TensorReader Tensors { get; }

    public OnnxNode Node => new(_node.Operator, _node.Name);

    public IEnumerable<AttributeMessage> Attributes => _node.Attributes;

    /// <summary>The inputs given, without optional ones left out at the end.</summary>
    public int InputCount => _inputs.Count;

    /// <summary>The names of the outputs; empty for one left out.</summary>
    public IReadOnlyList<string> Outputs => _node.Outputs;

    /// <summary>How messages call a node.</summary>
    public static string Describe(NodeMessage node) => node.Name.Length > 0
        ? $"{node.Operator} node '{node.Name}'"
        : $"{node.Operator} node that computes '{node.Outputs.Find(output => output.Length > 0)}'";

    /// <summary>The problem that a node reads what is not there.</summary>
    public static ImportProblem NotComputed(NodeMessage node, string input) =>
        new(ProblemKind.DamagedFile, $"The {Describe(node)} uses '{input}', which nothing before it computes.") { Operator = node.Operator };

    /// <summary>The problem that this node <paramref name="what"/>.</summary>
    public ImportException Refuse(ProblemKind kind, string what) =>
        new(new ImportProblem(kind, $"The {Describe(_node)} {what}.") { Operator = _node.Operator, Node = _node.Name.Length > 0 ? _node.Name : null });

    public ImportException RefuseShape(string what) => Refuse(ProblemKind.UnsupportedShape, what);

    /// <summary>Whether an input is there: optional ones may be left out.</summary>
    public bool Has(int index) => index < _inputs.Count && _inputs[index] is not null;

    /// <summary>An input that must be there.</summary>
    public Value Input(int index) => Has(index)
        ? _inputs[index]!
        : throw Refuse(ProblemKind.DamagedFile, $"has no input {index}, which it needs");

    /// <summary>An input that must depend on the sample.</summary>
    public Value.Activation Activation(int index) => Input(index) as Value.Activation
        ?? throw Refuse(ProblemKind.UnsupportedGraph, $"computes with the constant input '{_node.Inputs[index]}' where something that depends on the network's input is expected");

    /// <summary>An input that must not depend on the sample.</summary>
    public Tensor Constant(int index) => (Input(index) as Value.Constant)?.Tensor
        ?? throw Refuse(ProblemKind.UnsupportedGraph, $"needs a constant as input {index}, but '{_node.Inputs[index]}' is computed from the network's input");

    /// <summary>A constant input of integers, or null where it is left out.</summary>
    public Extent[]? OptionalIntegers(int index)
    {
        if (!Has(index))
        {
            return null;
        }

        Tensor tensor = Constant(index);
        return tensor.Rank <= 1 && tensor.Integers is { } integers
            ? integers
            : throw Refuse(ProblemKind.DamagedFile, $"needs a list of integers as input {index}, but '{_node.Inputs[index]}' is of {ElementTypes.NameOf(tensor.Type)} and shape {Tensor.Describe(tensor.Shape)}");
    }

    /// <summary>A constant input of integers that do not depend on the batch.</summary>
    public long[]? OptionalKnownIntegers(int index) => OptionalIntegers(index) is { } integers
        ? Array.ConvertAll(integers, Known)
        : null;

    /// <summary>A constant input of integers that do not depend on the batch, and that must be there.</summary>
    public long[] KnownIntegers(int index) => OptionalKnownIntegers(index)
        ?? throw Refuse(ProblemKind.DamagedFile, $"has no input {index}, which it needs");

    /// <summary>An integer that must not depend on the batch.</summary>
    public long Known(Extent extent) => extent.IsKnown
        ? extent.Factor
        : throw RefuseShape("would compute something else for another size of the batch");

    /// <summary>A constant input of one number, or a default where it is left out.</summary>
    public double Scalar(int index, double otherwise)
    {
        if (!Has(index))
        {
            return otherwise;
        }

        Tensor tensor = Constant(index);
        return tensor.Count == 1
            ? tensor[0]
            : throw RefuseShape($"needs one number as input {index}, but '{_node.Inputs[index]}' has the shape {Tensor.Describe(tensor.Shape)}");
    }

    /// <summary>An axis, counted from the front where it is negative.</summary>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw Refuse(ProblemKind.DamagedFile, $"names axis {axis} of a tensor with {rank} axes");

    public AttributeMessage? Attribute(string name, AttributeKind kind)
    {
        if (!_attributes.TryGetValue(name, out AttributeMessage? attribute))
        {
            return null;
        }

        return attribute.Kind == kind || attribute.Kind == AttributeKind.Undefined
            ? attribute
            : throw Refuse(ProblemKind.DamagedFile, $"has the attribute {name} of kind {attribute.Kind}; {kind} is expected");
    }

    /// <summary>A finite number.</summary>
    public double Float(string name, double otherwise)
    {
        double number = AnyFloat(name, otherwise);
        return double.IsNaN(number) || double.IsInfinity(number)
            ? throw Refuse(ProblemKind.DamagedFile, $"has the attribute {name} with the value {number.ToString(CultureInfo.InvariantCulture)}; a finite number is expected")
            : number;
    }

    /// <summary>A number, also NaN or an infinity.</summary>
    public double AnyFloat(string name, double otherwise) =>
        Attribute(name, AttributeKind.Float) is { } attribute ? attribute.Float ?? LeftOut(attribute, name, 0f) : otherwise;

    public long Int(string name, long otherwise) => Attribute(name, AttributeKind.Int) is { } attribute ? attribute.Int ?? LeftOut(attribute, name, 0L) : otherwise;

    public bool Flag(string name) => Int(name, 0) switch
    {
        0 => false,
        1 => true,
        var other => throw Refuse(ProblemKind.DamagedFile, $"has the attribute {name} with the value {other}, which can only be 0 or 1"),
    };

    public string Text(string name, string otherwise) => Attribute(name, AttributeKind.String) is { } attribute ? attribute.Text ?? LeftOut(attribute, name, "") : otherwise;

    public long[]? Ints(string name) => Attribute(name, AttributeKind.Ints) is { } attribute ? [.. attribute.Ints ?? []] : null;

    /// <summary>A value that is not in the file is zero or empty where the attribute says its kind: so some writers save space.</summary>
    private T LeftOut<T>(AttributeMessage attribute, string name, T value) => attribute.Kind == AttributeKind.Undefined
        ? throw Refuse(ProblemKind.DamagedFile, $"has the attribute {name} without a value")
        : value;

    /// <summary>An activation as the result.</summary>
    public Value.Activation Result(Step step, ElementType type, IEnumerable<Axis> axes)
    {
        step.Nodes.Add(Node);
        return new Value.Activation(step, type, [.. axes]);
    }
}

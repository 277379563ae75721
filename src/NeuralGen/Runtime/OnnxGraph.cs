using System.Globalization;

namespace NeuralGen.Runtime;

/// <summary>
/// A network as operators of ONNX, added in the order of their computation. Every value has a name: <c>input</c>, what operators
/// compute, up to <c>output</c>, the network's parameters, and numbers. Called by generated code.
/// </summary>
public sealed class OnnxGraph
{
    /// <summary>The version of ONNX's operators: the first in which all that are used here mean what they mean today.</summary>
    internal const int OperatorSet = 13;

    /// <summary>The name of the network's input, [batch, inputs].</summary>
    internal const string Input = "input";

    /// <summary>The name of the network's output, [batch, outputs].</summary>
    internal const string Output = "output";

    private readonly bool _isDouble;
    private readonly HashSet<string> _known;
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);

    internal OnnxGraph(ParameterLayout parameters, bool isDouble)
    {
        _isDouble = isDouble;
        _known = [.. parameters.Tensors.Select(tensor => tensor.Name)];
    }

    /// <summary>The network's name; null until <see cref="Begin"/>.</summary>
    internal string? Name { get; private set; }

    /// <summary>What training minimises.</summary>
    internal string? Loss { get; private set; }

    internal int InputSize { get; private set; }

    internal int OutputSize { get; private set; }

    /// <summary>The operators, each a field of ONNX's graph.</summary>
    internal ProtobufMessage Nodes { get; } = new();

    /// <summary>The numbers that operators read, each a field of ONNX's graph.</summary>
    internal ProtobufMessage Numbers { get; } = new();

    /// <summary>Whether the output has been computed.</summary>
    internal bool IsComplete => Name is not null && _known.Contains(Output);

    /// <summary>The type of all numbers of the network, as ONNX counts types: FLOAT or DOUBLE.</summary>
    internal int ElementType => _isDouble ? 11 : 1;

    /// <summary>Says what network it is. Comes before all operators.</summary>
    /// <param name="name">The name of the graph.</param>
    /// <param name="inputSize">The number of inputs of one sample.</param>
    /// <param name="outputSize">The number of outputs of one sample.</param>
    /// <param name="loss">What training minimises, for people to read; null leaves it out.</param>
    public void Begin(string name, int inputSize, int outputSize, string? loss = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputSize);
        if (Name is not null)
        {
            throw new InvalidOperationException($"The graph '{Name}' was begun already.");
        }

        (Name, InputSize, OutputSize, Loss) = (name, inputSize, outputSize, loss);
        Define(Input);
    }

    /// <summary>x W^T + b, with a row of x for each sample and a row of W for each output.</summary>
    /// <param name="result">The name of the result.</param>
    /// <param name="input">The name of x, [batch, in].</param>
    /// <param name="weights">The name of W, [out, in].</param>
    /// <param name="biases">The name of b, [out]; null for none.</param>
    public void Gemm(string result, string input, string weights, string? biases = null) =>
        Add("Gemm", result, biases is null ? [input, weights] : [input, weights, biases], Attribute("transB", 1));

    /// <summary>exp(z_j) / sum over k of exp(z_k), for each sample.</summary>
    /// <param name="result">The name of the result.</param>
    /// <param name="operand">The name of z.</param>
    public void Softmax(string result, string operand) => Add("Softmax", result, [operand], Attribute("axis", -1));

    /// <summary>z_j - ln(sum over k of exp(z_k)), for each sample.</summary>
    /// <param name="result">The name of the result.</param>
    /// <param name="operand">The name of z.</param>
    public void LogSoftmax(string result, string operand) => Add("LogSoftmax", result, [operand], Attribute("axis", -1));

    /// <summary>alpha z where z is negative, else z.</summary>
    /// <param name="result">The name of the result.</param>
    /// <param name="operand">The name of z.</param>
    /// <param name="alpha">The slope of negative numbers.</param>
    public void LeakyRelu(string result, string operand, float alpha) => Add("LeakyRelu", result, [operand], Attribute("alpha", alpha));

    /// <summary>alpha (exp(z) - 1) where z is negative, else z.</summary>
    /// <param name="result">The name of the result.</param>
    /// <param name="operand">The name of z.</param>
    /// <param name="alpha">The factor of negative numbers.</param>
    public void Elu(string result, string operand, float alpha) => Add("Elu", result, [operand], Attribute("alpha", alpha));

    /// <summary>alpha z + beta, but at least 0 and at most 1.</summary>
    /// <param name="result">The name of the result.</param>
    /// <param name="operand">The name of z.</param>
    /// <param name="alpha">The slope.</param>
    /// <param name="beta">The value at 0.</param>
    public void HardSigmoid(string result, string operand, float alpha, float beta) =>
        Add("HardSigmoid", result, [operand], Attribute("alpha", alpha), Attribute("beta", beta));

    /// <summary>An operator without attributes, such as Tanh, Add or Where.</summary>
    /// <param name="result">The name of the result.</param>
    /// <param name="type">The operator's name in ONNX.</param>
    /// <param name="operands">The names of what it reads.</param>
    public void Apply(string result, string type, params ReadOnlySpan<string> operands) => Add(type, result, operands);

    /// <summary>A constant of the network's number format.</summary>
    /// <param name="value">The number.</param>
    /// <returns>Its name, which is how it is written.</returns>
    public string Number(double value)
    {
        string name = _isDouble ? value.ToString("R", CultureInfo.InvariantCulture) : ((float)value).ToString("R", CultureInfo.InvariantCulture);
        if (_numbers.Add(name))
        {
            // A tensor without dimensions: data_type, name, raw_data.
            var tensor = new ProtobufMessage();
            tensor.Integer(2, ElementType);
            tensor.Text(8, name);
            if (_isDouble)
            {
                tensor.Numbers<double>(9, [value]);
            }
            else
            {
                tensor.Numbers<float>(9, [(float)value]);
            }

            Numbers.Message(5, tensor);
        }

        return name;
    }

    private static ProtobufMessage Attribute(string name, int value)
    {
        var attribute = new ProtobufMessage();
        attribute.Text(1, name);
        attribute.Integer(3, value);
        attribute.Integer(20, 2);
        return attribute;
    }

    private static ProtobufMessage Attribute(string name, float value)
    {
        var attribute = new ProtobufMessage();
        attribute.Text(1, name);
        attribute.Single(2, value);
        attribute.Integer(20, 1);
        return attribute;
    }

    private void Add(string type, string result, ReadOnlySpan<string> operands, params ReadOnlySpan<ProtobufMessage> attributes)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        if (Name is null)
        {
            throw new InvalidOperationException($"Begin comes before the operator '{type}'.");
        }

        // A node: input, output, name, op_type, attribute.
        var node = new ProtobufMessage();
        foreach (string operand in operands)
        {
            if (!_known.Contains(operand) && !_numbers.Contains(operand))
            {
                throw new ArgumentException($"The operator '{type}' of the graph '{Name}' reads '{operand}', which nothing before it computes.", nameof(operands));
            }

            node.Text(1, operand);
        }

        Define(result);
        node.Text(2, result);
        node.Text(3, result);
        node.Text(4, type);
        foreach (ProtobufMessage attribute in attributes)
        {
            node.Message(5, attribute);
        }

        Nodes.Message(1, node);
    }

    private void Define(string result)
    {
        ArgumentException.ThrowIfNullOrEmpty(result);
        if (_numbers.Contains(result) || !_known.Add(result))
        {
            throw new ArgumentException($"Two values of the graph '{Name}' have the name '{result}'.", nameof(result));
        }
    }
}

using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Puts a model together and writes it.</summary>
internal sealed class TestModel(int opset = 17)
{
    private readonly List<byte[]> _extra = [];

    /// <summary>The parts of the graph, each as number and content of its field.</summary>
    public ProtobufWriter Graph { get; } = new ProtobufWriter().Text(2, "main");

    public long IrVersion { get; init; } = 8;

    public Dictionary<string, byte[]> Files { get; } = [];

    public ElementType Type { get; init; } = ElementType.Float;

    /// <summary>An input; a size may be a number, a name, or null for neither.</summary>
    public TestModel Input(string name, params object?[] shape) => Add(11, Value(name, Type, shape));

    public TestModel Output(string name = "y") => Add(12, new ProtobufWriter().Text(1, name));

    public TestModel Output(string name, params object?[] shape) => Add(12, Value(name, Type, shape));

    public TestModel Constant(string name, long[] shape, params double[] numbers) => Type switch
    {
        ElementType.Double => Tensor(TestTensor.Raw(name, Type, shape, numbers)),
        _ => Tensor(TestTensor.Floats(name, shape, Array.ConvertAll(numbers, number => (float)number))),
    };

    public TestModel Integers(string name, params long[] numbers) => Tensor(TestTensor.Longs(name, [numbers.Length], numbers));

    public TestModel Tensor(ProtobufWriter tensor) => Add(5, tensor);

    /// <summary>A node; names of inputs and outputs are separated by spaces, and - stands for one left out.</summary>
    public TestModel Node(string type, string inputs, string outputs, params (string Name, object Value)[] attributes) =>
        Add(1, NodeMessage(type, inputs, outputs, attributes));

    public static ProtobufWriter NodeMessage(string type, string inputs, string outputs, params (string Name, object Value)[] attributes)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            node.Text(1, input == "-" ? "" : input);
        }

        foreach (string output in outputs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            node.Text(2, output == "-" ? "" : output);
        }

        node.Text(3, "the_" + type.ToLowerInvariant()).Text(4, type);
        foreach ((string name, object value) in attributes)
        {
            node.Message(5, Attribute(name, value));
        }

        return node;
    }

    public TestModel Add(int field, ProtobufWriter message)
    {
        Graph.Message(field, message);
        return this;
    }

    /// <summary>More fields of the model itself.</summary>
    public TestModel Extra(ProtobufWriter fields)
    {
        _extra.Add(fields.ToArray());
        return this;
    }

    public byte[] ToBytes()
    {
        ProtobufWriter model = new ProtobufWriter().Varint(1, IrVersion).Text(2, "tests").Text(3, "1.0").Message(7, Graph);
        if (opset >= 0)
        {
            model.Message(8, new ProtobufWriter().Varint(2, opset));
        }

        foreach (byte[] extra in _extra)
        {
            model.Raw(extra);
        }

        return model.ToArray();
    }

    public ImportResult Import(string? output = null) => OnnxImport.Read(ToBytes(), Files.GetValueOrDefault, output);

    public static ProtobufWriter Attribute(string name, object value)
    {
        ProtobufWriter attribute = new ProtobufWriter().Text(1, name);
        switch (value)
        {
            case float number:
                return attribute.Single(2, number).Varint(20, 1);
            case int integer:
                return attribute.Varint(3, integer).Varint(20, 2);
            case string text:
                return attribute.Text(4, text).Varint(20, 3);
            case ProtobufWriter tensor:
                return attribute.Message(5, tensor).Varint(20, 4);
            case float[] numbers:
                Array.ForEach(numbers, number => attribute.Single(7, number));
                return attribute.Varint(20, 6);
            case int[] integers:
                Array.ForEach(integers, integer => attribute.Varint(8, integer));
                return attribute.Varint(20, 7);
            default:
                throw new ArgumentException($"{value} cannot be an attribute", nameof(value));
        }
    }

    public static ProtobufWriter Value(string name, ElementType type, object?[]? shape)
    {
        var tensor = new ProtobufWriter().Varint(1, (int)type);
        if (shape is not null)
        {
            var sizes = new ProtobufWriter();
            foreach (object? size in shape)
            {
                sizes.Message(1, size switch
                {
                    int number => new ProtobufWriter().Varint(1, number),
                    string symbol => new ProtobufWriter().Text(2, symbol),
                    _ => new ProtobufWriter(),
                });
            }

            tensor.Message(2, sizes);
        }

        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}

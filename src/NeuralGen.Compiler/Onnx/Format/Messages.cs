namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>A whole file (ModelProto), as far as an importer needs it.</summary>
internal sealed class ModelMessage
{
    public long IrVersion { get; set; }

    public string Producer { get; set; } = "";

    public string ProducerVersion { get; set; } = "";

    public GraphMessage? Graph { get; set; }

    public List<(string Domain, long Version)> OperatorSets { get; } = [];
}

/// <summary>GraphProto.</summary>
internal sealed class GraphMessage
{
    public string Name { get; set; } = "";

    public List<NodeMessage> Nodes { get; } = [];

    public List<TensorMessage> Initializers { get; } = [];

    /// <summary>Names of initialisers that are stored as sparse tensors.</summary>
    public bool HasSparseInitializers { get; set; }

    public List<ValueMessage> Inputs { get; } = [];

    public List<ValueMessage> Outputs { get; } = [];
}

/// <summary>NodeProto.</summary>
internal sealed class NodeMessage
{
    public string Operator { get; set; } = "";

    public string Domain { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>Names of values; empty for optional inputs left out.</summary>
    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<AttributeMessage> Attributes { get; } = [];
}

/// <summary>The kinds of AttributeProto, by their numbers in the format.</summary>
internal enum AttributeKind
{
    Undefined = 0,
    Float = 1,
    Int = 2,
    String = 3,
    Tensor = 4,
    Graph = 5,
    Floats = 6,
    Ints = 7,
    Strings = 8,
    Tensors = 9,
    Graphs = 10,
    SparseTensor = 11,
    SparseTensors = 12,
    TypeProto = 13,
    TypeProtos = 14,
}

/// <summary>AttributeProto.</summary>
internal sealed class AttributeMessage
{
    public string Name { get; set; } = "";

    /// <summary>The name of a function's parameter, in whose place the value comes; not possible in a main graph.</summary>
    public string Reference { get; set; } = "";

    public AttributeKind Kind { get; set; }

    public float Float { get; set; }

    public long Int { get; set; }

    public string Text { get; set; } = "";

    public TensorMessage? Tensor { get; set; }

    public List<float>? Floats { get; set; }

    public List<long>? Ints { get; set; }
}

/// <summary>TensorProto: what it says about its numbers, and where in the file they are.</summary>
internal sealed class TensorMessage
{
    public string Name { get; set; } = "";

    public int Type { get; set; }

    public List<long> Dimensions { get; } = [];

    /// <summary>Where the message stands in the file: several places where a file gives it in parts.</summary>
    public List<ByteSlice> Parts { get; } = [];

    public ByteSlice? Raw { get; set; }

    public bool IsExternal { get; set; }

    /// <summary>True for a piece of a larger tensor, a feature nobody uses.</summary>
    public bool IsSegment { get; set; }

    public List<KeyValuePair<string, string>> External { get; } = [];
}

/// <summary>ValueInfoProto with a type that is a tensor.</summary>
internal sealed class ValueMessage
{
    public string Name { get; set; } = "";

    /// <summary>Whether the type is a tensor, not a sequence, map or optional value.</summary>
    public bool IsTensor { get; set; }

    public int Type { get; set; }

    /// <summary>The sizes; null where one is not a positive number. The whole list is null where the shape is not given.</summary>
    public List<long?>? Shape { get; set; }
}

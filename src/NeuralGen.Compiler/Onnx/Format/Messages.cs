namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>A whole file (ModelProto), as far as an importer needs it.</summary>
internal sealed class ModelMessage
{
    public long IrVersion { get; set; }

    public string Producer { get; set; } = "";

    public string ProducerVersion { get; set; } = "";

    public GraphMessage? Graph { get; set; }

    public List<(string Domain, long Version)> OperatorSets { get; } = [];

    public List<FunctionMessage> Functions { get; } = [];
}

/// <summary>FunctionProto: an operator that the model itself defines by others.</summary>
internal sealed class FunctionMessage
{
    public string Domain { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>Tells functions of one name apart; usually empty.</summary>
    public string Overload { get; set; } = "";

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    /// <summary>Attributes with the values that they have where a call says nothing.</summary>
    public List<AttributeMessage> Defaults { get; } = [];

    public List<NodeMessage> Nodes { get; } = [];

    public List<(string Domain, long Version)> OperatorSets { get; } = [];
}

/// <summary>GraphProto.</summary>
internal sealed class GraphMessage
{
    public string Name { get; set; } = "";

    public List<NodeMessage> Nodes { get; } = [];

    public List<TensorMessage> Initializers { get; } = [];

    public List<ValueMessage> Inputs { get; } = [];

    public List<ValueMessage> Outputs { get; } = [];
}

/// <summary>NodeProto.</summary>
internal sealed class NodeMessage
{
    public string Operator { get; set; } = "";

    public string Domain { get; set; } = "";

    /// <summary>Which of several functions of one name is meant.</summary>
    public string Overload { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>The operator set of the function that the node comes from; null for that of the model.</summary>
    public int? Opset { get; set; }

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

    /// <summary>A value that is not in the file is null. With the attribute's kind it stands for zero; without, it is damage.</summary>
    public float? Float { get; set; }

    /// <inheritdoc cref="Float"/>
    public long? Int { get; set; }

    /// <inheritdoc cref="Float"/>
    public string? Text { get; set; }

    public TensorMessage? Tensor { get; set; }

    public List<float>? Floats { get; set; }

    public List<long>? Ints { get; set; }

    /// <summary>Whether the file gives it values of several kinds, of which one must be a part of something else.</summary>
    public bool HasSeveralValues { get; set; }

    /// <summary>The same value under another name.</summary>
    public AttributeMessage As(string name)
    {
        var renamed = (AttributeMessage)MemberwiseClone();
        renamed.Name = name;
        return renamed;
    }
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

    /// <summary>Of a sparse tensor, the places of its numbers; null for a usual one.</summary>
    public TensorMessage? Indices { get; set; }

    /// <summary>Of a sparse tensor, its sizes; <see cref="Dimensions"/> are those of the list of its numbers.</summary>
    public List<long> SparseDimensions { get; } = [];
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

using System.Text;

namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>
/// Bytes to messages, by the rules of protocol buffers: unknown fields are passed over, of a repeated single value the
/// last one counts, parts of one inner message are merged, and repeated numbers may be packed or not. Subgraphs of
/// control flow are not entered.
/// </summary>
internal static class ModelReader
{
    /// <summary>More axes than any tensor has; a file that claims more is damaged.</summary>
    private const int MostAxes = 16;

    public static ModelMessage Read(byte[] file)
    {
        var model = new ModelMessage();
        var reader = new WireReader(new ByteSlice(file, 0, file.Length));
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Varint):
                    model.IrVersion = reader.Int64;
                    break;
                case (2, WireType.Bytes):
                    model.Producer = Text(reader.Bytes);
                    break;
                case (3, WireType.Bytes):
                    model.ProducerVersion = Text(reader.Bytes);
                    break;
                case (7, WireType.Bytes):
                    ReadGraph(reader.Bytes, model.Graph ??= new GraphMessage());
                    break;
                case (8, WireType.Bytes):
                    model.OperatorSets.Add(ReadOperatorSet(reader.Bytes));
                    break;
            }
        }

        return model;
    }

    private static (string Domain, long Version) ReadOperatorSet(ByteSlice bytes)
    {
        (string domain, long version) = ("", 0);
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Bytes):
                    domain = Text(reader.Bytes);
                    break;
                case (2, WireType.Varint):
                    version = reader.Int64;
                    break;
            }
        }

        return (domain, version);
    }

    private static void ReadGraph(ByteSlice bytes, GraphMessage graph)
    {
        var operators = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Bytes):
                    graph.Nodes.Add(ReadNode(reader.Bytes, operators));
                    break;
                case (2, WireType.Bytes):
                    graph.Name = Text(reader.Bytes);
                    break;
                case (5, WireType.Bytes):
                    graph.Initializers.Add(ReadInitializer(reader.Bytes));
                    break;
                case (11, WireType.Bytes):
                    graph.Inputs.Add(ReadValue(reader.Bytes));
                    break;
                case (12, WireType.Bytes):
                    graph.Outputs.Add(ReadValue(reader.Bytes));
                    break;
                case (15, WireType.Bytes):
                    graph.HasSparseInitializers = true;
                    break;
            }
        }
    }

    /// <summary>Reads a node. Operators' names, of which there are few, are kept once.</summary>
    private static NodeMessage ReadNode(ByteSlice bytes, Dictionary<string, string> operators)
    {
        var node = new NodeMessage();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Bytes):
                    node.Inputs.Add(Text(reader.Bytes));
                    break;
                case (2, WireType.Bytes):
                    node.Outputs.Add(Text(reader.Bytes));
                    break;
                case (3, WireType.Bytes):
                    node.Name = Text(reader.Bytes);
                    break;
                case (4, WireType.Bytes):
                    string name = Text(reader.Bytes);
                    if (!operators.TryGetValue(name, out string? known))
                    {
                        operators.Add(name, known = name);
                    }

                    node.Operator = known;
                    break;
                case (5, WireType.Bytes):
                    node.Attributes.Add(ReadAttribute(reader.Bytes));
                    break;
                case (7, WireType.Bytes):
                    node.Domain = Text(reader.Bytes);
                    break;
            }
        }

        return node.Operator.Length == 0 ? throw Damage.At(bytes.Start, "a node has no operator type")
            : node.Outputs.Count == 0 ? throw Damage.At(bytes.Start, $"a node of type {node.Operator} has no output")
            : node;
    }

    private static AttributeMessage ReadAttribute(ByteSlice bytes)
    {
        var attribute = new AttributeMessage();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Bytes):
                    attribute.Name = Text(reader.Bytes);
                    break;
                case (2, WireType.Fixed32):
                    attribute.Float = reader.Single;
                    break;
                case (3, WireType.Varint):
                    attribute.Int = reader.Int64;
                    break;
                case (4, WireType.Bytes):
                    attribute.Text = Text(reader.Bytes);
                    break;
                case (5, WireType.Bytes):
                    ReadTensor(reader.Bytes, attribute.Tensor ??= new TensorMessage());
                    break;
                case (7, WireType.Fixed32):
                    (attribute.Floats ??= []).Add(reader.Single);
                    break;
                case (7, WireType.Bytes):
                    ReadPackedFloats(reader.Bytes, attribute.Floats ??= []);
                    break;
                case (8, WireType.Varint):
                    (attribute.Ints ??= []).Add(reader.Int64);
                    break;
                case (8, WireType.Bytes):
                    ReadPackedInts(reader.Bytes, attribute.Ints ??= [], int.MaxValue);
                    break;
                case (20, WireType.Varint):
                    attribute.Kind = (AttributeKind)reader.Int32;
                    break;
                case (21, WireType.Bytes):
                    attribute.Reference = Text(reader.Bytes);
                    break;
            }
        }

        return attribute.Name.Length == 0 ? throw Damage.At(bytes.Start, "an attribute has no name") : attribute;
    }

    private static TensorMessage ReadInitializer(ByteSlice bytes)
    {
        var tensor = new TensorMessage();
        ReadTensor(bytes, tensor);
        return tensor.Name.Length == 0 ? throw Damage.At(bytes.Start, "an initialiser has no name") : tensor;
    }

    private static void ReadTensor(ByteSlice bytes, TensorMessage tensor)
    {
        tensor.Parts.Add(bytes);
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Varint):
                    tensor.Dimensions.Add(reader.Int64);
                    break;
                case (1, WireType.Bytes):
                    ReadPackedInts(reader.Bytes, tensor.Dimensions, MostAxes);
                    break;
                case (2, WireType.Varint):
                    tensor.Type = reader.Int32;
                    break;
                case (3, WireType.Bytes):
                    tensor.IsSegment = true;
                    break;
                case (8, WireType.Bytes):
                    tensor.Name = Text(reader.Bytes);
                    break;
                case (9, WireType.Bytes):
                    tensor.Raw = reader.Bytes;
                    break;
                case (13, WireType.Bytes):
                    tensor.External.Add(ReadEntry(reader.Bytes));
                    break;
                case (14, WireType.Varint):
                    tensor.IsExternal = reader.Int32 == 1;
                    break;
            }

            if (tensor.Dimensions.Count > MostAxes)
            {
                throw Damage.At(reader.Offset, $"a tensor has more than {MostAxes} axes");
            }
        }
    }

    private static KeyValuePair<string, string> ReadEntry(ByteSlice bytes)
    {
        (string key, string value) = ("", "");
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Bytes):
                    key = Text(reader.Bytes);
                    break;
                case (2, WireType.Bytes):
                    value = Text(reader.Bytes);
                    break;
            }
        }

        return new KeyValuePair<string, string>(key, value);
    }

    private static ValueMessage ReadValue(ByteSlice bytes)
    {
        var value = new ValueMessage();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Bytes):
                    value.Name = Text(reader.Bytes);
                    break;
                case (2, WireType.Bytes):
                    ReadType(reader.Bytes, value);
                    break;
            }
        }

        return value.Name.Length == 0 ? throw Damage.At(bytes.Start, "an input or output of the graph has no name") : value;
    }

    private static void ReadType(ByteSlice bytes, ValueMessage value)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Bytes):
                    value.IsTensor = true;
                    ReadTensorType(reader.Bytes, value);
                    break;
                case (4 or 5 or 7 or 8 or 9, WireType.Bytes):
                    // Sequence, map, opaque, sparse tensor, optional: of several kinds the last one counts.
                    value.IsTensor = false;
                    value.Shape = null;
                    value.Type = 0;
                    break;
            }
        }
    }

    private static void ReadTensorType(ByteSlice bytes, ValueMessage value)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Varint):
                    value.Type = reader.Int32;
                    break;
                case (2, WireType.Bytes):
                    ReadShape(reader.Bytes, value.Shape ??= []);
                    break;
            }
        }
    }

    private static void ReadShape(ByteSlice bytes, List<long?> shape)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if ((reader.Field, reader.Wire) == (1, WireType.Bytes))
            {
                shape.Add(ReadDimension(reader.Bytes));
                if (shape.Count > MostAxes)
                {
                    throw Damage.At(reader.Offset, $"a shape has more than {MostAxes} axes");
                }
            }
        }
    }

    /// <summary>The size of an axis. A name, nothing, 0 and negative numbers all stand for one that is not fixed.</summary>
    private static long? ReadDimension(ByteSlice bytes)
    {
        long? size = null;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Varint):
                    size = reader.Int64 > 0 ? reader.Int64 : null;
                    break;
                case (2, WireType.Bytes):
                    size = null;
                    break;
            }
        }

        return size;
    }

    private static void ReadPackedInts(ByteSlice bytes, List<long> numbers, int most)
    {
        var packed = new WireReader(bytes);
        while (numbers.Count <= most && packed.NextVarint())
        {
            numbers.Add(packed.Int64);
        }
    }

    private static void ReadPackedFloats(ByteSlice bytes, List<float> numbers)
    {
        if (bytes.Length % sizeof(float) != 0)
        {
            throw Damage.At(bytes.Start, $"{bytes.Length} bytes are not a whole number of floats");
        }

        for (int position = bytes.Start; position < bytes.End; position += sizeof(float))
        {
            numbers.Add(BitConverter.ToSingle(bytes.Data, position));
        }
    }

    private static string Text(ByteSlice bytes) => Encoding.UTF8.GetString(bytes.Data, bytes.Start, bytes.Length);
}

namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>
/// Bytes to messages, by the rules of protocol buffers: unknown fields are passed over, of a repeated single value the
/// last one counts, parts of one inner message are merged, and repeated numbers may be packed or not. Subgraphs of
/// control flow are not entered.
/// </summary>
internal static class ModelReader
{
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
                    model.Producer = Fields.Text(reader.Bytes);
                    break;
                case (3, WireType.Bytes):
                    model.ProducerVersion = Fields.Text(reader.Bytes);
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
                    domain = Fields.Text(reader.Bytes);
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
                    graph.Name = Fields.Text(reader.Bytes);
                    break;
                case (5, WireType.Bytes):
                    graph.Initializers.Add(TensorMessageReader.ReadInitializer(reader.Bytes));
                    break;
                case (11, WireType.Bytes):
                    graph.Inputs.Add(ValueMessageReader.Read(reader.Bytes));
                    break;
                case (12, WireType.Bytes):
                    graph.Outputs.Add(ValueMessageReader.Read(reader.Bytes));
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
                    node.Inputs.Add(Fields.Text(reader.Bytes));
                    break;
                case (2, WireType.Bytes):
                    node.Outputs.Add(Fields.Text(reader.Bytes));
                    break;
                case (3, WireType.Bytes):
                    node.Name = Fields.Text(reader.Bytes);
                    break;
                case (4, WireType.Bytes):
                    string name = Fields.Text(reader.Bytes);
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
                    node.Domain = Fields.Text(reader.Bytes);
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
                    attribute.Name = Fields.Text(reader.Bytes);
                    break;
                case (2, WireType.Fixed32):
                    attribute.Float = reader.Single;
                    break;
                case (3, WireType.Varint):
                    attribute.Int = reader.Int64;
                    break;
                case (4, WireType.Bytes):
                    attribute.Text = Fields.Text(reader.Bytes);
                    break;
                case (5, WireType.Bytes):
                    TensorMessageReader.Read(reader.Bytes, attribute.Tensor ??= new TensorMessage());
                    break;
                case (7, WireType.Fixed32):
                    (attribute.Floats ??= []).Add(reader.Single);
                    break;
                case (7, WireType.Bytes):
                    Fields.ReadPackedFloats(reader.Bytes, attribute.Floats ??= []);
                    break;
                case (8, WireType.Varint):
                    (attribute.Ints ??= []).Add(reader.Int64);
                    break;
                case (8, WireType.Bytes):
                    Fields.ReadPackedInts(reader.Bytes, attribute.Ints ??= [], int.MaxValue);
                    break;
                case (20, WireType.Varint):
                    attribute.Kind = (AttributeKind)reader.Int32;
                    break;
                case (21, WireType.Bytes):
                    attribute.Reference = Fields.Text(reader.Bytes);
                    break;
            }
        }

        return attribute.Name.Length == 0 ? throw Damage.At(bytes.Start, "an attribute has no name") : attribute;
    }
}

namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>
/// Bytes to messages, by the rules of protocol buffers: unknown fields are passed over, of a repeated single value the
/// last one counts, parts of one inner message are merged, and repeated numbers may be packed or not. Subgraphs of
/// control flow are not entered.
/// </summary>
internal static class ModelReader
{
    /// <summary>Reads a file that has a graph in it.</summary>
    /// <exception cref="ImportException">It is damaged, of another kind, or has no graph.</exception>
    public static ModelMessage ReadWhole(byte[] file)
    {
        ModelMessage? model = null;
        ImportException? damage = null;
        try
        {
            model = Read(file);
        }
        catch (ImportException exception)
        {
            damage = exception;
        }

        // Only what cannot be read is looked at more closely: a model may begin with any bytes.
        return model is { Graph: not null } ? model
            : FileKind.Recognize(file) is { } other ? throw new ImportException(other)
            : throw damage ?? new ImportException(ProblemKind.NotOnnx, "The file is no ONNX model: there is no graph in it. Perhaps it is cut off, or of another kind.");
    }

    private static ModelMessage Read(byte[] file)
    {
        var model = new ModelMessage();
        var parts = new PartCounter();
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
                    ReadGraph(reader.Bytes, model.Graph ??= new GraphMessage(), parts);
                    break;
                case (8, WireType.Bytes):
                    model.OperatorSets.Add(ReadOperatorSet(reader.Bytes));
                    break;
                case (25, WireType.Bytes):
                    model.Functions.Add(FunctionMessageReader.Read(reader.Bytes, parts));
                    break;
            }
        }

        return model;
    }

    public static (string Domain, long Version) ReadOperatorSet(ByteSlice bytes)
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

    private static void ReadGraph(ByteSlice bytes, GraphMessage graph, PartCounter parts)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Bytes):
                    graph.Nodes.Add(NodeMessageReader.Read(reader.Bytes, parts));
                    break;
                case (2, WireType.Bytes):
                    graph.Name = Fields.Text(reader.Bytes);
                    break;
                case (5, WireType.Bytes):
                    parts.Count();
                    graph.Initializers.Add(TensorMessageReader.ReadInitializer(reader.Bytes));
                    break;
                case (11, WireType.Bytes):
                    parts.Count();
                    graph.Inputs.Add(ValueMessageReader.Read(reader.Bytes));
                    break;
                case (12, WireType.Bytes):
                    parts.Count();
                    graph.Outputs.Add(ValueMessageReader.Read(reader.Bytes));
                    break;
                case (15, WireType.Bytes):
                    parts.Count();
                    graph.Initializers.Add(TensorMessageReader.ReadSparseInitializer(reader.Bytes));
                    break;
            }
        }
    }
}

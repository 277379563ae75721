namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>Reads nodes and their attributes. Subgraphs of control flow are not entered.</summary>
internal static class NodeMessageReader
{
    public static NodeMessage Read(ByteSlice bytes, PartCounter parts)
    {
        parts.Count();
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
                    node.Operator = parts.Once(Fields.Text(reader.Bytes));
                    break;
                case (5, WireType.Bytes):
                    node.Attributes.Add(ReadAttribute(reader.Bytes, parts));
                    break;
                case (7, WireType.Bytes):
                    node.Domain = parts.Once(Fields.Text(reader.Bytes));
                    break;
                case (8, WireType.Bytes):
                    node.Overload = Fields.Text(reader.Bytes);
                    break;
            }
        }

        return node.Operator.Length == 0 ? throw Damage.At(bytes.Start, "a node has no operator type")
            : node.Outputs.Count == 0 ? throw Damage.At(bytes.Start, $"a node of type {node.Operator} has no output")
            : node;
    }

    public static AttributeMessage ReadAttribute(ByteSlice bytes, PartCounter parts)
    {
        parts.Count();
        var attribute = new AttributeMessage();
        var reader = new WireReader(bytes);
        int valueField = 0;
        while (reader.Next())
        {
            if (IsValue(reader))
            {
                attribute.HasSeveralValues |= valueField > 0 && valueField != reader.Field;
                valueField = reader.Field;
            }

            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Bytes):
                    attribute.Name = parts.Once(Fields.Text(reader.Bytes));
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
                case (22, WireType.Bytes):
                    TensorMessageReader.ReadSparse(reader.Bytes, attribute.Tensor ??= new TensorMessage());
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

    /// <summary>Whether a field holds a value, or a part of a list; lists may be there without elements.</summary>
    private static bool IsValue(WireReader reader) =>
        reader.Field is (>= 2 and <= 11) or 14 or 15 or 22 or 23 && !(reader.Field is 7 or 8 && reader.Wire == WireType.Bytes && reader.Bytes.Length == 0);
}

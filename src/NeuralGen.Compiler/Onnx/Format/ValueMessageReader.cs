namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>Reads names, types and shapes of a graph's inputs and outputs.</summary>
internal static class ValueMessageReader
{
    public static ValueMessage Read(ByteSlice bytes)
    {
        var value = new ValueMessage();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Bytes):
                    value.Name = Fields.Text(reader.Bytes);
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
                if (shape.Count > Fields.MostAxes)
                {
                    throw Damage.At(reader.Offset, $"a shape has more than {Fields.MostAxes} axes");
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
}

namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>Reads what tensors say about themselves. Their numbers are read later, where they are needed.</summary>
internal static class TensorMessageReader
{
    public static TensorMessage ReadInitializer(ByteSlice bytes)
    {
        var tensor = new TensorMessage();
        Read(bytes, tensor);
        return tensor.Name.Length == 0 ? throw Damage.At(bytes.Start, "an initialiser has no name") : tensor;
    }

    public static TensorMessage ReadSparseInitializer(ByteSlice bytes)
    {
        var tensor = new TensorMessage();
        ReadSparse(bytes, tensor);
        return tensor.Name.Length == 0 ? throw Damage.At(bytes.Start, "a sparse initialiser has no name") : tensor;
    }

    /// <summary>Reads a list of numbers and their places in a tensor that is 0 elsewhere.</summary>
    public static void ReadSparse(ByteSlice bytes, TensorMessage tensor)
    {
        tensor.Indices ??= new TensorMessage();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Bytes):
                    Read(reader.Bytes, tensor);
                    break;
                case (2, WireType.Bytes):
                    Read(reader.Bytes, tensor.Indices);
                    break;
                case (3, WireType.Varint):
                    tensor.SparseDimensions.Add(reader.Int64);
                    break;
                case (3, WireType.Bytes):
                    Fields.ReadPackedInts(reader.Bytes, tensor.SparseDimensions, Fields.MostAxes);
                    break;
            }

            if (tensor.SparseDimensions.Count > Fields.MostAxes)
            {
                throw Damage.At(reader.Offset, $"a tensor has more than {Fields.MostAxes} axes");
            }
        }
    }

    public static void Read(ByteSlice bytes, TensorMessage tensor)
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
                    Fields.ReadPackedInts(reader.Bytes, tensor.Dimensions, Fields.MostAxes);
                    break;
                case (2, WireType.Varint):
                    tensor.Type = reader.Int32;
                    break;
                case (3, WireType.Bytes):
                    tensor.IsSegment = true;
                    break;
                case (8, WireType.Bytes):
                    tensor.Name = Fields.Text(reader.Bytes);
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

            if (tensor.Dimensions.Count > Fields.MostAxes)
            {
                throw Damage.At(reader.Offset, $"a tensor has more than {Fields.MostAxes} axes");
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
                    key = Fields.Text(reader.Bytes);
                    break;
                case (2, WireType.Bytes):
                    value = Fields.Text(reader.Bytes);
                    break;
            }
        }

        return new KeyValuePair<string, string>(key, value);
    }
}

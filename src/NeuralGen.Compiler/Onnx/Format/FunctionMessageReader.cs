namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>Reads the functions of a model.</summary>
internal static class FunctionMessageReader
{
    public static FunctionMessage Read(ByteSlice bytes, PartCounter parts)
    {
        parts.Count();
        var function = new FunctionMessage();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.Wire)
            {
                case (1, WireType.Bytes):
                    function.Name = Fields.Text(reader.Bytes);
                    break;
                case (4, WireType.Bytes):
                    function.Inputs.Add(Fields.Text(reader.Bytes));
                    break;
                case (5, WireType.Bytes):
                    function.Outputs.Add(Fields.Text(reader.Bytes));
                    break;
                case (7, WireType.Bytes):
                    function.Nodes.Add(NodeMessageReader.Read(reader.Bytes, parts));
                    break;
                case (9, WireType.Bytes):
                    function.OperatorSets.Add(ModelReader.ReadOperatorSet(reader.Bytes));
                    break;
                case (10, WireType.Bytes):
                    function.Domain = Fields.Text(reader.Bytes);
                    break;
                case (11, WireType.Bytes):
                    function.Defaults.Add(NodeMessageReader.ReadAttribute(reader.Bytes, parts));
                    break;
                case (13, WireType.Bytes):
                    function.Overload = Fields.Text(reader.Bytes);
                    break;
            }
        }

        return function.Name.Length == 0 ? throw Damage.At(bytes.Start, "a function has no name") : function;
    }
}

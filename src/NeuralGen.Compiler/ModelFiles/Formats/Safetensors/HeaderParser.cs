using System.Globalization;

namespace NeuralGen.Compiler.ModelFiles.Formats.Safetensors;

/// <summary>Reads the header of a safetensors file: every name, number and place is checked before it is used.</summary>
/// <param name="file">The file.</param>
/// <param name="headerEnd">Where its header ends.</param>
internal sealed class HeaderParser(byte[] file, int headerEnd)
{
    // With the length of a header added it is still a length.
    private const long LargestNumber = 1L << 62;

    private const string Metadata = "__metadata__";
    private const string CheckpointMark = "neuralgen.checkpoint";
    private const string Properties = "dtype, shape and data_offsets, each once";

    private readonly JsonCursor _json = new(file, SafetensorsFile.PrefixLength, headerEnd);

    public SafetensorsHeader Parse()
    {
        int start = _json.Position;
        if (start == headerEnd || file[start] != '{')
        {
            throw SafetensorsFile.Damaged(
                start, "'{', where the header begins", start == headerEnd ? "an empty header" : "the byte " + file[start].ToString("x2", CultureInfo.InvariantCulture));
        }

        _json.ThrowIfNotText();
        _json.Enter();
        var tensors = new Dictionary<string, HeaderTensor>(StringComparer.Ordinal);
        HashSet<string>? metadata = null;
        for (bool isFirst = true; _json.NextProperty(isFirst, out string name, out int place); isFirst = false)
        {
            if (name == Metadata ? metadata is not null : tensors.ContainsKey(name))
            {
                throw SafetensorsFile.Damaged(place, "every name once", $"{ModelFileException.Quote(name)} again");
            }

            if (name == Metadata)
            {
                metadata = ReadMetadata();
            }
            else
            {
                tensors.Add(name, ReadTensor(name, place));
            }
        }

        _json.ThrowUnlessAtEnd();
        return new SafetensorsHeader(InOrder(tensors.Values), metadata?.Contains(CheckpointMark) == true);
    }

    private HashSet<string> ReadMetadata()
    {
        Expect(JsonToken.Object, "an object for __metadata__");
        _json.Enter();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (bool isFirst = true; _json.NextProperty(isFirst, out string name, out int place); isFirst = false)
        {
            Expect(JsonToken.Text, "a text for every name of __metadata__");
            _json.TakeText();
            if (!names.Add(name))
            {
                throw SafetensorsFile.Damaged(place, "every name of __metadata__ once", $"{ModelFileException.Quote(name)} again");
            }
        }

        return names;
    }

    private HeaderTensor ReadTensor(string name, int offset)
    {
        Expect(JsonToken.Object, "an object", name);
        _json.Enter();
        string? type = null;
        long[]? shape = null;
        long[]? range = null;
        for (bool isFirst = true; _json.NextProperty(isFirst, out string property, out int place); isFirst = false)
        {
            switch (property)
            {
                case "dtype" when type is null:
                    type = ReadType(name);
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(name, "an array for shape", "a size in shape");
                    break;
                case "data_offsets" when range is null:
                    range = ReadRange(name);
                    break;
                default:
                    string again = property is "dtype" or "shape" or "data_offsets" ? " again" : "";
                    throw SafetensorsFile.Damaged(place, Properties, ModelFileException.Quote(property) + again, name);
            }
        }

        if (type is null || shape is null || range is null)
        {
            throw SafetensorsFile.Damaged(offset, Properties, $"no {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}", name);
        }

        var tensor = new HeaderTensor(name, type, shape, range[0], range[1], offset);
        ThrowIfOtherSize(tensor);
        return tensor;
    }

    /// <summary>The bits of one element; 0 for what is no type of the format.</summary>
    private static int TypeBits(string type) => type switch
    {
        "F64" or "I64" or "U64" or "C64" => 64,
        "F32" or "I32" or "U32" => 32,
        "F16" or "BF16" or "I16" or "U16" => 16,
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "F6_E2M3" or "F6_E3M2" => 6,
        "F4" => 4,
        _ => 0,
    };

    private string ReadType(string tensor)
    {
        Expect(JsonToken.Text, "a text for dtype", tensor);
        int place = _json.Position;
        string type = _json.TakeText();
        return TypeBits(type) != 0
            ? type
            : throw SafetensorsFile.Damaged(place, "a dtype of the format, such as F32", ModelFileException.Quote(type), tensor);
    }

    private long[] ReadRange(string tensor)
    {
        long[] range = ReadNumbers(tensor, "an array for data_offsets", "an offset in data_offsets");

        // The array's last byte is the one just taken.
        int place = _json.Position - 1;
        return range.Length != 2 ? throw SafetensorsFile.Damaged(place, "two data_offsets, begin and end", Text(range.Length), tensor)
            : range[0] > range[1] ? throw SafetensorsFile.Damaged(
                place, "data_offsets that do not end before they begin", FileTensor.ShapeText(range), tensor)
            : range;
    }

    private long[] ReadNumbers(string tensor, string array, string number)
    {
        Expect(JsonToken.Array, array, tensor);
        _json.Enter();
        var numbers = new List<long>();
        for (bool isFirst = true; _json.NextElement(isFirst); isFirst = false)
        {
            string found = _json.Show();
            int place = _json.Position;
            bool isNumber = _json.Peek() == JsonToken.Number
                && long.TryParse(_json.TakeNumber(), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
                && value <= LargestNumber
                && Add(numbers, value);
            if (!isNumber)
            {
                throw SafetensorsFile.Damaged(place, $"{number}, a whole number from 0 to {Text(LargestNumber)}", found, tensor);
            }
        }

        return [.. numbers];
    }

    private static bool Add(List<long> numbers, long value)
    {
        numbers.Add(value);
        return true;
    }

    private void Expect(JsonToken token, string what, string? tensor = null)
    {
        if (_json.Peek() != token)
        {
            string found = _json.Show();
            throw SafetensorsFile.Damaged(_json.Position, what, found, tensor);
        }
    }

    /// <summary>A tensor's bytes are as many as its shape and type say. No product may overflow, not even beside a size of 0.</summary>
    private static void ThrowIfOtherSize(HeaderTensor tensor)
    {
        string shape = $"{FileTensor.ShapeText(tensor.Shape)} of {tensor.Type}";
        long bits = TypeBits(tensor.Type);
        foreach (long size in tensor.Shape)
        {
            long factor = Math.Max(size, 1);
            if (bits > long.MaxValue / factor)
            {
                throw SafetensorsFile.Damaged(tensor.Offset, $"a shape of at most {Text(long.MaxValue)} bits", shape, tensor.Name);
            }

            bits *= factor;
        }

        bits = tensor.Shape.Contains(0) ? 0 : bits;
        if (bits % 8 != 0)
        {
            throw SafetensorsFile.Damaged(tensor.Offset, "a shape of whole bytes", $"{shape}, {Text(bits)} bits", tensor.Name);
        }

        long bytes = tensor.End - tensor.Begin;
        if (bits / 8 != bytes)
        {
            throw SafetensorsFile.Damaged(
                tensor.Offset, $"{Text(bits / 8)} bytes, for {shape}", $"{Text(bytes)}, by the data_offsets [{Text(tensor.Begin)}, {Text(tensor.End)}]", tensor.Name);
        }
    }

    /// <summary>Sorts tensors by their bytes, which must neither overlap nor leave holes.</summary>
    private static HeaderTensor[] InOrder(IEnumerable<HeaderTensor> tensors)
    {
        HeaderTensor[] ordered = [.. tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)];
        long position = 0;
        foreach (HeaderTensor tensor in ordered)
        {
            if (tensor.Begin != position)
            {
                string problem = tensor.Begin < position ? "an overlap" : "a hole";
                throw SafetensorsFile.Damaged(
                    tensor.Offset, $"data_offsets that begin at {Text(position)}, where the tensors before end",
                    $"{problem}: [{Text(tensor.Begin)}, {Text(tensor.End)}]", tensor.Name);
            }

            position = tensor.End;
        }

        return ordered;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace NeuralGen;

/// <summary>
/// Reads the header of a safetensors file, and takes nothing on trust: every name, number and place is checked before it is
/// used.
/// </summary>
internal sealed class HeaderParser(SourceName source)
{
    // The object, in it a tensor, in it a shape, in it what should not be there and is refused by its place.
    private const int Depth = 4;
    private const int LongestToken = 40;

    // With the length of a header added it is still a length.
    private const long LargestNumber = 1L << 62;

    /// <summary>Parses the bytes between the length and the data.</summary>
    /// <exception cref="InvalidDataException">They are no sound header.</exception>
    public SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        ThrowIfNotText(json);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Depth });
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        Dictionary<string, string>? metadata = null;
        try
        {
            reader.Read();
            while (NextProperty(ref reader, out string name, out long offset))
            {
                bool isNew = name == SafetensorsHeader.MetadataName ? metadata is null : !tensors.ContainsKey(name);
                if (!isNew)
                {
                    throw source.Damaged(offset, "every name once", $"{SourceName.Quote(name)} again");
                }

                if (name == SafetensorsHeader.MetadataName)
                {
                    metadata = ReadMetadata(ref reader);
                }
                else
                {
                    tensors.Add(name, ReadTensor(ref reader, name, offset));
                }
            }

            // Finds what follows the object: only white space may.
            reader.Read();
        }
        catch (JsonException exception)
        {
            int place = PlaceOf(exception, json);
            throw source.Damaged(Place(place), "sound JSON", place < json.Length ? $"the byte {json[place]:x2}" : "the end of the header", exception);
        }

        return new SafetensorsHeader(InOrder(tensors.Values), metadata ?? []);
    }

    private static long Place(long offset) => SafetensorsHeader.PrefixLength + offset;

    private static int PlaceOf(JsonException exception, ReadOnlySpan<byte> json)
    {
        int start = 0;
        for (long line = 0; line < exception.LineNumber; line++)
        {
            start += json[start..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Min(start + (exception.BytePositionInLine ?? 0), json.Length);
    }

    private void ThrowIfNotText(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != '{')
        {
            throw source.Damaged(Place(0), "'{', where the header begins", json.IsEmpty ? "an empty header" : $"the byte {json[0]:x2}");
        }

        if (!Utf8.IsValid(json))
        {
            int valid = 0;
            while (Rune.DecodeFromUtf8(json[valid..], out _, out int length) == System.Buffers.OperationStatus.Done)
            {
                valid += length;
            }

            throw source.Damaged(Place(valid), "text in UTF-8", $"the byte {json[valid]:x2}");
        }
    }

    /// <summary>Goes on to the next property of an object and tells its name, or that the object ends.</summary>
    private bool NextProperty(ref Utf8JsonReader reader, out string name, out long offset)
    {
        reader.Read();
        offset = Place(reader.TokenStartIndex);
        bool isProperty = reader.TokenType == JsonTokenType.PropertyName;
        name = isProperty ? Text(ref reader) : "";
        return isProperty;
    }

    private Dictionary<string, string> ReadMetadata(ref Utf8JsonReader reader)
    {
        ReadToken(ref reader, JsonTokenType.StartObject, "an object for __metadata__");
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        while (NextProperty(ref reader, out string name, out long offset))
        {
            ReadToken(ref reader, JsonTokenType.String, "a text for every name of __metadata__");
            if (!metadata.TryAdd(name, Text(ref reader)))
            {
                throw source.Damaged(offset, "every name of __metadata__ once", $"{SourceName.Quote(name)} again");
            }
        }

        return metadata;
    }

    private SafetensorsTensor ReadTensor(ref Utf8JsonReader reader, string name, long offset)
    {
        ReadToken(ref reader, JsonTokenType.StartObject, "an object", name);
        SafetensorsType? type = null;
        ImmutableArray<long> shape = default;
        (long Begin, long End)? range = null;
        while (NextProperty(ref reader, out string property, out long place))
        {
            switch (property)
            {
                case "dtype" when type is null:
                    type = ReadType(ref reader, name);
                    break;
                case "shape" when shape.IsDefault:
                    shape = ReadNumbers(ref reader, name, "an array for shape", "a size in shape");
                    break;
                case "data_offsets" when range is null:
                    range = ReadRange(ref reader, name);
                    break;
                default:
                    string again = property is "dtype" or "shape" or "data_offsets" ? " again" : "";
                    throw source.Damaged(name, place, "dtype, shape and data_offsets, each once", SourceName.Quote(property) + again);
            }
        }

        if (type is null || shape.IsDefault || range is not { } bytes)
        {
            string missing = type is null ? "dtype" : shape.IsDefault ? "shape" : "data_offsets";
            throw source.Damaged(name, offset, "dtype, shape and data_offsets, each once", $"no {missing}");
        }

        var tensor = new SafetensorsTensor(name, type, shape, bytes.Begin, bytes.End, offset);
        ThrowIfOtherSize(tensor);
        return tensor;
    }

    private SafetensorsType ReadType(ref Utf8JsonReader reader, string tensor)
    {
        ReadToken(ref reader, JsonTokenType.String, "a text for dtype", tensor);
        string text = Text(ref reader);
        return SafetensorsType.Find(text)
            ?? throw source.Damaged(tensor, Place(reader.TokenStartIndex), "a dtype of the format, such as F32", SourceName.Quote(text));
    }

    private (long Begin, long End) ReadRange(ref Utf8JsonReader reader, string tensor)
    {
        ImmutableArray<long> offsets = ReadNumbers(ref reader, tensor, "an array for data_offsets", "an offset in data_offsets");
        if (offsets.Length != 2)
        {
            throw source.Damaged(tensor, Place(reader.TokenStartIndex), "two data_offsets, begin and end", $"{offsets.Length}");
        }

        if (offsets[0] > offsets[1])
        {
            throw source.Damaged(tensor, Place(reader.TokenStartIndex), "data_offsets that do not end before they begin", $"[{offsets[0]}, {offsets[1]}]");
        }

        return (offsets[0], offsets[1]);
    }

    private ImmutableArray<long> ReadNumbers(ref Utf8JsonReader reader, string tensor, string array, string number)
    {
        ReadToken(ref reader, JsonTokenType.StartArray, array, tensor);
        ImmutableArray<long>.Builder numbers = ImmutableArray.CreateBuilder<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long value) || value is < 0 or > LargestNumber || reader.ValueSpan[0] == '-')
            {
                throw source.Damaged(tensor, Place(reader.TokenStartIndex), $"{number}, a whole number from 0 to {LargestNumber}", Token(ref reader));
            }

            numbers.Add(value);
        }

        return numbers.DrainToImmutable();
    }

    private void ReadToken(ref Utf8JsonReader reader, JsonTokenType type, string what, string? tensor = null)
    {
        reader.Read();
        if (reader.TokenType != type)
        {
            long place = Place(reader.TokenStartIndex);
            string found = Token(ref reader);
            throw tensor is null ? source.Damaged(place, what, found) : source.Damaged(tensor, place, what, found);
        }
    }

    private string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw source.Damaged(Place(reader.TokenStartIndex), "a text of whole characters", "half of a surrogate pair", exception);
        }
    }

    private static string Token(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        _ => Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, LongestToken)])
            + (reader.ValueSpan.Length > LongestToken ? "..." : ""),
    };

    /// <summary>A tensor's bytes are as many as its shape and type say. No product may overflow, not even beside a size of 0.</summary>
    private void ThrowIfOtherSize(SafetensorsTensor tensor)
    {
        UInt128 bits = (UInt128)tensor.Type.Bits;
        bool isEmpty = false;
        foreach (long size in tensor.Shape)
        {
            isEmpty |= size == 0;
            bits *= (ulong)Math.Max(size, 1);
            if (bits > long.MaxValue)
            {
                throw source.Damaged(tensor.Name, tensor.HeaderOffset, $"a shape of at most {long.MaxValue} bits", $"{tensor.ShapeText} of {tensor.Type}");
            }
        }

        bits = isEmpty ? 0 : bits;
        if (bits % 8 != 0)
        {
            throw source.Damaged(tensor.Name, tensor.HeaderOffset, "a shape of whole bytes", $"{tensor.ShapeText} of {tensor.Type}, {bits} bits");
        }

        if (bits / 8 != (ulong)tensor.ByteCount)
        {
            throw source.Damaged(
                tensor.Name, tensor.HeaderOffset, $"{bits / 8} bytes, for {tensor.ShapeText} of {tensor.Type}",
                $"{tensor.ByteCount}, by the data_offsets [{tensor.Begin}, {tensor.End}]");
        }
    }

    /// <summary>Sorts tensors by their bytes, which must neither overlap nor leave holes.</summary>
    private ImmutableArray<SafetensorsTensor> InOrder(IEnumerable<SafetensorsTensor> tensors)
    {
        ImmutableArray<SafetensorsTensor> ordered = [.. tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)];
        long position = 0;
        foreach (SafetensorsTensor tensor in ordered)
        {
            if (tensor.Begin != position)
            {
                string problem = tensor.Begin < position ? "an overlap" : "a hole";
                throw source.Damaged(
                    tensor.Name, tensor.HeaderOffset, $"data_offsets that begin at {position}, where the tensors before end", $"{problem}: [{tensor.Begin}, {tensor.End}]");
            }

            position = tensor.End;
        }

        return ordered;
    }
}

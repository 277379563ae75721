using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NeuralGen;

/// <summary>Collects tensors and texts, then writes them as one safetensors file. Numbers are not copied until then.</summary>
internal sealed class SafetensorsWriter
{
    private readonly List<Entry> _entries = [];
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private sealed record Entry(string Name, SafetensorsType Type, int[] Shape, int Count, Action<Stream> Write);

    /// <summary>Adds a vector of numbers; a single number where <paramref name="isScalar"/>.</summary>
    public void Add<T>(string name, ReadOnlyMemory<T> numbers, bool isScalar = false)
        where T : unmanaged =>
        _entries.Add(new Entry(name, SafetensorsType.Of<T>(), isScalar ? [] : [numbers.Length], numbers.Length, stream => NumberBytes.Write(stream, numbers.Span)));

    public void Add<T>(string name, T number)
        where T : unmanaged => Add<T>(name, new T[] { number }, isScalar: true);

    /// <summary>Adds all tensors of a vector in the order of its layout, their names behind a prefix.</summary>
    public void Add<T>(string prefix, ParameterVector<T> vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SafetensorsType type = SafetensorsType.Of<T>();
        foreach (TensorLayout tensor in vector.Layout.Tensors)
        {
            _entries.Add(new Entry(prefix + tensor.Name, type, [.. tensor.Shape], tensor.Count, stream => NumberBytes.Write(stream, new TensorView<T>(vector, tensor))));
        }
    }

    public void AddText(string name, string text) => _metadata.Add(name, text);

    /// <summary>Writes the file.</summary>
    public void WriteTo(Stream stream)
    {
        // Wide numbers first, so that every tensor lies at a multiple of its numbers' size.
        Entry[] entries = [.. _entries.OrderByDescending(entry => entry.Type.Bits)];
        ArrayBufferWriter<byte> header = Header(entries);
        Span<byte> prefix = stackalloc byte[SafetensorsHeader.PrefixLength];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.WrittenCount);
        stream.Write(prefix);
        stream.Write(header.WrittenSpan);
        foreach (Entry entry in entries)
        {
            entry.Write(stream);
        }
    }

    private ArrayBufferWriter<byte> Header(Entry[] entries)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(header, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json);
            long position = 0;
            foreach (Entry entry in entries)
            {
                position = WriteEntry(json, entry, position);
            }

            json.WriteEndObject();
        }

        // The data begins at a multiple of 8.
        int padding = -header.WrittenCount & 7;
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        return header.WrittenCount <= SafetensorsHeader.MaxLength
            ? header
            : throw new InvalidOperationException($"The header of a safetensors file has at most {SafetensorsHeader.MaxLength} bytes; this one would have {header.WrittenCount}.");
    }

    private void WriteMetadata(Utf8JsonWriter json)
    {
        if (_metadata.Count == 0)
        {
            return;
        }

        json.WriteStartObject(SafetensorsHeader.MetadataName);
        foreach ((string name, string text) in _metadata)
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
    }

    private static long WriteEntry(Utf8JsonWriter json, Entry entry, long position)
    {
        long end = position + ((long)entry.Count * entry.Type.Bits / 8);
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", entry.Type.Name);
        json.WriteStartArray("shape");
        foreach (int size in entry.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(position);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }
}

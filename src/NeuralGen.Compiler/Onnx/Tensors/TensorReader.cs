using System.Collections.Immutable;
using NeuralGen.Compiler.Onnx.Format;

namespace NeuralGen.Compiler.Onnx.Tensors;

/// <summary>Reads the numbers of tensors: raw bytes, typed fields, or bytes of a file beside the model.</summary>
internal sealed class TensorReader(ExternalFiles files, Budget budget)
{
    public Tensor Read(TensorMessage message, string description) => message.Indices is { } indices
        ? Dense(message, indices, description)
        : ReadPlain(message, description);

    /// <summary>A tensor that is 0 but for a list of numbers, as a usual one.</summary>
    private Tensor Dense(TensorMessage message, TensorMessage indices, string description)
    {
        Tensor numbers = ReadPlain(message, description);
        Tensor places = ReadPlain(indices, description + "'s list of places");
        ImmutableArray<int> shape = Shape(message.SparseDimensions, description);
        int count = Tensor.CountOf(shape, description);
        bool isLinear = places.Rank == 1;
        bool fits = places.Type == ElementType.Int64 && places.Rank is 1 or 2 && places.Shape[0] == numbers.Count && (isLinear || places.Shape[1] == shape.Length);
        if (!fits || numbers.Rank != 1)
        {
            throw new ImportException(ProblemKind.DamagedFile, $"{description} has {numbers.Count} numbers, but places of {ElementTypes.NameOf(places.Type)} and shape {Tensor.Describe(places.Shape)}.");
        }

        int[] strides = isLinear ? [1] : Tensor.Strides(shape);
        var sources = new Dictionary<int, int>();
        long last = -1;
        for (int i = 0; i < numbers.Count; i++)
        {
            double place = 0;
            bool isInside = true;
            for (int axis = 0; axis < strides.Length; axis++)
            {
                double coordinate = places[(i * strides.Length) + axis];
                isInside &= coordinate >= 0 && coordinate < (isLinear ? count : shape[axis]);
                place += coordinate * strides[axis];
            }

            if (!isInside || place <= last)
            {
                throw new ImportException(ProblemKind.DamagedFile, $"{description} of shape {Tensor.Describe(shape)} has a number at an impossible place, or its places are not in order.");
            }

            last = (long)place;
            sources.Add((int)place, i);
        }

        return numbers.Scatter(shape, sources, budget);
    }

    private Tensor ReadPlain(TensorMessage message, string description)
    {
        var type = (ElementType)message.Type;
        int size = ElementTypes.SizeOf(type);
        if (size == 0)
        {
            throw new ImportException(ProblemKind.UnsupportedType, $"{description} has elements of {ElementTypes.NameOf(type)}; floats, doubles, halves, bfloat16, bool and integers of 8 to 64 bits can be read.");
        }

        if (message.IsSegment)
        {
            throw new ImportException(ProblemKind.UnsupportedType, $"{description} is a segment of a larger tensor, which is not supported.");
        }

        ImmutableArray<int> shape = Shape(message.Dimensions, description);
        int count = Tensor.CountOf(shape, description);
        string? name = message.Name.Length > 0 ? message.Name : null;
        return new Tensor(type, shape, Elements(message, type, size, count, description), name);
    }

    private static ImmutableArray<int> Shape(List<long> dimensions, string description)
    {
        if (dimensions.Exists(dimension => dimension is < 0 or > int.MaxValue))
        {
            throw new ImportException(
                dimensions.Exists(dimension => dimension < 0) ? ProblemKind.DamagedFile : ProblemKind.TooLarge,
                $"{description} has the impossible shape {Tensor.Describe(dimensions)}.");
        }

        return [.. dimensions.Select(dimension => (int)dimension)];
    }

    private Array Elements(TensorMessage message, ElementType type, int size, int count, string description)
    {
        if (message.IsExternal)
        {
            return Decode(files.Find(message.External, (long)count * size, description), type, size, count);
        }

        int typed = CountTyped(message, type, description);
        if (message.Raw is { } raw && (raw.Length > 0 || typed == 0))
        {
            if (typed > 0)
            {
                throw Damage.At(raw.Start, $"{description} has its numbers twice, raw and typed");
            }

            return raw.Length == (long)count * size
                ? Decode(raw, type, size, count)
                : throw Damage.At(raw.Start, $"{description} of shape {Tensor.Describe(message.Dimensions)} needs {(long)count * size} bytes and has {raw.Length}");
        }

        return typed == count
            ? ReadTyped(message, type, count)
            : throw Damage.At(message.Parts[0].Start, $"{description} of shape {Tensor.Describe(message.Dimensions)} needs {count} numbers and has {typed}");
    }

    private Array Decode(ByteSlice bytes, ElementType type, int size, int count)
    {
        // Little-endian in the file, as on every machine that compilers run on.
        switch (type)
        {
            case ElementType.Float:
                budget.Take(count, sizeof(float), "A tensor");
                float[] singles = new float[count];
                Buffer.BlockCopy(bytes.Data, bytes.Start, singles, 0, bytes.Length);
                return singles;
            case ElementType.Double:
                budget.Take(count, sizeof(double), "A tensor");
                double[] doubles = new double[count];
                Buffer.BlockCopy(bytes.Data, bytes.Start, doubles, 0, bytes.Length);
                return doubles;
        }

        var numbers = new NumberSink(type, count, budget);
        for (int position = bytes.Start; position < bytes.End; position += size)
        {
            ulong bits = 0;
            for (int i = size - 1; i >= 0; i--)
            {
                bits = (bits << 8) | bytes.Data[position + i];
            }

            numbers.Add(SignExtend(bits, type));
        }

        return numbers.ToArray();
    }

    /// <summary>The number of elements in the typed field.</summary>
    private static int CountTyped(TensorMessage message, ElementType type, string description)
    {
        int count = 0;
        bool hasOthers = false;
        foreach (ByteSlice part in message.Parts)
        {
            var reader = new WireReader(part);
            while (reader.Next())
            {
                if (IsNumbers(reader, type))
                {
                    count += reader.Wire == WireType.Bytes ? CountPacked(reader.Bytes, type) : 1;
                }

                hasOthers |= reader.Field is 4 or 5 or 6 or 7 or 10 or 11 && reader.Field != FieldOf(type)
                    && !(reader.Wire == WireType.Bytes && reader.Bytes.Length == 0);
            }
        }

        return hasOthers
            ? throw Damage.At(message.Parts[0].Start, $"{description} has elements of {ElementTypes.NameOf(type)}, but numbers in the field of another type")
            : count;
    }

    private static Array ReadTyped(TensorMessage message, ElementType type, int count, Budget budget)
    {
        var numbers = new NumberSink(type, count, budget);
        foreach (ByteSlice part in message.Parts)
        {
            var reader = new WireReader(part);
            while (reader.Next())
            {
                if (!IsNumbers(reader, type))
                {
                    continue;
                }

                if (reader.Wire != WireType.Bytes)
                {
                    numbers.Add(reader.Number);
                    continue;
                }

                ReadPacked(reader.Bytes, type, numbers);
            }
        }

        return numbers.ToArray();
    }

    private Array ReadTyped(TensorMessage message, ElementType type, int count) => ReadTyped(message, type, count, budget);

    private static void ReadPacked(ByteSlice bytes, ElementType type, NumberSink numbers)
    {
        int size = FixedSizeOf(type);
        if (size == 0)
        {
            var packed = new WireReader(bytes);
            while (packed.NextVarint())
            {
                numbers.Add(packed.Number);
            }

            return;
        }

        for (int position = bytes.Start; position < bytes.End; position += size)
        {
            numbers.Add(size == sizeof(float) ? BitConverter.ToUInt32(bytes.Data, position) : BitConverter.ToUInt64(bytes.Data, position));
        }
    }

    private static int CountPacked(ByteSlice bytes, ElementType type)
    {
        int size = FixedSizeOf(type);
        if (size > 0)
        {
            return bytes.Length % size == 0
                ? bytes.Length / size
                : throw Damage.At(bytes.Start, $"{bytes.Length} bytes are not a whole number of numbers of {size} bytes");
        }

        int count = 0;
        for (int position = bytes.Start; position < bytes.End; position++)
        {
            count += bytes.Data[position] < 0x80 ? 1 : 0;
        }

        return count;
    }

    private static bool IsNumbers(WireReader reader, ElementType type) => reader.Field == FieldOf(type) && (reader.Wire == WireType.Bytes
        || reader.Wire == FixedSizeOf(type) switch { 4 => WireType.Fixed32, 8 => WireType.Fixed64, _ => WireType.Varint });

    /// <summary>The field that holds the numbers of a type: small ones are stored as integers of 32 bits.</summary>
    private static int FieldOf(ElementType type) => type switch
    {
        ElementType.Float => 4,
        ElementType.Int64 => 7,
        ElementType.Double => 10,
        ElementType.UInt32 or ElementType.UInt64 => 11,
        _ => 5,
    };

    private static int FixedSizeOf(ElementType type) => type switch
    {
        ElementType.Float => 4,
        ElementType.Double => 8,
        _ => 0,
    };

    private static ulong SignExtend(ulong bits, ElementType type) => type switch
    {
        ElementType.Int8 => unchecked((ulong)(sbyte)bits),
        ElementType.Int16 => unchecked((ulong)(short)bits),
        ElementType.Int32 => unchecked((ulong)(int)bits),
        _ => bits,
    };
}

namespace NeuralGen.Compiler.Onnx.Tensors;

/// <summary>The element types, by their numbers in the format.</summary>
internal enum ElementType
{
    Undefined = 0,
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    UInt32 = 12,
    UInt64 = 13,
    BFloat16 = 16,
}

internal static class ElementTypes
{
    /// <summary>The bytes of one element; 0 for a type whose tensors cannot be read.</summary>
    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => 1,
        ElementType.Int16 or ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 4,
        ElementType.Double or ElementType.Int64 or ElementType.UInt64 => 8,
        _ => 0,
    };

    public static bool IsFloating(ElementType type) =>
        type is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16;

    /// <summary>The least and greatest number of an integer type, as far as they fit into 64 bits.</summary>
    public static (long Least, long Greatest) RangeOf(ElementType type) => type switch
    {
        ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.UInt8 => (0, byte.MaxValue),
        ElementType.Int16 => (short.MinValue, short.MaxValue),
        ElementType.UInt16 => (0, ushort.MaxValue),
        ElementType.Int32 => (int.MinValue, int.MaxValue),
        ElementType.UInt32 => (0, uint.MaxValue),
        ElementType.UInt64 => (0, long.MaxValue),
        ElementType.Bool => (0, 1),
        _ => (long.MinValue, long.MaxValue),
    };

    /// <summary>The type's name as ONNX writes it; the bare number where there is none.</summary>
    public static string NameOf(ElementType type) => type switch
    {
        ElementType.Undefined => "no type",
        _ when Enum.IsDefined(typeof(ElementType), type) => type.ToString().ToLowerInvariant(),
        _ => "type " + (int)type,
    };
}

using System.Collections.Frozen;

namespace NeuralGen;

/// <summary>A number format of the safetensors format: its name and the bits of one element.</summary>
internal sealed record SafetensorsType(string Name, int Bits)
{
    public static readonly SafetensorsType F16 = new("F16", 16);
    public static readonly SafetensorsType BF16 = new("BF16", 16);
    public static readonly SafetensorsType F32 = new("F32", 32);
    public static readonly SafetensorsType F64 = new("F64", 64);
    public static readonly SafetensorsType I32 = new("I32", 32);
    public static readonly SafetensorsType I64 = new("I64", 64);

    private static readonly FrozenDictionary<string, SafetensorsType> ByName = new SafetensorsType[]
    {
        F16, BF16, F32, F64, I32, I64,
        new("BOOL", 8), new("U8", 8), new("I8", 8), new("F8_E4M3", 8), new("F8_E5M2", 8),
        new("I16", 16), new("U16", 16), new("U32", 32), new("U64", 64),

        // Later additions to the format.
        new("F4", 4), new("F6_E2M3", 6), new("F6_E3M2", 6), new("F8_E8M0", 8), new("F8_E4M3FNUZ", 8), new("F8_E5M2FNUZ", 8), new("C64", 64),
    }.ToFrozenDictionary(type => type.Name);

    /// <summary>The type of a name, or <see langword="null"/> if the format has none.</summary>
    public static SafetensorsType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The type in which numbers of .NET's <typeparamref name="T"/> are written.</summary>
    public static SafetensorsType Of<T>() =>
        typeof(T) == typeof(float) ? F32
        : typeof(T) == typeof(double) ? F64
        : typeof(T) == typeof(Half) ? F16
        : typeof(T) == typeof(int) ? I32
        : typeof(T) == typeof(long) ? I64
        : throw new NotSupportedException($"Numbers of type {typeof(T).Name} cannot be saved; float, double and Half can.");

    public override string ToString() => Name;
}

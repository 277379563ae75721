using System.Buffers.Binary;
using System.Numerics;

namespace NeuralGen;

/// <summary>Makes elements of type <typeparamref name="T"/> of those in a file.</summary>
internal interface INpyElements<T>
    where T : unmanaged
{
    /// <summary>The types that can be read, for messages.</summary>
    string Accepted { get; }

    bool Accepts(NpyElementType type);

    /// <summary>Converts whole elements until one is wrong.</summary>
    /// <param name="type">Their type.</param>
    /// <param name="bytes">The elements as in the file.</param>
    /// <param name="elements">Takes the converted ones.</param>
    /// <returns>The number converted; less than all if the next one is wrong.</returns>
    int Convert(NpyElementType type, ReadOnlySpan<byte> bytes, Span<T> elements);

    /// <summary>What the element that is wrong should have been.</summary>
    string Expected(NpyElementType type);
}

/// <summary>Any elements as floating-point numbers.</summary>
internal readonly struct FloatElements<T> : INpyElements<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string Accepted => "f2, f4, f8, i1 to i8, u1 to u8 or b1";

    public bool Accepts(NpyElementType type) => true;

    public string Expected(NpyElementType type) => "00 or 01, a truth value";

    public int Convert(NpyElementType type, ReadOnlySpan<byte> bytes, Span<T> elements)
    {
        for (int i = 0; i < elements.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * type.Size, type.Size);
            if (type.Kind == NpyElementKind.Boolean && element[0] > 1)
            {
                return i;
            }

            elements[i] = type.Kind switch
            {
                NpyElementKind.FloatingPoint => Float(type, element),
                NpyElementKind.SignedInteger => T.CreateSaturating(NpyInteger.Signed(type, element)),
                _ => T.CreateSaturating(NpyInteger.Unsigned(type, element)),
            };
        }

        return elements.Length;
    }

    private static T Float(NpyElementType type, ReadOnlySpan<byte> bytes) => type.Size switch
    {
        2 => T.CreateSaturating(type.IsBigEndian ? BinaryPrimitives.ReadHalfBigEndian(bytes) : BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        4 => T.CreateSaturating(type.IsBigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        _ => T.CreateSaturating(type.IsBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
    };
}

/// <summary>Integers and truth values as integers of 32 bits.</summary>
internal readonly struct IntegerElements : INpyElements<int>
{
    public string Accepted => "i1 to i8, u1 to u8 or b1, integers";

    public bool Accepts(NpyElementType type) => type.Kind != NpyElementKind.FloatingPoint;

    public string Expected(NpyElementType type) =>
        type.Kind == NpyElementKind.Boolean ? "00 or 01, a truth value" : "an integer of 32 bits";

    public int Convert(NpyElementType type, ReadOnlySpan<byte> bytes, Span<int> elements)
    {
        for (int i = 0; i < elements.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * type.Size, type.Size);
            long number = type.Kind == NpyElementKind.SignedInteger
                ? NpyInteger.Signed(type, element)
                : (long)ulong.Min(NpyInteger.Unsigned(type, element), long.MaxValue);
            if (number is < int.MinValue or > int.MaxValue || (type.Kind == NpyElementKind.Boolean && number > 1))
            {
                return i;
            }

            elements[i] = (int)number;
        }

        return elements.Length;
    }
}

/// <summary>Integers of any size in either byte order.</summary>
internal static class NpyInteger
{
    public static ulong Unsigned(NpyElementType type, ReadOnlySpan<byte> bytes) => type.Size switch
    {
        1 => bytes[0],
        2 => type.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => type.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => type.IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };

    public static long Signed(NpyElementType type, ReadOnlySpan<byte> bytes)
    {
        // The sign comes from the element's own highest bit: shifted to the top and back.
        int unused = 64 - (8 * type.Size);
        return (long)(Unsigned(type, bytes) << unused) >> unused;
    }
}

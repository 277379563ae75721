namespace NeuralGen;

/// <summary>What the elements of a NumPy file are.</summary>
internal enum NpyElementKind
{
    Boolean,
    SignedInteger,
    UnsignedInteger,
    FloatingPoint,
}

/// <summary>The type of the elements of a NumPy file.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Size">The bytes of one element.</param>
/// <param name="IsBigEndian">Whether the most significant byte comes first.</param>
internal readonly record struct NpyElementType(NpyElementKind Kind, int Size, bool IsBigEndian)
{
    /// <summary>Reads a description such as '&lt;f4': byte order, kind, size.</summary>
    public static bool TryParse(string description, out NpyElementType type)
    {
        type = default;
        if (description.Length != 3 || !char.IsAsciiDigit(description[2]))
        {
            return false;
        }

        int size = description[2] - '0';
        NpyElementKind? kind = (description[1], size) switch
        {
            ('b', 1) => NpyElementKind.Boolean,
            ('i', 1 or 2 or 4 or 8) => NpyElementKind.SignedInteger,
            ('u', 1 or 2 or 4 or 8) => NpyElementKind.UnsignedInteger,
            ('f', 2 or 4 or 8) => NpyElementKind.FloatingPoint,
            _ => null,
        };

        // '|' is for types without a byte order, '=' for that of the machine.
        char order = description[0];
        if (kind is null || !(order is '<' or '>' or '=' || (order == '|' && size == 1)))
        {
            return false;
        }

        type = new NpyElementType(kind.Value, size, order == '>' || (order == '=' && !BitConverter.IsLittleEndian));
        return true;
    }
}

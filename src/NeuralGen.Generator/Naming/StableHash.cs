using System.Globalization;

namespace NeuralGen.Generator.Naming;

/// <summary>The 64-bit FNV-1a hash, the same in every process; string.GetHashCode is not.</summary>
internal static class StableHash
{
    /// <summary>The length of a result of <see cref="Of"/>.</summary>
    public const int Length = 16;

    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static string Of(string text)
    {
        ulong hash = OffsetBasis;
        foreach (char character in text)
        {
            hash = unchecked((hash ^ (character & 0xFFu)) * Prime);
            hash = unchecked((hash ^ ((uint)character >> 8)) * Prime);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}

namespace NeuralGen.Tests.Networks;

/// <summary>Seeds that differ between tests and stay the same between runs.</summary>
internal static class Seeds
{
    /// <summary>The FNV-1a hash of a name; <see cref="string.GetHashCode()"/> differs between runs.</summary>
    public static int For(string name)
    {
        uint hash = 2166136261;
        foreach (char c in name)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return (int)(hash & int.MaxValue);
    }
}

namespace NeuralGen.Tests.Networks;

/// <summary>Numbers of samples, ascending.</summary>
internal static class BatchSizes
{
    /// <summary>For every network: one, a part of a tile, tiles with a rest, a usual batch and one more.</summary>
    public static readonly int[] Few = [1, 2, 7, 32, 33];

    /// <summary>Every rest that a tile of samples can leave.</summary>
    public static readonly int[] Many = [.. Enumerable.Range(1, 20), 31, 32, 33, 34, 64, 65, 100, 257];
}

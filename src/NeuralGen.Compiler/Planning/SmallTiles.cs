namespace NeuralGen.Compiler.Planning;

/// <summary>
/// Tiles of fewer samples, for those that whole tiles leave over. A tile that has fewer left than its height overlaps the one
/// before it, and computes some samples twice.
/// </summary>
/// <param name="Heights">The samples of each, the highest first.</param>
/// <param name="Next">For each number of samples left, from one on, the height of the tile that comes next.</param>
internal sealed record SmallTiles(EquatableArray<int> Heights, EquatableArray<int> Next)
{
    // Tiles of fewer samples leave few over.
    private const int FewestDivided = 4;
    private const int FewestInThirds = 6;

    /// <summary>Halves and thirds of a whole tile, which together cover what remains with little computed twice.</summary>
    /// <param name="samples">The samples of a whole tile.</param>
    /// <param name="cycles">What a tile of so many samples takes.</param>
    public static SmallTiles? Of(int samples, Func<int, double> cycles)
    {
        if (samples < FewestDivided)
        {
            return null;
        }

        int half = (samples + 1) / 2;
        int[] heights = samples < FewestInThirds ? [half] : [half, (samples + 2) / 3];
        int[] next = new int[samples - 1];
        double[] least = new double[samples];
        for (int left = 1; left < samples; left++)
        {
            (next[left - 1], least[left]) = heights
                .Select(height => (height, cycles(height) + least[Math.Max(0, left - height)]))
                .Aggregate((best, other) => other.Item2 < best.Item2 ? other : best);
        }

        return new SmallTiles(heights.ToEquatableArray(), next.ToEquatableArray());
    }

    /// <summary>The heights of the tiles that compute some samples, one after the other.</summary>
    public IEnumerable<int> Cover(int samples)
    {
        for (int left = samples; left > 0; left -= Next[left - 1])
        {
            yield return Next[left - 1];
        }
    }
}

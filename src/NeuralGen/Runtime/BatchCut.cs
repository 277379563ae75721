using System.ComponentModel;

namespace NeuralGen.Runtime;

/// <summary>
/// How a batch is cut into the blocks that go through all layers together. The cut depends on the number of samples
/// alone, never on threads, since sums depend on it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchCut
{
    /// <summary>The number of blocks is a multiple of this, so that two or four threads get the same number.</summary>
    private const int Evenness = 4;

    /// <summary>Blocks are a multiple of this, which tiles of 12 and their halves cover exactly; the last block takes what remains.</summary>
    private const int Tile = 6;

    /// <summary>The number of samples of each block but the last, which takes what remains.</summary>
    /// <param name="count">The number of samples of the batch.</param>
    /// <param name="most">The most samples of a block; a multiple of 6.</param>
    /// <returns>All samples if one block may have them, else about as many for each block.</returns>
    public static int BlockSize(int count, int most) => count <= most ? count : Cut(count, most);

    private static int Cut(int count, int most)
    {
        long blocks = RoundUp(Quotient(count, most), Evenness);
        return (int)RoundUp(Quotient(count, blocks), Tile);
    }

    private static long RoundUp(long value, int multiple) => Quotient(value, multiple) * multiple;

    private static long Quotient(long value, long divisor) => (value + divisor - 1) / divisor;
}

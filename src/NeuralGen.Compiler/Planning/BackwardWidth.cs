using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// The vectors in which a single sample goes backwards, on a machine with vectors of 512 bits. (BP4) writes every weight, and such
/// a core writes two vectors of 256 bits in the time of one of 512: where rows leave much of their last vector empty, halves
/// are faster. The way there keeps the wide vectors: it reads, and waits for its sums. All steps of the way back change
/// together, for what was written in halves is slow to be read as a whole soon after. Weights that the first-level cache
/// does not hold come in whole lines: there halves only cost.
/// </summary>
internal static class BackwardWidth
{
    private const int Wide = 512;

    // Less is within what predictions are off by.
    private const double WorthwhileShare = 0.95;

    /// <summary>The narrower vectors for a tier; null where it keeps its own.</summary>
    /// <param name="tier">The tier.</param>
    /// <param name="widths">The bits of all tiers of the network.</param>
    /// <param name="program">Backpropagation, with its way there.</param>
    public static NarrowerBackward? Choose(TierPlan tier, int[] widths, ExecutionProgram program, Precision precision)
    {
        if (tier.Bits != Wide || !widths.Contains(Wide / 2))
        {
            return null;
        }

        HashSet<Kernel> kernels = [.. program.WayBack.Select(step => step.Kernel)];
        Tier halves = Tier.Of(Wide / 2, precision) with { IsBesideWider = true };
        var whole = Tier.Of(Wide, precision);
        if (kernels.OfType<Kernel.RowOuterProducts>().Sum(kernel => ProductCost.BytesOfRows(whole, kernel.Rows, kernel.Length)) > MachineModel.FirstLevelBytes)
        {
            return null;
        }

        TiledKernel[] wide = [.. tier.Kernels.Where(tiled => kernels.Contains(tiled.Kernel))];
        double cyclesOfWider = wide.Sum(tiled => tiled.Sample.Cycles);
        double cycles = wide.Sum(tiled => TilePlanner.Choose(tiled.Kernel, halves).Sample.Cycles);
        return cycles < WorthwhileShare * cyclesOfWider ? new NarrowerBackward(halves.Bits, cycles, cyclesOfWider) : null;
    }
}

namespace NeuralGen.Compiler.Planning;

/// <summary>The kernels of one vector width, each with its tiling.</summary>
/// <param name="Bits">512, 256, 128, or 0 for scalar code.</param>
internal sealed record TierPlan(int Bits, EquatableArray<TiledKernel> Kernels);

/// <summary>A kernel and how one tier runs it.</summary>
internal sealed record TiledKernel(Kernel Kernel, Tiling Tiling);

/// <summary>How a kernel uses the register file.</summary>
internal abstract record Tiling
{
    /// <summary>Element by element: nothing is tiled.</summary>
    public sealed record None : Tiling;

    /// <summary>
    /// Batches run in tiles of <paramref name="Samples"/> by <paramref name="Vectors"/> accumulators, single samples
    /// over <paramref name="SampleVectors"/> vectors of outputs with <paramref name="PartialSums"/> sums each.
    /// </summary>
    public sealed record DenseForward(int Samples, int Vectors, int SampleVectors, int PartialSums) : Tiling;

    /// <summary>Tiles of <paramref name="Samples"/> by <paramref name="Inputs"/> dot products.</summary>
    public sealed record DenseInputGradient(int Samples, int Inputs) : Tiling;

    /// <summary>Tiles of <paramref name="Inputs"/> by <paramref name="Vectors"/> accumulators.</summary>
    public sealed record DenseWeightGradient(int Inputs, int Vectors) : Tiling;
}

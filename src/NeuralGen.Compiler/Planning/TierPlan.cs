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
    /// Blocks run in tiles of <paramref name="Samples"/> by <paramref name="Vectors"/> accumulators, single samples over
    /// <paramref name="SampleVectors"/> vectors of outputs with <paramref name="PartialSums"/> sums each and
    /// <paramref name="SampleUnroll"/> inputs in one turn of the loop.
    /// </summary>
    public sealed record DenseForward(int Samples, int Vectors, int SampleVectors, int PartialSums, int SampleUnroll) : Tiling;

    /// <summary>
    /// Tiles of <paramref name="Samples"/> by <paramref name="Inputs"/> dot products; one sample runs as many dot products
    /// as a vector has lanes, with delta held in registers where it has no more than
    /// <paramref name="DeltaVectorsInRegisters"/> vectors. With transposed weights a block runs like a forward pass instead.
    /// </summary>
    public sealed record DenseInputGradient(int Samples, int Inputs, int DeltaVectorsInRegisters, DenseForward? Transposed) : Tiling;

    /// <summary>
    /// Tiles of <paramref name="Inputs"/> by <paramref name="Vectors"/> accumulators; one sample holds
    /// <paramref name="SampleVectors"/> vectors of delta in registers and takes <paramref name="SampleUnroll"/> inputs in one
    /// turn of the loop.
    /// </summary>
    public sealed record DenseWeightGradient(int Inputs, int Vectors, int SampleVectors, int SampleUnroll) : Tiling;
}

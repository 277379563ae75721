namespace NeuralGen.Compiler.Planning;

/// <summary>The kernels of one vector width, each with its tiling.</summary>
/// <param name="Bits">512, 256, 128, or 0 for scalar code.</param>
internal sealed record TierPlan(int Bits, EquatableArray<TiledKernel> Kernels)
{
    /// <summary>The narrower vectors in which a single sample goes backwards; null where it takes these.</summary>
    public NarrowerBackward? Backward { get; init; }

    /// <summary>The forward pass of one sample in registers; null where its layers exchange their values in memory.</summary>
    public RegisterPass? ForwardInRegisters { get; init; }
}

/// <summary>Why a single sample goes backwards in narrower vectors.</summary>
/// <param name="Bits">Their width.</param>
/// <param name="Cycles">What its way back should cost.</param>
/// <param name="CyclesOfWider">What it would cost in the wider ones.</param>
internal sealed record NarrowerBackward(int Bits, double Cycles, double CyclesOfWider);

/// <summary>A kernel, how one tier runs it, and what that should cost for a sample of a block and for a single one.</summary>
internal sealed record TiledKernel(Kernel Kernel, Tiling Tiling, Prediction Block, Prediction Sample)
{
    /// <summary>Whether the code for one sample is a method that is called. Else it becomes a part of the pass that it belongs to.</summary>
    public bool SampleIsMethod { get; init; }
}

/// <summary>How a kernel uses the register file.</summary>
internal abstract record Tiling
{
    /// <summary>Element by element: nothing is tiled.</summary>
    public sealed record None : Tiling;

    /// <summary>A block takes so many rows at a time, which share what is one number for a row; one by one where that is 1.</summary>
    public sealed record RowGroups(int Samples) : Tiling;

    /// <summary>
    /// Blocks run in tiles of <paramref name="Samples"/> by <paramref name="Vectors"/> accumulators, single samples over
    /// <paramref name="SampleVectors"/> vectors of a row with <paramref name="PartialSums"/> sums each and
    /// <paramref name="SampleUnroll"/> rows in one turn of the loop.
    /// </summary>
    public sealed record RowCombination(int Samples, int Vectors, int SampleVectors, int PartialSums, int SampleUnroll) : Tiling
    {
        /// <summary>The rows that all tiles of a block take before they go on to the next ones; 0 where each tile takes all rows.</summary>
        public int CachedRows { get; init; }

        /// <summary>The smaller tiles for what whole ones leave over; null where there are none.</summary>
        public SmallTiles? SmallTiles { get; init; }

        /// <summary>Whether the tiles of a block are methods of their own.</summary>
        public bool HasTileMethods => CachedRows > 0 || SmallTiles is not null;

        /// <summary>The fewest samples that tiles can compute: fewer go one by one.</summary>
        public int FewestSamples => SmallTiles is { } tiles ? tiles.Heights[tiles.Heights.Count - 1] : Samples;

        /// <summary>
        /// Whether a single sample goes through whole rows, <see cref="SampleUnroll"/> of them in turn, with its sums in memory
        /// and <see cref="SampleVectors"/> of them at a time in registers.
        /// </summary>
        public bool SampleInMemory { get; init; }

        /// <summary>The vectors of a row that one turn of the loop along whole rows takes.</summary>
        public int SamplePiece { get; init; }
    }

    /// <summary>
    /// Tiles of <paramref name="Samples"/> by <paramref name="Rows"/> dot products; one sample runs as many dot products
    /// as a vector has lanes, with what it reads held in registers where that has no more than
    /// <paramref name="VectorsInRegisters"/> vectors. With transposed weights a block sums rows instead.
    /// </summary>
    public sealed record RowDotProducts(int Samples, int Rows, int VectorsInRegisters, RowCombination? Transposed) : Tiling;

    /// <summary>
    /// Tiles of <paramref name="Rows"/> by <paramref name="Vectors"/> accumulators; one sample holds
    /// <paramref name="SampleVectors"/> vectors in registers and takes <paramref name="SampleUnroll"/> rows in one turn of
    /// the loop.
    /// </summary>
    public sealed record RowOuterProducts(int Rows, int Vectors, int SampleVectors, int SampleUnroll) : Tiling
    {
        /// <summary>
        /// Whether one sample goes through the rows from the last to the first: where the first-level cache does not hold them all, it
        /// still has the last ones, which the forward pass has read.
        /// </summary>
        public bool SampleDescends { get; init; }

        /// <summary>
        /// The samples that one turn of a block's loop takes, each with accumulators of its own: where a tile has few of them, they would
        /// wait for one another.
        /// </summary>
        public int SamplesInTurn { get; init; } = 1;
    }
}

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// Cycles of the inner loops of matrix products: the longest of what the multiply-add ports, the load ports, the latency of
/// each chain of sums, and the instructions as such need.
/// </summary>
internal static class ProductCost
{
    // What a loop's turn takes besides: moving references, comparing, jumping.
    private const double LoopInstructions = 3;

    // Entering a tile: references, the first turn's loads, and a last turn that was not foreseen.
    private const double TileCycles = 12;

    // The same for one sample, whose loops are short and mostly unrolled: the work before and behind runs alongside.
    private const double SampleCycles = 2;

    // Adding the lanes of a vector in a tree of horizontal additions, for each vector.
    private const double SumOfLanes = 1.8;

    // The same for one sample on a core with vectors of 512 bits, as measured: for these, and for halves of them, whose sums
    // run alongside the products unless a loop is in the way.
    private const double SumOfWideLanes = 1.25;
    private const double SumOfHalvesAlongside = 0.5;
    private const double SumOfHalvesAfterLoop = 1.5;

    /// <summary>One turn of an outer-product tile: each of some broadcast numbers times each of some vectors.</summary>
    /// <param name="chains">How many turns may be under way at once, with sums of their own.</param>
    public static double OuterProductTurn(Tier tier, int rows, int vectors, int chains = 1)
    {
        double products = (double)rows * vectors * tier.InstructionsOfMultiplyAdd;
        double loads = rows + vectors;
        return Max(
            products / MachineModel.MultiplyAddsPerCycle,
            loads / tier.LoadsPerCycle,
            tier.MultiplyAddLatency / chains,
            (products + loads + LoopInstructions) / MachineModel.InstructionsPerCycle);
    }

    /// <summary>A block's sums of rows, for one sample: tiles of samples by vectors, with a last column of vectors that may be narrower.</summary>
    public static double CombinationTiles(Tier tier, int rows, int length, Tiling.RowCombination tiling, double epilogue)
    {
        (int samples, int vectors, int cachedRows) = (tiling.Samples, tiling.Vectors, tiling.CachedRows);

        // What the pieces between the first and the last cost: sums that go to memory and come back.
        int pieces = cachedRows == 0 ? 1 : (rows + cachedRows - 1) / cachedRows;
        double cycles = 0;
        foreach ((int columns, int width) in Columns(tier.Vectors(length), vectors))
        {
            double pauses = (pieces - 1) * ((samples * width * ((1 / tier.StoresPerCycle) + (1 / tier.LoadsPerCycle))) + TileCycles);
            cycles += columns * (CombinationTile(tier, rows, samples, width, epilogue) + pauses);
        }

        return cycles / samples * MachineModel.TypicalBatches.Average(batch => (double)Computed(batch, tiling) / batch);
    }

    /// <summary>One tile's sums of rows.</summary>
    public static double CombinationTile(Tier tier, int rows, int samples, int vectors, double epilogue) =>
        (rows * OuterProductTurn(tier, samples, vectors)) + (samples * vectors * ((1 / tier.StoresPerCycle) + epilogue)) + TileCycles;

    /// <summary>The samples that the tiles of a batch compute, some of them twice: the last tiles overlap.</summary>
    private static int Computed(int batch, Tiling.RowCombination tiling)
    {
        int rest = batch % tiling.Samples;
        return batch - rest + (tiling.SmallTiles?.Cover(rest).Sum() ?? (rest == 0 ? 0 : tiling.Samples));
    }

    /// <summary>One sample's sums of rows: vectors of results, several partial sums each.</summary>
    public static double CombinationOfSample(Tier tier, int rows, int length, Tiling.RowCombination tiling, double epilogue, bool isFetchedAhead, bool fits)
    {
        (int vectors, int partialSums, int unroll) = (tiling.SampleVectors, tiling.PartialSums, tiling.SampleUnroll);
        double cycles = 0;
        foreach ((int columns, int width) in Columns(tier.Vectors(length), vectors))
        {
            double products = width * tier.InstructionsOfMultiplyAdd;
            double turn = Max(
                products / MachineModel.MultiplyAddsPerCycle,
                (width + 1) / tier.LoadsPerCycle,
                tier.MultiplyAddLatency / partialSums,
                (products + 1 + (LoopInstructions / unroll)) / MachineModel.InstructionsPerCycle,
                fits ? 0 : SecondLevelBytes(tier, width, isFetchedAhead) / MachineModel.SecondLevelBytesPerCycle);
            double ending = ((tier.MultiplyAddLatency * Additions(partialSums)) + (width * (partialSums - 1) / MachineModel.MultiplyAddsPerCycle)) / 2;
            cycles += columns * ((rows * turn) + ending + (width * ((1 / tier.StoresPerCycle) + epilogue)) + SampleCycles);
        }

        return cycles;
    }

    /// <summary>One sample's sums of rows that are read in turn, whole, with the sums in memory.</summary>
    public static double CombinationInMemory(Tier tier, int rows, int length, int vectors, int rowsInTurn, double epilogue)
    {
        double turns = (double)rows / rowsInTurn;
        double cycles = 0;
        foreach ((int columns, int width) in Columns(tier.Vectors(length), vectors))
        {
            double products = rowsInTurn * width * tier.InstructionsOfMultiplyAdd;
            double turn = Max(
                products / MachineModel.MultiplyAddsPerCycle,
                ((rowsInTurn * width) + width) / tier.LoadsPerCycle,
                (products + (2 * width) + LoopInstructions) / MachineModel.InstructionsPerCycle,
                rowsInTurn * width * tier.BytesOfVector / MachineModel.SecondLevelBytesPerCycle);
            cycles += columns * ((turns * turn) + (width * ((2 / tier.StoresPerCycle) + epilogue)));
        }

        return cycles + (turns * rowsInTurn / tier.LoadsPerCycle) + SampleCycles;
    }

    /// <summary>Whether stored rows stay in the first-level cache from one sample to the next.</summary>
    public static bool FitsFirstLevel(Tier tier, int rows, int length) => BytesOfRows(tier, rows, length) <= MachineModel.FirstLevelBytes;

    /// <summary>The bytes of some stored rows as they are read, in whole vectors.</summary>
    public static long BytesOfRows(Tier tier, int rows, int length) => (long)rows * tier.Vectors(length) * tier.BytesOfVector;

    /// <summary>One sample's dot products with rows.</summary>
    public static double DotProductsOfSample(Tier tier, int rows, int length, int vectorsInRegisters, double epilogue)
    {
        int vectors = tier.Vectors(length);
        bool fits = FitsFirstLevel(tier, rows, length);
        double products = (double)rows * vectors;
        double sums = rows * SumOfLanesOfSample(tier, vectors <= vectorsInRegisters);
        return Max(
            products * tier.InstructionsOfMultiplyAdd / MachineModel.MultiplyAddsPerCycle,
            products / tier.LoadsPerCycle,
            fits ? 0 : products * tier.BytesOfVector / MachineModel.SecondLevelBytesPerCycle)
            + sums + (tier.Vectors(rows) * (1 + epilogue)) + SampleCycles;
    }

    private static double SumOfLanesOfSample(Tier tier, bool inRegisters) => tier switch
    {
        { Lanes: 1 } => 0,
        { Bits: 512 } => SumOfWideLanes,
        { IsBesideWider: true } => inRegisters ? SumOfHalvesAlongside : SumOfHalvesAfterLoop,
        _ => SumOfLanes,
    };

    /// <summary>A block's dot products, for one sample: tiles of samples by rows of weights.</summary>
    public static double DotProductTiles(Tier tier, int rows, int length, int samples, int tileRows, double epilogue)
    {
        double cycles = 0;
        foreach ((int groups, int width) in Columns(rows, tileRows))
        {
            double sums = tier.Lanes == 1 ? 0 : samples * width * SumOfLanes;
            cycles += groups * ((tier.Vectors(length) * OuterProductTurn(tier, samples, width)) + sums + (samples * (1 + epilogue)) + TileCycles);
        }

        return cycles / samples;
    }

    /// <summary>A block's outer products, for one sample: tiles of rows by vectors that stay in registers over the samples.</summary>
    public static double OuterProductTiles(Tier tier, int rows, int length, Tiling.RowOuterProducts tiling)
    {
        double cycles = 0;
        foreach ((int columns, int width) in Columns(tier.Vectors(length), tiling.Vectors))
        {
            foreach ((int groups, int height) in Columns(rows, tiling.Rows))
            {
                double stores = height * width * 2 / tier.StoresPerCycle;
                double tile = OuterProductTurn(tier, height, width, tiling.SamplesInTurn) + ((stores + TileCycles) / MachineModel.TypicalBatch);
                cycles += columns * groups * tile;
            }
        }

        return cycles;
    }

    /// <summary>One sample's outer product: every vector of the gradient is written.</summary>
    public static double OuterProductOfSample(Tier tier, int rows, int length)
    {
        double vectors = (double)rows * tier.Vectors(length);
        bool fits = vectors * tier.BytesOfVector <= MachineModel.FirstLevelBytes;
        return Max(
            vectors / tier.StoresPerCycle,
            (vectors + rows) / tier.LoadsPerCycle,
            ((vectors * (1 + tier.InstructionsOfMultiplyAdd)) + rows) / MachineModel.InstructionsPerCycle,
            fits ? 0 : 2 * vectors * tier.BytesOfVector / MachineModel.SecondLevelBytesPerCycle)
            + SampleCycles;
    }

    /// <summary>Turning a matrix round, four numbers by four.</summary>
    public static double Transposition(int rows, int length) => DenseCost.TransposedElement / MachineModel.MultiplyAddsPerCycle * rows * length;

    /// <summary>Cycles of the multiply-adds alone, without padding.</summary>
    public static double Peak(Tier tier, int rows, int length) =>
        (double)rows * length * tier.InstructionsOfMultiplyAdd / (tier.Lanes * MachineModel.MultiplyAddsPerCycle);

    /// <summary>The additions in the longest chain when some sums are added in pairs.</summary>
    private static int Additions(int sums) => sums == 1 ? 0 : 1 + Additions((sums + 1) / 2);

    /// <summary>What some vectors of each row cost to fetch.</summary>
    private static double SecondLevelBytes(Tier tier, int width, bool isFetchedAhead) =>
        (width * tier.BytesOfVector) + (isFetchedAhead ? 0 : MachineModel.SecondLevelBytesNotForeseen);

    /// <summary>How often which width occurs where a number of columns is cut into pieces.</summary>
    private static IEnumerable<(int Count, int Width)> Columns(int columns, int width)
    {
        if (columns / width > 0)
        {
            yield return (columns / width, width);
        }

        if (columns % width > 0)
        {
            yield return (1, columns % width);
        }
    }

    private static double Max(params double[] cycles) => cycles.Max();
}

using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// Chooses the tiling of each kernel for one tier: of all tilings that fit the register file, the one with the fewest
/// cycles in the cost model, and of equal ones the first, which is the smallest.
/// </summary>
internal static class TilePlanner
{
    // Scalar code is the last resort of a machine without vectors: four sums hide most of the latency, in little code.
    private const int ScalarTile = 4;

    private static readonly int[] PartialSums = [1, 2, 4, 8];

    // A small layer's weight gradient is little work, and not to be much code.
    private const int SmallTile = 4;

    // A tile of fewer rows is little work to call a method for.
    private const int FewestRowsOfMethod = 32;

    private const int MostSamples = 14;
    private const int MostRowsOfGradient = 16;
    private const int MostSamplesInTurn = 4;
    private const int MostVectors = 8;

    // What a turn of the loop over samples takes besides the kernel's work.
    private const double CallCycles = 1;

    // What a row takes besides its elements, as measured: chains of instructions on one number.
    private const double CyclesOfSoftmax = 18;
    private const double CyclesOfSoftmaxInGroup = 9;
    private const double CyclesOfCrossEntropy = 42;
    private const double CyclesOfCrossEntropyInGroup = 14;

    // With more vectors in a row, z and exp(z - m) of a group would not stay in registers.
    private const int MostVectorsOfGroup = 2;
    private const int MostSamplesOfGroup = 4;

    // Multiply-adds in the code for one sample. A pass has a budget for what may become a part of it; what exceeds it would be
    // called, in code that is compiled well only later.
    private const int MostInlined = 96;

    // How much it counts that a first-level cache may be larger.
    private const double ShareOfLargeCaches = 0.1;

    // A row's sum of lanes, which a loss waits for.
    private const double SumOfRow = 9;

    public static TierPlan Plan(IEnumerable<Kernel> kernels, Precision precision, int bits)
    {
        var tier = Tier.Of(bits, precision);
        return new TierPlan(bits, kernels.Select(kernel => Choose(kernel, tier)).ToEquatableArray());
    }

    /// <summary>The tiling of a kernel for one tier.</summary>
    public static TiledKernel Choose(Kernel kernel, Tier tier) => kernel switch
    {
        Kernel.RowCombination combination => RowCombination(combination, tier),
        Kernel.RowDotProducts products => RowDotProducts(products, tier),
        Kernel.RowOuterProducts products => RowOuterProducts(products, tier),
        Kernel.Elementwise elementwise => Elementwise(
            kernel, tier, elementwise.Length, ElementwiseCost.Vector([.. elementwise.Results.Select(result => result.Value)]), elementwise.Inputs.Count + elementwise.Results.Count),
        Kernel.Loss { Gradient: { } gradient } loss => Loss(
            Elementwise(kernel, tier, loss.Length, ElementwiseCost.Vector(loss.Value, gradient.Value), loss.Inputs.Count + 1)),
        Kernel.Loss loss => Loss(Elementwise(kernel, tier, loss.Length, ElementwiseCost.Vector(loss.Value), loss.Inputs.Count)),
        Kernel.Softmax softmax => Rowwise(kernel, tier, softmax.Length, CyclesOfSoftmax, CyclesOfSoftmaxInGroup),
        Kernel.LogSoftmax softmax => Rowwise(kernel, tier, softmax.Length, CyclesOfCrossEntropy),
        Kernel.LogSoftmaxJacobianProduct product => Elementwise(
            kernel, tier, product.Length, ElementwiseCost.Vector(new Call(Function.ExpOfNonPositive, new Variable("a"))) + 2, 4),
        Kernel.VectorGradients gradients => Elementwise(
            kernel, tier, gradients.Length, ElementwiseCost.Vector([.. gradients.Results.Select(result => result.Value)]) + gradients.Results.Count, gradients.Inputs.Count),
        Kernel.CrossEntropy cross => Rowwise(kernel, tier, cross.Length, CyclesOfCrossEntropy, CyclesOfCrossEntropyInGroup),
        Kernel.SoftmaxJacobianProduct product => Elementwise(kernel, tier, product.Length, 2, 4),
        _ => throw new InvalidOperationException($"There is no plan for {kernel.GetType().Name}."),
    };

    private static TiledKernel RowCombination(Kernel.RowCombination kernel, Tier tier)
    {
        double epilogue = ElementwiseCost.Vector(kernel.Epilogue);
        double peak = ProductCost.Peak(tier, kernel.Rows, kernel.Length);
        (Tiling.RowCombination tiling, double sample) = SampleCombination(kernel, tier, epilogue);
        if (IsSmall(kernel))
        {
            return new TiledKernel(kernel, tiling, new Prediction(sample + CallCycles, peak), new Prediction(sample, peak)) { SampleIsMethod = IsLong(tiling) };
        }

        (tiling, double block) = BlockCombination(kernel, tiling, tier, epilogue);
        return new TiledKernel(kernel, tiling, new Prediction(block, peak), new Prediction(sample, peak)) { SampleIsMethod = IsLong(tiling) };
    }

    private static bool IsLong(Tiling.RowCombination tiling) =>
        tiling.SampleUnroll * (tiling.SampleInMemory ? tiling.SamplePiece : tiling.SampleVectors) > MostInlined;

    /// <summary>The vectors of results that one sample takes at a time, and the partial sums of each.</summary>
    private static (Tiling.RowCombination Tiling, double Cycles) SampleCombination(Kernel.RowCombination kernel, Tier tier, double epilogue)
    {
        if (tier.Bits == 0)
        {
            int sums = Math.Min(ScalarTile, kernel.Rows);
            var plain = new Tiling.RowCombination(1, 1, 1, sums, sums);
            return (plain, ProductCost.CombinationOfSample(tier, kernel.Rows, kernel.Length, plain, epilogue, isFetchedAhead: true, fits: true));
        }

        IEnumerable<Tiling.RowCombination> candidates =
            from vectors in Enumerable.Range(1, Math.Min(MostVectorsOfSample(tier), tier.Vectors(kernel.Length)))
            from partialSums in PartialSums
            where partialSums <= kernel.Rows && vectors * partialSums <= Math.Max(MostVectorsOfSample(tier), Math.Min(tier.Registers - 2, 2 * MachineModel.MultiplyAddsInFlight))
            select new Tiling.RowCombination(1, tier.Vectors(kernel.Length), vectors, partialSums, Unroll(kernel, tier, vectors, partialSums));

        // Where the second-level cache is the bound, many tilings are as good. A larger first-level cache than expected decides.
        Tiling.RowCombination best = Cheapest(candidates.Select(tiling => (tiling, Cycles(tiling, mayHit: false) + (ShareOfLargeCaches * Cycles(tiling, mayHit: true))))).Tiling;
        return Cheapest([(best, Cycles(best, mayHit: false)), .. SampleInMemory(kernel, tier, epilogue)]);

        double Cycles(Tiling.RowCombination tiling, bool mayHit) =>
            ProductCost.CombinationOfSample(tier, kernel.Rows, kernel.Length, tiling, epilogue, IsFetchedAhead(kernel, tier, tiling), mayHit || ProductCost.FitsFirstLevel(tier, kernel.Rows, kernel.Length));
    }

    /// <summary>
    /// Rows in turn, for weights that do not stay in the first-level cache, where registers do not hold the sums of whole rows.
    /// What is fetched ahead was measured: four rows at a time in full lines, twice as many in half lines, which need longer
    /// unrolled pieces of them besides.
    /// </summary>
    private static IEnumerable<(Tiling.RowCombination Tiling, double Cycles)> SampleInMemory(Kernel.RowCombination kernel, Tier tier, double epilogue)
    {
        (int rowsInTurn, int vectors, int piece) = tier.Bits switch { 512 => (4, 8, 8), 256 => (8, 8, 16), _ => (8, 4, 4) };
        int available = tier.Vectors(kernel.Length);
        if (kernel.Rows < rowsInTurn || available <= vectors || ProductCost.FitsFirstLevel(tier, kernel.Rows, kernel.Length))
        {
            return [];
        }

        var tiling = new Tiling.RowCombination(1, available, vectors, 1, rowsInTurn) { SampleInMemory = true, SamplePiece = Math.Min(piece, available) };
        return [(tiling, ProductCost.CombinationInMemory(tier, kernel.Rows, kernel.Length, vectors, rowsInTurn, epilogue))];
    }

    /// <summary>
    /// As many rows in a turn as make its own instructions small change. Rows that come from the second-level cache are fetched
    /// ahead for each load of the turn by itself, and only where that load goes on by no more than some bytes from turn to turn.
    /// </summary>
    private static int Unroll(Kernel.RowCombination kernel, Tier tier, int vectors, int partialSums)
    {
        int most = ProductCost.FitsFirstLevel(tier, kernel.Rows, kernel.Length) ? kernel.Rows : MachineModel.PrefetchedStep / BytesOfRow(kernel, tier);
        int unroll = partialSums;
        while (2 * unroll <= Math.Min(kernel.Rows, most) && 2 * unroll * vectors <= MachineModel.MultiplyAddsInTurn)
        {
            unroll *= 2;
        }

        return unroll;
    }

    /// <summary>Whether a turn takes whole rows, and no more of them than <see cref="Unroll"/> asks for.</summary>
    private static bool IsFetchedAhead(Kernel.RowCombination kernel, Tier tier, Tiling.RowCombination tiling) =>
        tiling.SampleVectors == tier.Vectors(kernel.Length) && tiling.SampleUnroll * BytesOfRow(kernel, tier) <= MachineModel.PrefetchedStep;

    private static int BytesOfRow(Kernel.RowCombination kernel, Tier tier) => kernel.WeightStride * tier.BytesOfElement;

    /// <summary>The vectors of results of one sample that are in registers together, with a factor and a vector that is read.</summary>
    private static int MostVectorsOfSample(Tier tier) => tier.Bits == 512 ? 24 : 12;

    /// <summary>The samples and vectors of results whose sums a block keeps in registers.</summary>
    private static (Tiling.RowCombination Tiling, double Cycles) BlockCombination(
        Kernel.RowCombination kernel, Tiling.RowCombination sample, Tier tier, double epilogue) => Cheapest(
            from tile in OuterProductTiles(tier, MostSamples, tier.Vectors(kernel.Length))
            where tile.Rows > 1
            let tiling = sample with { Samples = tile.Rows, Vectors = tile.Vectors, CachedRows = CachedRows(kernel, tier, tile.Vectors), SmallTiles = SmallTilesOf(kernel, tier, tile.Rows, tile.Vectors) }
            select (tiling, ProductCost.CombinationTiles(tier, kernel.Rows, kernel.Length, tiling, epilogue)));

    /// <summary>Where a tile is little work, calling it costs more than computing fewer samples twice saves.</summary>
    private static SmallTiles? SmallTilesOf(Kernel.RowCombination kernel, Tier tier, int samples, int vectors) =>
        tier.Bits > 0 && kernel.Rows >= FewestRowsOfMethod
            ? SmallTiles.Of(samples, height => ProductCost.CombinationTile(tier, kernel.Rows, height, vectors, epilogue: 0))
            : null;

    /// <summary>
    /// The rows of a column of tiles that the first-level cache holds, in pieces of about the same size; 0 where it holds all
    /// of them. A column takes whole lines of the cache. Rows an even number of lines apart leave half of its sets unused,
    /// unless the column is as wide.
    /// </summary>
    private static int CachedRows(Kernel.RowCombination kernel, Tier tier, int vectors)
    {
        const int Lines = MachineModel.FirstLevelBytes / MachineModel.LineBytes;
        int lines = ((vectors * tier.BytesOfVector) + MachineModel.LineBytes - 1) / MachineModel.LineBytes;
        int apart = kernel.WeightStride * tier.BytesOfElement / MachineModel.LineBytes;
        int most = Lines / Math.Max(lines, apart % 2 == 0 ? 2 : 1);
        int pieces = (kernel.Rows + most - 1) / most;
        return tier.Bits == 0 || pieces == 1 ? 0 : (kernel.Rows + pieces - 1) / pieces;
    }

    private static TiledKernel RowOuterProducts(Kernel.RowOuterProducts kernel, Tier tier)
    {
        int available = tier.Vectors(kernel.Length);
        int sampleVectors = tier.Bits == 0 ? 1 : Math.Min(available, MachineModel.MultiplyAddsInFlight);
        int sampleUnroll = Math.Max(1, MachineModel.MultiplyAddsInFlight / sampleVectors);
        (Tiling.RowOuterProducts tiling, double block) = Cheapest(
            from tile in OuterProductTiles(tier, Math.Min(IsSmall(kernel.Rows, kernel.Length) ? SmallTile : MostRowsOfGradient, kernel.Rows), available)
            let candidate = new Tiling.RowOuterProducts(tile.Rows, tile.Vectors, sampleVectors, sampleUnroll)
            {
                SampleDescends = !ProductCost.FitsFirstLevel(tier, kernel.Rows, kernel.Length),
                SamplesInTurn = tier.Bits == 0 ? 1 : Math.Max(1, Math.Min(MostSamplesInTurn, MachineModel.MultiplyAddsInFlight / (tile.Rows * tile.Vectors))),
            }
            select (candidate, ProductCost.OuterProductTiles(tier, kernel.Rows, kernel.Length, candidate)));
        double peak = ProductCost.Peak(tier, kernel.Rows, kernel.Length);
        return new TiledKernel(
            kernel, tiling, new Prediction(block, peak), new Prediction(ProductCost.OuterProductOfSample(tier, kernel.Rows, kernel.Length), peak));
    }

    private static TiledKernel RowDotProducts(Kernel.RowDotProducts kernel, Tier tier)
    {
        double epilogue = ElementwiseCost.Vector(kernel.Epilogue);
        double peak = ProductCost.Peak(tier, kernel.Rows, kernel.Length);
        int inRegisters = tier.Bits == 512 ? 8 : tier.Bits == 0 ? 1 : 4;
        double sample = ProductCost.DotProductsOfSample(tier, kernel.Rows, kernel.Length, inRegisters, epilogue);
        var samplePrediction = new Prediction(sample, peak);
        var bySample = new Tiling.RowDotProducts(1, 1, inRegisters, null);
        bool isLong = UnrolledProducts(kernel, tier, inRegisters) > MostInlined;
        if (kernel.TransposedStride > 0)
        {
            Kernel.RowCombination combination = kernel.Transposed;
            (Tiling.RowCombination tiles, double cycles) = BlockCombination(combination, SampleCombination(combination, tier, epilogue).Tiling, tier, epilogue);
            double turning = ProductCost.Transposition(kernel.Rows, kernel.Length) / MachineModel.TypicalBatch;
            return new TiledKernel(
                kernel, bySample with { Transposed = tiles }, new Prediction(cycles + turning, peak), samplePrediction)
            { SampleIsMethod = isLong };
        }

        IEnumerable<(Tiling.RowDotProducts, double)> candidates =
            from tile in OuterProductTiles(tier, 8, Math.Min(tier.Lanes, kernel.Rows))
            where tile.Rows > 1 && !IsSmall(kernel)
            select (bySample with { Samples = tile.Rows, Rows = tile.Vectors },
                ProductCost.DotProductTiles(tier, kernel.Rows, kernel.Length, tile.Rows, tile.Vectors, epilogue));
        (Tiling.RowDotProducts tiling, double block) = Cheapest([(bySample, sample + CallCycles), .. candidates]);
        return new TiledKernel(kernel, tiling, new Prediction(block, peak), samplePrediction) { SampleIsMethod = isLong };
    }

    /// <summary>The multiply-adds that stand in the code for one sample's dot products: whole groups of rows are a loop where there are several.</summary>
    private static int UnrolledProducts(Kernel.RowDotProducts kernel, Tier tier, int vectorsInRegisters)
    {
        int rows = Math.Min(kernel.Rows, tier.Lanes) + (kernel.Rows > tier.Lanes ? kernel.Rows % tier.Lanes : 0);
        return rows * Math.Min(tier.Vectors(kernel.Length), vectorsInRegisters);
    }

    private static TiledKernel Elementwise(Kernel kernel, Tier tier, int length, double cyclesOfVector, int rows)
    {
        double cycles = tier.Vectors(length) * Math.Max(cyclesOfVector, rows / tier.LoadsPerCycle);
        return new TiledKernel(kernel, new Tiling.None(), new Prediction(cycles + CallCycles, 0), new Prediction(cycles, 0));
    }

    private static TiledKernel Loss(TiledKernel elementwise) => elementwise with { Sample = new Prediction(elementwise.Sample.Cycles + SumOfRow, 0) };

    /// <summary>Softmax and what goes with it: an exponential for each element, sums of lanes, and a division or a logarithm.</summary>
    /// <param name="cyclesOfRow">What a row takes besides its elements.</param>
    /// <param name="cyclesInGroup">The same where short rows of a block share what is one number for a row; null where none do.</param>
    private static TiledKernel Rowwise(Kernel kernel, Tier tier, int length, double cyclesOfRow, double? cyclesInGroup = null)
    {
        bool groups = cyclesInGroup is not null && tier.Lanes > 1 && tier.Vectors(length) <= MostVectorsOfGroup;
        double elements = tier.Vectors(length) * (ElementwiseCost.Vector(new Call(Function.Exp, new Variable("z"))) + 4);
        double block = elements + (groups ? cyclesInGroup!.Value : cyclesOfRow);
        return new TiledKernel(
            kernel, new Tiling.RowGroups(groups ? Math.Min(MostSamplesOfGroup, tier.Lanes) : 1), new Prediction(block, 0), new Prediction(cyclesOfRow + elements, 0));
    }

    /// <summary>
    /// The tiles of rows by vectors that fit the registers: rows * vectors accumulators, the vectors, and a broadcast.
    /// </summary>
    private static IEnumerable<(int Rows, int Vectors)> OuterProductTiles(Tier tier, int mostRows, int mostVectors)
    {
        if (tier.Bits == 0)
        {
            return [(Math.Min(ScalarTile, mostRows), 1)];
        }

        return from vectors in Enumerable.Range(1, Math.Min(mostVectors, MostVectors))
               from rows in Enumerable.Range(1, mostRows)
               where rows * vectors <= MachineModel.MostAccumulators && ((rows + 1) * vectors) + tier.Temporaries <= tier.Registers
               select (rows, vectors);
    }

    /// <summary>A tenth of a percent is no reason to prefer the larger of two tilings.</summary>
    private static (TTiling Tiling, double Cycles) Cheapest<TTiling>(IEnumerable<(TTiling Tiling, double Cycles)> candidates) =>
        candidates.Aggregate((best, next) => next.Cycles < 0.999 * best.Cycles ? next : best);

    private static bool IsSmall(Kernel.Product kernel) => IsSmall(kernel.Rows, kernel.Length);

    private static bool IsSmall(int rows, int length) => (long)rows * length < MachineModel.SmallestTiledLayer;
}

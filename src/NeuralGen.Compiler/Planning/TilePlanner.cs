using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Planning;

/// <summary>Chooses the tiling of each kernel for one tier.</summary>
internal static class TilePlanner
{
    // Scalar code is the last resort of a machine without vectors: four sums hide most of the latency, in little code.
    private const int ScalarTile = 4;

    // Rows of so many vectors are read once per sample; longer ones once per tile of samples.
    private const int LongRow = 16;

    public static TierPlan Plan(IEnumerable<Kernel> kernels, Precision precision, int bits)
    {
        int lanes = bits == 0 ? 1 : bits / (precision == Precision.Single ? 32 : 64);
        return new TierPlan(bits, kernels.Select(kernel => new TiledKernel(kernel, Choose(kernel, bits, lanes))).ToEquatableArray());
    }

    private static Tiling Choose(Kernel kernel, int bits, int lanes) => kernel switch
    {
        Kernel.RowCombination combination => RowCombination(combination, bits, lanes),
        Kernel.RowDotProducts products => RowDotProducts(products, bits, lanes),
        Kernel.RowOuterProducts products => RowOuterProducts(products, bits, lanes),
        _ => new Tiling.None(),
    };

    private static Tiling.RowCombination RowCombination(Kernel.RowCombination kernel, int bits, int lanes)
    {
        if (bits == 0)
        {
            int sums = Math.Min(ScalarTile, kernel.Rows);
            return new Tiling.RowCombination(IsSmall(kernel.Rows, kernel.Length) ? 1 : ScalarTile, 1, 1, sums, sums);
        }

        int vectors = Vectors(kernel.Length, lanes);
        (int samples, int tileVectors) = IsSmall(kernel.Rows, kernel.Length) ? (1, vectors) : OuterProductTile(bits, 6, vectors);
        int sampleVectors = Math.Min(vectors, MachineModel.MultiplyAddsInFlight);
        int partialSums = 1;
        while (sampleVectors * partialSums < MachineModel.MultiplyAddsInFlight && 2 * partialSums <= kernel.Rows)
        {
            partialSums *= 2;
        }

        int sampleUnroll = partialSums;
        while (2 * sampleUnroll <= kernel.Rows && 2 * sampleUnroll * sampleVectors <= MachineModel.MultiplyAddsInTurn)
        {
            sampleUnroll *= 2;
        }

        return new Tiling.RowCombination(samples, tileVectors, sampleVectors, partialSums, sampleUnroll);
    }

    private static Tiling.RowOuterProducts RowOuterProducts(Kernel.RowOuterProducts kernel, int bits, int lanes)
    {
        int available = Vectors(kernel.Length, lanes);
        (int rows, int vectors) = bits == 0 ? (ScalarTile, 1) : OuterProductTile(bits, 6, available);
        int sampleVectors = bits == 0 ? 1 : Math.Min(available, MachineModel.MultiplyAddsInFlight);
        return new Tiling.RowOuterProducts(
            Math.Min(rows, kernel.Rows), vectors, sampleVectors, Math.Max(1, MachineModel.MultiplyAddsInFlight / sampleVectors));
    }

    /// <summary>
    /// Sample by sample, dot products are summed a vector of them at a time; over very long rows the sums of lanes no
    /// longer count, and it pays to use each row of weights for several samples.
    /// </summary>
    private static Tiling.RowDotProducts RowDotProducts(Kernel.RowDotProducts kernel, int bits, int lanes)
    {
        bool bySample = (bits > 0 && Vectors(kernel.Length, lanes) <= LongRow) || IsSmall(kernel.Rows, kernel.Length);
        int rows = Math.Min(Math.Min(4, lanes), kernel.Rows);
        int samples = bits == 512 ? 16 / rows : bits == 0 ? ScalarTile : 8 / rows;
        return new Tiling.RowDotProducts(
            bySample ? 1 : samples, rows, bits == 512 ? 8 : bits == 0 ? 1 : 4,
            kernel.TransposedStride > 0 ? RowCombination(kernel.Transposed, bits, lanes) : null);
    }

    /// <summary>
    /// An outer-product tile of rows by vectors holds rows * vectors accumulators, the vectors and one broadcast in
    /// registers. Few vectors leave room for more rows, which hide the latency of the multiply-adds.
    /// </summary>
    private static (int Rows, int Vectors) OuterProductTile(int bits, int rows, int available)
    {
        int registers = MachineModel.Registers(bits);

        // Without fused multiply-adds a product needs a register of its own.
        int temporaries = bits == 128 ? 2 : 1;
        int vectors = Math.Min(available, (registers - temporaries) / (rows + 1));
        while (rows * vectors < MachineModel.MultiplyAddsInFlight && ((rows + 1) * vectors) + vectors + temporaries <= registers)
        {
            rows++;
        }

        return (rows, vectors);
    }

    private static bool IsSmall(int inputs, int outputs) => (long)inputs * outputs < MachineModel.SmallestTiledLayer;

    private static int Vectors(int length, int lanes) => (length + lanes - 1) / lanes;
}

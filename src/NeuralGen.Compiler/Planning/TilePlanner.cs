using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Planning;

/// <summary>Chooses the tiling of each kernel for one tier.</summary>
internal static class TilePlanner
{
    // Scalar code is the last resort of a machine without vectors: four sums hide most of the latency, in little code.
    private const int ScalarTile = 4;

    private const int SmallTile = 2;

    public static TierPlan Plan(IEnumerable<Kernel> kernels, Precision precision, int bits)
    {
        int lanes = bits == 0 ? 1 : bits / (precision == Precision.Single ? 32 : 64);
        return new TierPlan(bits, kernels.Select(kernel => new TiledKernel(kernel, Choose(kernel, bits, lanes))).ToEquatableArray());
    }

    private static Tiling Choose(Kernel kernel, int bits, int lanes) => kernel switch
    {
        Kernel.DenseForward dense => DenseForward(dense, bits, lanes),
        Kernel.DenseInputGradient gradient => DenseInputGradient(gradient, bits, lanes),
        Kernel.DenseWeightGradient gradient => DenseWeightGradient(gradient, bits, lanes),
        _ => new Tiling.None(),
    };

    private static Tiling.DenseForward DenseForward(Kernel.DenseForward kernel, int bits, int lanes)
    {
        if (bits == 0)
        {
            int sums = Math.Min(ScalarTile, kernel.Inputs);
            return new Tiling.DenseForward(IsSmall(kernel.Inputs, kernel.Outputs) ? 1 : ScalarTile, 1, 1, sums, sums);
        }

        int vectors = Vectors(kernel.Outputs, lanes);
        (int samples, int tileVectors) = IsSmall(kernel.Inputs, kernel.Outputs) ? (1, vectors) : OuterProductTile(bits, 6, vectors);
        int sampleVectors = Math.Min(vectors, MachineModel.MultiplyAddsInFlight);
        int partialSums = 1;
        while (sampleVectors * partialSums < MachineModel.MultiplyAddsInFlight && 2 * partialSums <= kernel.Inputs)
        {
            partialSums *= 2;
        }

        int sampleUnroll = partialSums;
        while (2 * sampleUnroll <= kernel.Inputs && 2 * sampleUnroll * sampleVectors <= MachineModel.MultiplyAddsInTurn)
        {
            sampleUnroll *= 2;
        }

        return new Tiling.DenseForward(samples, tileVectors, sampleVectors, partialSums, sampleUnroll);
    }

    private static Tiling.DenseWeightGradient DenseWeightGradient(Kernel.DenseWeightGradient kernel, int bits, int lanes)
    {
        int available = Vectors(kernel.Outputs, lanes);
        (int inputs, int vectors) = bits == 0 ? (ScalarTile, 1) : OuterProductTile(bits, 6, available);
        int most = IsSmall(kernel.Inputs, kernel.Outputs) ? SmallTile : inputs;
        int sampleVectors = bits == 0 ? 1 : Math.Min(available, MachineModel.MultiplyAddsInFlight);
        return new Tiling.DenseWeightGradient(
            Math.Min(most, kernel.Inputs), vectors, sampleVectors, Math.Max(1, MachineModel.MultiplyAddsInFlight / sampleVectors));
    }

    /// <summary>
    /// Sample by sample, dot products are summed a vector of them at a time; over very many outputs the sums of lanes
    /// no longer count, and it pays to use each row of weights for several samples.
    /// </summary>
    private static Tiling.DenseInputGradient DenseInputGradient(Kernel.DenseInputGradient kernel, int bits, int lanes)
    {
        int vectors = Vectors(kernel.Outputs, lanes);
        int inRegisters = bits == 512 ? 8 : bits == 0 ? 1 : 4;
        bool bySample = bits > 0 && vectors <= 16;
        return new Tiling.DenseInputGradient(
            bySample || IsSmall(kernel.Inputs, kernel.Outputs) ? 1 : 4, bits == 0 ? 1 : Math.Min(bits == 512 ? 4 : 2, kernel.Inputs), inRegisters,
            kernel.TransposedStride > 0 ? DenseForward(Transposed(kernel), bits, lanes) : null);
    }

    /// <summary>What W^T delta is with W^T at hand: a forward pass from the outputs to the inputs.</summary>
    public static Kernel.DenseForward Transposed(Kernel.DenseInputGradient kernel) => new(
        kernel.Name, kernel.Summary, kernel.Outputs, kernel.Inputs, kernel.DeltaStride, kernel.TransposedStride, kernel.GradientStride,
        Bias: false, new Variable("z"));

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

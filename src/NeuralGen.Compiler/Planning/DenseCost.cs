using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// What the products of a dense layer cost, in vector instructions of 256 bits for one sample. One storage order serves
/// every vector width, so the width in the middle decides.
/// </summary>
internal static class DenseCost
{
    // [in][out] is the usual order: an advantage below this share of the cost is not worth leaving it.
    private const double Clearly = 0.85;

    /// <summary>
    /// Whether a layer should be stored [out][in]. Either way two of the three products of a training step run along the
    /// stored rows, and one is a dot product with each of them.
    /// </summary>
    public static bool FavoursRowsOfOutputs(int outputs, int inputs, Precision precision)
    {
        int lanes = Lanes(precision);
        double rowsAreInputs = (2 * Combination(inputs, outputs, lanes)) + DotProducts(inputs, outputs, lanes);
        double rowsAreOutputs = (2 * Combination(outputs, inputs, lanes)) + DotProducts(outputs, inputs, lanes);
        return inputs >= lanes && rowsAreOutputs < Clearly * rowsAreInputs;
    }

    /// <summary>
    /// Whether a block of samples should transpose the weights of a dot product, which then runs along vectors of results.
    /// Very large weights would leave the second-level cache, and very small ones are not worth it.
    /// </summary>
    public static bool PaysToTranspose(int rows, int length, Precision precision)
    {
        int lanes = Lanes(precision);
        return (long)rows * length is >= 128 and <= 64 * 1024 && Combination(length, rows, lanes) <= DotProducts(rows, length, lanes);
    }

    private static double Combination(int rows, int length, int lanes) => (double)rows * Vectors(length, lanes);

    /// <summary>The multiply-adds, and the additions that turn a vector of sums into one.</summary>
    private static double DotProducts(int rows, int length, int lanes) =>
        ((double)rows * Vectors(length, lanes)) + (Vectors(rows, lanes) * 1.5 * lanes);

    private static int Vectors(int length, int lanes) => (length + lanes - 1) / lanes;

    private static int Lanes(Precision precision) => precision == Precision.Single ? 8 : 4;
}

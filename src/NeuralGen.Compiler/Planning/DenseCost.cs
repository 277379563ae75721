using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// What the products of a dense layer cost for one sample, in vector instructions. Storage order and transposition serve
/// every vector width, so the width in the middle, 256 bits, decides.
/// </summary>
internal static class DenseCost
{
    private const int Bits = 256;

    // [in][out] is the usual order: an advantage below this share of the cost is not worth leaving it.
    private const double Clearly = 0.85;

    // Adding the lanes of a vector: a tree of horizontal additions takes so many instructions for each vector.
    private const double SumOfLanes = 4;

    /// <summary>Turning a matrix round: loads, shuffles, stores, and the loop around them for each element.</summary>
    public const double TransposedElement = 3;

    // Larger weights would leave the second-level cache when they are turned round, and smaller ones are not worth it.
    private const int SmallestTransposed = 128;
    private const int LargestTransposed = 64 * 1024;

    /// <summary>
    /// Whether a layer should be stored [out][in]: of the forward product, the weight gradient and, behind the first layer,
    /// the input gradient, all run along the stored rows but one, which takes dot products with them. The forward product
    /// counts twice, for inference has nothing else.
    /// </summary>
    public static bool FavoursRowsOfOutputs(int outputs, int inputs, bool isFirstLayer, Precision precision)
    {
        var tier = Tier.Of(Bits, precision);
        double inputGradients = isFirstLayer ? 0 : 1;
        double rowsAreInputs = (3 * Combination(inputs, outputs, tier)) + (inputGradients * DotProducts(inputs, outputs, tier));
        double rowsAreOutputs = (2 * DotProducts(outputs, inputs, tier)) + ((1 + inputGradients) * Combination(outputs, inputs, tier));
        return inputs >= tier.Lanes && rowsAreOutputs < Clearly * rowsAreInputs;
    }

    /// <summary>
    /// The number of samples from which on a block should transpose the weights of a dot product, which then runs along
    /// vectors of results; 0 if no block has so many, or it never pays.
    /// </summary>
    public static int TransposedFrom(int rows, int length, Precision precision)
    {
        var tier = Tier.Of(Bits, precision);
        double saved = DotProducts(rows, length, tier) - (length * tier.Vectors(rows));
        double samples = TransposedElement * rows * length / saved;
        return (long)rows * length is >= SmallestTransposed and <= LargestTransposed && saved > 0 && samples <= MachineModel.InferenceBlock
            ? (int)Math.Ceiling(samples)
            : 0;
    }

    /// <summary>The multiply-adds, and a broadcast for each row, of which two start in a cycle with them.</summary>
    private static double Combination(int rows, int length, Tier tier) => rows * (tier.Vectors(length) + 0.5);

    private static double DotProducts(int rows, int length, Tier tier) => rows * (tier.Vectors(length) + SumOfLanes);
}

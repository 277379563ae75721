using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// Decides where an activation runs. Functions of a few operations run in the epilogue of their layer, on values still in
/// registers. Functions that are a call to exp or the like need registers themselves: within a tile of sums they would push those
/// out. In a short row of one sample there is room for them, and what comes next waits for them alone; blocks apply them to the
/// layer's results in place, which are still in the first-level cache (dot products, of which one vector holds many, at once).
/// Longer rows have a kernel of its own for them.
/// </summary>
internal static class FusionCost
{
    private const int MostOperationsInTile = 8;
    private const int MostOperationsInRow = 32;

    // Two vectors of 512 bits in single precision: there is a copy of the function for each vector.
    private const int ShortRow = 32;

    // A polynomial, and what is around it.
    private const int OperationsOfCall = 12;

    /// <summary>Whether an activation is a part of the layer's kernel.</summary>
    public static bool FitsEpilogue(Expression expression, int length) =>
        FitsTile(expression) || (length <= ShortRow && Operations(expression) <= MostOperationsInRow);

    /// <summary>Whether it runs on a tile's sums: an activation, or f'(z) as a part of (BP2).</summary>
    public static bool FitsTile(Expression expression) => Operations(expression) <= MostOperationsInTile;

    private static int Operations(Expression expression) => expression switch
    {
        Constant or Variable => 0,
        Sum sum => sum.Terms.Count - 1 + sum.Terms.Sum(Operations),
        Product product => product.Factors.Count - 1 + product.Factors.Sum(Operations),
        Power power => Math.Abs(power.Exponent) + Operations(power.Base),
        Select select => 2 + Operations(select.Condition.Left) + Operations(select.Condition.Right)
            + Operations(select.WhenTrue) + Operations(select.WhenFalse),
        Call { Function: Function.Abs } call => 1 + Operations(call.Argument),
        Call call => OperationsOfCall + Operations(call.Argument),
        _ => MostOperationsInRow + 1,
    };
}

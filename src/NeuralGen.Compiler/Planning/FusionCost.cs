using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// Decides whether an activation runs in the epilogue of its layer, on values still in registers. Functions that are
/// a call to exp or the like need registers themselves; they run in a pass of their own over the block, which is
/// still in the first-level cache.
/// </summary>
internal static class FusionCost
{
    private const int MostOperations = 8;

    public static bool FitsEpilogue(Expression expression) => Operations(expression) <= MostOperations;

    private static int Operations(Expression expression) => expression switch
    {
        Constant or Variable => 0,
        Sum sum => sum.Terms.Count - 1 + sum.Terms.Sum(Operations),
        Product product => product.Factors.Count - 1 + product.Factors.Sum(Operations),
        Power power => Math.Abs(power.Exponent) + Operations(power.Base),
        Select select => 2 + Operations(select.Condition.Left) + Operations(select.Condition.Right)
            + Operations(select.WhenTrue) + Operations(select.WhenFalse),
        Call { Function: Function.Abs } call => 1 + Operations(call.Argument),
        _ => MostOperations + 1,
    };
}

namespace NeuralGen.Compiler.Calculus;

/// <summary>
/// Brings expressions to a canonical, small form: sums and products are flat, ordered, without repeated terms or
/// factors, constants folded, and a few identities of elementary functions applied.
/// </summary>
internal static class Simplifier
{
    public static Expression Simplify(Expression expression)
    {
        Expression simple = ExpressionTree.Map(expression, Simplify);
        return simple switch
        {
            Sum sum => SumSimplifier.Simplify(sum.Terms),
            Product product => ProductSimplifier.Simplify(product.Factors),
            Power power => ProductSimplifier.SimplifyPower(power.Base, power.Exponent),
            Call call => CallSimplifier.Simplify(call.Function, call.Argument),
            BinaryCall call => CallSimplifier.Simplify(call),
            Select select => SimplifySelect(select),
            _ => simple,
        };
    }

    private static Expression SimplifySelect(Select select)
    {
        if (select.Condition is { Left: Constant left, Right: Constant right })
        {
            return Evaluator.Holds(left.Value, select.Condition.Comparison, right.Value) ? select.WhenTrue : select.WhenFalse;
        }

        return select.WhenTrue == select.WhenFalse ? select.WhenTrue : select;
    }
}

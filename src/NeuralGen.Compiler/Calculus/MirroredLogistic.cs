namespace NeuralGen.Compiler.Calculus;

/// <summary>
/// The logistic functions of u and of -u in one sum. They add up to 1, so that one of them may do: (1 - y) sigma(z) - y sigma(-z), the
/// error of a binary cross-entropy, is sigma(z) - y. Alone, sigma(-u) stays: 1 - sigma(u) has no digits left where u is large.
/// </summary>
internal static class MirroredLogistic
{
    /// <summary>The sum with 1 - sigma(u) in the place of sigma(-u), where sigma(u) is there too and that is shorter; else null.</summary>
    public static Expression? Merge(Sum sum)
    {
        HashSet<Expression> arguments = [.. sum.Terms.SelectMany(Factors).OfType<Call>().Where(call => call.Function == Function.Sigmoid).Select(call => call.Argument)];
        foreach (Expression argument in CanonicalOrder.Sort(arguments))
        {
            Expression mirrored = ProductSimplifier.Simplify([-1, argument]);
            if (!arguments.Contains(mirrored))
            {
                continue;
            }

            Expression complement = new Sum(new Expression[] { 1, -new Call(Function.Sigmoid, argument) }.ToEquatableArray());
            var replaced = new Call(Function.Sigmoid, mirrored);
            Expression merged = SumSimplifier.WithoutDenominators(sum.Terms.Select(term => Replace(term, replaced, complement)));
            if (ExpressionTree.Size(merged) < ExpressionTree.Size(sum))
            {
                return Simplifier.Simplify(merged);
            }
        }

        return null;
    }

    private static IEnumerable<Expression> Factors(Expression term) => term is Product product ? product.Factors : [term];

    private static Expression Replace(Expression term, Expression factor, Expression by) =>
        Factors(term).Contains(factor) ? ProductSimplifier.Simplify(Factors(term).Select(other => other == factor ? by : other)) : term;
}

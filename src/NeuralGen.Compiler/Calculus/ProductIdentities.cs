namespace NeuralGen.Compiler.Calculus;

/// <summary>Identities in which two factors become one.</summary>
internal static class ProductIdentities
{
    /// <summary>Applies one identity to a product given by its bases and exponents; null when none fits.</summary>
    public static IEnumerable<Expression>? Apply(IReadOnlyDictionary<Expression, int> powers)
    {
        foreach (Expression factor in CanonicalOrder.Sort(powers.Where(pair => pair.Value > 0).Select(pair => pair.Key)))
        {
            foreach ((Expression partner, Expression together) in Partners(factor, powers))
            {
                if (powers.TryGetValue(partner, out int exponent) && exponent > 0)
                {
                    return powers.Select(pair => Raise(pair.Key, pair.Value - (pair.Key == factor || pair.Key == partner ? 1 : 0))).Append(together);
                }
            }
        }

        return null;
    }

    /// <summary>The factors that this one combines with, and what the two make.</summary>
    private static IEnumerable<(Expression Partner, Expression Together)> Partners(Expression factor, IReadOnlyDictionary<Expression, int> powers)
    {
        if (factor is Call { Function: Function.Exp } exponential)
        {
            // t / (1 + t) = 1 / (1 + 1 / t), for t = exp(-u) and for t = exp(u). As 1 - 1 / (1 + t) it would lose the digits of a small
            // t; beside another 1 / (1 + t), as in the derivative a (1 - a), it is the form that needs nothing but that.
            Expression u = ProductSimplifier.Simplify([-1, exponential.Argument]);
            Expression logistic = new Call(Function.Sigmoid, u);
            Expression mirrored = new Call(Function.Sigmoid, exponential.Argument);
            yield return (logistic, powers.TryGetValue(logistic, out int exponent) && exponent > 1 ? SumSimplifier.Simplify([1, -logistic]) : mirrored);
            yield return (SumSimplifier.Simplify([1, -mirrored]), mirrored);
        }
        else if (factor is Call { Function: Function.Sign } sign)
        {
            // u sign(u) = |u|
            yield return (sign.Argument, new Call(Function.Abs, sign.Argument));
        }
    }

    private static Expression Raise(Expression @base, int exponent) => exponent switch
    {
        0 => 1,
        1 => @base,
        _ => new Power(@base, exponent),
    };
}

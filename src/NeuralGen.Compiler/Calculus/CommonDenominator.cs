namespace NeuralGen.Compiler.Calculus;

/// <summary>Writes a sum of fractions as one fraction.</summary>
internal static class CommonDenominator
{
    /// <summary>u / b - v / b^2 as (u b - v) / b^2, where the numerator becomes so simple that this is shorter.</summary>
    public static Expression Extract(Sum sum)
    {
        int size = ExpressionTree.Size(sum);
        foreach (Expression denominator in sum.Terms.SelectMany(Denominators).Distinct())
        {
            int exponent = sum.Terms.Max(term => ExponentOf(denominator, term));
            Expression[] numerators = [.. sum.Terms.Select(term => ProductSimplifier.Simplify([term, new Power(denominator, exponent)]))];
            Expression numerator = SumSimplifier.WithoutDenominators(Expansion.MultiplyOut(numerators) ?? numerators);
            Expression quotient = ProductSimplifier.Simplify([numerator, new Power(denominator, -exponent)]);
            if (ExpressionTree.Size(quotient) < size)
            {
                return Simplifier.Simplify(quotient);
            }
        }

        return sum;
    }

    private static IEnumerable<Expression> Denominators(Expression term) =>
        Factors(term).OfType<Power>().Where(power => power.Exponent < 0 && power.Base is Sum).Select(power => power.Base);

    private static int ExponentOf(Expression denominator, Expression term) =>
        Factors(term).OfType<Power>().Where(power => power.Base == denominator).Select(power => -power.Exponent).DefaultIfEmpty(0).Max();

    private static IEnumerable<Expression> Factors(Expression term) => term is Product product ? product.Factors : [term];
}

namespace NeuralGen.Compiler.Calculus;

/// <summary>Moves signs between a product and its factors that are sums, so that few are left: -x (y - a) is x (a - y).</summary>
internal static class SignsOfSums
{
    /// <summary>Whether every term is negative.</summary>
    public static bool IsNegative(Sum sum) => sum.Terms.All(IsNegative);

    /// <summary>Changes the sign of one sum in a product given by its bases and exponents; null when all is well.</summary>
    public static IEnumerable<Expression>? Normalize(bool productIsNegative, IReadOnlyDictionary<Expression, int> powers)
    {
        Sum[] sums = [.. CanonicalOrder.Sort(powers.Keys.OfType<Sum>()).Cast<Sum>()];
        Sum? chosen = sums.FirstOrDefault(IsNegative)
            ?? (productIsNegative ? sums.FirstOrDefault(sum => powers[sum] % 2 != 0 && sum.Terms.Any(IsNegative)) : null);
        return chosen is null
            ? null
            : powers
                .Select(pair => (Base: pair.Key == chosen ? SumSimplifier.Negate(chosen) : pair.Key, Exponent: pair.Value))
                .Select(pair => pair.Exponent == 1 ? pair.Base : new Power(pair.Base, pair.Exponent))
                .Append(powers[chosen] % 2 != 0 ? -1 : 1);
    }

    private static bool IsNegative(Expression term) => SumSimplifier.Split(term).Coefficient < 0;
}

namespace NeuralGen.Compiler.Calculus;

/// <summary>Multiplies out products of sums.</summary>
internal static class Expansion
{
    // Products of many sums have exponentially many terms, none of which would be shorter than the product.
    private const int MostTerms = 64;

    /// <summary>The terms with their products of sums multiplied out; null where nothing changes or they become too many.</summary>
    public static IReadOnlyList<Expression>? MultiplyOut(IEnumerable<Expression> terms)
    {
        var open = new Queue<Expression>(terms);
        var expanded = new List<Expression>();
        bool changed = false;
        while (open.Count > 0)
        {
            Expression term = open.Dequeue();
            if (Distribute(term) is not { } distributed)
            {
                expanded.Add(term);
                continue;
            }

            changed = true;
            foreach (Expression part in distributed)
            {
                open.Enqueue(part);
            }

            if (open.Count + expanded.Count > MostTerms)
            {
                return null;
            }
        }

        return changed ? expanded : null;
    }

    /// <summary>(u + v) w as the terms u w and v w; null for a term that is no product with a sum.</summary>
    private static IEnumerable<Expression>? Distribute(Expression term)
    {
        if (term is Sum whole)
        {
            return whole.Terms;
        }

        if (term is not Product product || product.Factors.OfType<Sum>().FirstOrDefault() is not { } sum)
        {
            return null;
        }

        Expression[] others = [.. product.Factors.Where(factor => !ReferenceEquals(factor, sum))];
        return sum.Terms.Select(inner => ProductSimplifier.Simplify(others.Append(inner)));
    }
}

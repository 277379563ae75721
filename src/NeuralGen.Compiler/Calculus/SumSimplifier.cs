namespace NeuralGen.Compiler.Calculus;

/// <summary>Sums: like terms collected, a common numerical factor or denominator taken out where that is shorter.</summary>
internal static class SumSimplifier
{
    /// <summary>Larger sums stay as they are: trying forms of them takes time, and none would be short.</summary>
    private const int LargestTried = 300;

    /// <summary>The canonical sum of simplified terms.</summary>
    public static Expression Simplify(IEnumerable<Expression> terms)
    {
        Expression shortest = WithoutDenominators(terms);
        return shortest is Sum sum && ExpressionTree.Size(sum) <= LargestTried
            ? MirroredLogistic.Merge(sum) ?? CommonDenominator.Extract(sum)
            : shortest;
    }

    /// <summary>The canonical sum, in which terms keep the denominators they have.</summary>
    public static Expression WithoutDenominators(IEnumerable<Expression> terms)
    {
        Expression collected = Collect(terms);
        if (collected is Sum sum && ExpressionTree.Size(sum) <= LargestTried && Expansion.MultiplyOut(sum.Terms) is { } products)
        {
            Expression expanded = Collect(products);
            collected = ExpressionTree.Size(expanded) < ExpressionTree.Size(collected) ? expanded : collected;
        }

        return collected is Sum rest ? WithCommonFactor(rest) : collected;
    }

    /// <summary>Splits a term into its numerical coefficient and the rest.</summary>
    public static (double Coefficient, Expression Monomial) Split(Expression term) => term switch
    {
        Constant constant => (constant.Value, new Constant(1)),
        Product { Factors: var factors } when factors[0] is Constant constant =>
            (constant.Value, factors.Count == 2 ? factors[1] : new Product(factors.Skip(1).ToEquatableArray())),
        _ => (1, term),
    };

    /// <summary>A coefficient times a canonical expression without one.</summary>
    public static Expression Scale(double coefficient, Expression rest) => rest switch
    {
        Constant constant => coefficient * constant.Value,
        _ when coefficient == 1 => rest,
        _ when coefficient < 0 || rest is Select => ProductSimplifier.Simplify([coefficient, rest]),
        Product product => new Product(product.Factors.Prepend(coefficient).ToEquatableArray()),
        _ => new Product(new[] { coefficient, rest }.ToEquatableArray()),
    };

    /// <summary>The canonical sum with the sign of every term changed.</summary>
    public static Sum Negate(Sum sum) => new(CanonicalOrder.Sort(ScaledTerms(sum, -1)).ToEquatableArray());

    private static Expression Collect(IEnumerable<Expression> terms)
    {
        // Each coefficient is summed from its least part to its greatest: sums of three are rounded differently in another order.
        Expression[] collected = [.. CanonicalOrder.Sort(terms.SelectMany(Flatten).Select(Split)
            .GroupBy(term => term.Monomial, term => term.Coefficient)
            .Select(group => (Coefficient: group.OrderBy(part => part).Sum(), Monomial: group.Key))
            .Where(term => term.Coefficient != 0)
            .Select(term => Scale(term.Coefficient, term.Monomial)))];
        return collected.Length switch
        {
            0 => 0,
            1 => collected[0],
            _ => new Sum(collected.ToEquatableArray()),
        };
    }

    /// <summary>The terms of a term: of a sum, and of a number times a sum.</summary>
    private static IEnumerable<Expression> Flatten(Expression term) => term switch
    {
        Sum sum => sum.Terms,
        Product { Factors: { Count: 2 } factors } when factors[0] is Constant constant && factors[1] is Sum sum => ScaledTerms(sum, constant.Value),
        _ => [term],
    };

    private static IEnumerable<Expression> ScaledTerms(Sum sum, double factor) => sum.Terms.Select(term =>
    {
        (double coefficient, Expression rest) = Split(term);
        return Scale(factor * coefficient, rest);
    });

    /// <summary>c u - c v as c (u - v), and - c u - c v as - c (u + v).</summary>
    private static Expression WithCommonFactor(Sum sum)
    {
        double[] coefficients = [.. sum.Terms.Select(term => Split(term).Coefficient)];
        double factor = Math.Abs(coefficients[0]);
        if (factor == 1 || coefficients.Any(coefficient => Math.Abs(coefficient) != factor))
        {
            return sum;
        }

        factor = coefficients.All(coefficient => coefficient < 0) ? -factor : factor;
        Expression[] inner = [.. CanonicalOrder.Sort(sum.Terms.Select(term =>
        {
            (double coefficient, Expression rest) = Split(term);
            return Scale(coefficient / factor, rest);
        }))];
        return Scale(factor, new Sum(inner.ToEquatableArray()));
    }
}

namespace NeuralGen.Compiler.Calculus;

/// <summary>Sums: like terms collected, a common numerical factor or denominator taken out where that is shorter.</summary>
internal static class SumSimplifier
{
    /// <summary>The canonical sum of simplified terms.</summary>
    public static Expression Simplify(IEnumerable<Expression> terms)
    {
        Expression collected = Collect(terms);
        if (collected is not Sum sum)
        {
            return collected;
        }

        Expression expanded = Collect(sum.Terms.SelectMany(Expand));
        Expression shorter = ExpressionTree.Size(expanded) < ExpressionTree.Size(collected) ? expanded : collected;
        return shorter is Sum rest ? OverCommonDenominator(WithCommonFactor(rest)) : shorter;
    }

    /// <summary>Splits a term into its numerical coefficient and the rest.</summary>
    public static (double Coefficient, Expression Monomial) Split(Expression term) => term switch
    {
        Constant constant => (constant.Value, new Constant(1)),
        Product { Factors: var factors } when factors[0] is Constant constant =>
            (constant.Value, factors.Count == 2 ? factors[1] : new Product(factors.Skip(1).ToEquatableArray())),
        _ => (1, term),
    };

    private static Expression Collect(IEnumerable<Expression> terms)
    {
        var coefficients = new Dictionary<Expression, double>();
        foreach (Expression term in terms.SelectMany(term => term is Sum inner ? inner.Terms : new[] { term }.ToEquatableArray()))
        {
            (double coefficient, Expression rest) = Split(term);
            coefficients[rest] = coefficients.TryGetValue(rest, out double before) ? before + coefficient : coefficient;
        }

        Expression[] collected = [.. CanonicalOrder.Sort(coefficients
            .Where(pair => pair.Value != 0)
            .Select(pair => Scale(pair.Value, pair.Key)))];
        return collected.Length switch
        {
            0 => 0,
            1 => collected[0],
            _ => new Sum(collected.ToEquatableArray()),
        };
    }

    /// <summary>A coefficient times a canonical expression without one.</summary>
    private static Expression Scale(double coefficient, Expression rest) => rest switch
    {
        Constant constant => coefficient * constant.Value,
        _ when coefficient == 1 => rest,
        Product product => new Product(product.Factors.Prepend(coefficient).ToEquatableArray()),
        _ => new Product(new[] { coefficient, rest }.ToEquatableArray()),
    };

    /// <summary>The terms of a product of sums, multiplied out.</summary>
    private static IEnumerable<Expression> Expand(Expression term)
    {
        if (term is not Product product || !product.Factors.Any(factor => factor is Sum))
        {
            return [term];
        }

        IEnumerable<IEnumerable<Expression>> combinations = [[]];
        foreach (Expression factor in product.Factors)
        {
            IEnumerable<Expression> choices = factor is Sum sum ? sum.Terms : [factor];
            combinations = combinations.SelectMany(chosen => choices.Select(choice => chosen.Append(choice)));
        }

        return combinations.Select(factors => ProductSimplifier.Simplify(factors)).SelectMany(Expand);
    }

    /// <summary>c u - c v as c (u - v).</summary>
    private static Expression WithCommonFactor(Sum sum)
    {
        double[] coefficients = [.. sum.Terms.Select(term => Split(term).Coefficient)];
        double factor = Math.Abs(coefficients[0]);
        if (factor == 1 || coefficients.Any(coefficient => Math.Abs(coefficient) != factor))
        {
            return sum;
        }

        Expression inner = Collect(sum.Terms.Select(term =>
        {
            (double coefficient, Expression rest) = Split(term);
            return Scale(coefficient / factor, rest);
        }));
        return new Product(new[] { factor, inner }.ToEquatableArray());
    }

    /// <summary>u / b - v / b^2 as (u b - v) / b^2, where the numerator becomes so simple that this is shorter.</summary>
    private static Expression OverCommonDenominator(Expression expression)
    {
        if (expression is not Sum sum)
        {
            return expression;
        }

        foreach (Expression denominator in sum.Terms.SelectMany(Denominators).Distinct())
        {
            int exponent = sum.Terms.Max(term => DenominatorExponent(term, denominator));
            Expression numerator = Simplify(sum.Terms
                .Select(term => ProductSimplifier.Simplify([term, new Power(denominator, exponent)]))
                .SelectMany(Expand));
            Expression quotient = ProductSimplifier.Simplify([numerator, new Power(denominator, -exponent)]);
            if (ExpressionTree.Size(quotient) < ExpressionTree.Size(expression))
            {
                return quotient;
            }
        }

        return expression;
    }

    private static IEnumerable<Expression> Denominators(Expression term) =>
        Factors(term).OfType<Power>().Where(power => power.Exponent < 0 && power.Base is Sum).Select(power => power.Base);

    private static int DenominatorExponent(Expression term, Expression denominator) =>
        Factors(term).OfType<Power>().Where(power => power.Base == denominator).Select(power => -power.Exponent).DefaultIfEmpty(0).Max();

    private static IEnumerable<Expression> Factors(Expression term) => term is Product product ? product.Factors : [term];
}

namespace NeuralGen.Compiler.Calculus;

/// <summary>
/// How large derivatives become before they are simplified, in operations and operands, told from the sizes of the parts:
/// a formula whose derivatives would take minutes is known at once.
/// </summary>
internal static class DerivativeSize
{
    /// <summary>All first derivatives of some results, and the second ones where they are asked for.</summary>
    public static double Estimate(IReadOnlyCollection<Expression> results, IReadOnlyList<string> variables, bool withSecond)
    {
        double total = 0;
        foreach (Expression result in results)
        {
            for (int i = 0; i < variables.Count; i++)
            {
                total += Measure(result, variables[i], variables[i]).ByFirst;
                for (int j = i; j < variables.Count && withSecond; j++)
                {
                    total += Measure(result, variables[i], variables[j]).ByBoth;
                }
            }
        }

        return total;
    }

    /// <summary>The sizes of an expression, its derivatives by two variables, and that by both; 0 where a derivative is 0.</summary>
    private readonly record struct Sizes(double Value, double ByFirst, double BySecond, double ByBoth);

    private static Sizes Measure(Expression expression, string first, string second)
    {
        if (expression is Variable variable)
        {
            return new Sizes(1, variable.Name == first ? 1 : 0, variable.Name == second ? 1 : 0, 0);
        }

        Sizes[] parts = [.. ExpressionTree.Parts(expression).Select(part => Measure(part, first, second))];
        double value = 1 + parts.Sum(part => part.Value);
        return expression switch
        {
            Constant => new Sizes(1, 0, 0, 0),
            Sum => new Sizes(value, parts.Sum(part => part.ByFirst), parts.Sum(part => part.BySecond), parts.Sum(part => part.ByBoth)),
            Select or BinaryCall { Function: BinaryFunction.Max or BinaryFunction.Min } =>
                new Sizes(value, Branches(parts, value, part => part.ByFirst), Branches(parts, value, part => part.BySecond), Branches(parts, value, part => part.ByBoth)),
            Product => OfProduct(parts, value),
            _ => OfFunction(parts, value),
        };
    }

    /// <summary>A selection has its condition again.</summary>
    private static double Branches(Sizes[] parts, double value, Func<Sizes, double> derivative) =>
        parts.Sum(derivative) is var sum && sum > 0 ? value + sum : 0;

    /// <summary>A term for each factor, in which it is differentiated; twice, one for each pair of factors.</summary>
    private static Sizes OfProduct(Sizes[] parts, double value)
    {
        double byBoth = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            byBoth += parts[i].ByBoth > 0 ? value - parts[i].Value + parts[i].ByBoth : 0;
            for (int j = 0; j < parts.Length; j++)
            {
                byBoth += i != j && parts[i].ByFirst > 0 && parts[j].BySecond > 0
                    ? value - parts[i].Value - parts[j].Value + parts[i].ByFirst + parts[j].BySecond
                    : 0;
            }
        }

        return new Sizes(
            value,
            parts.Sum(part => part.ByFirst > 0 ? value - part.Value + part.ByFirst : 0),
            parts.Sum(part => part.BySecond > 0 ? value - part.Value + part.BySecond : 0),
            byBoth);
    }

    /// <summary>The chain rule: the outer derivative has the arguments again, about once for each differentiation.</summary>
    private static Sizes OfFunction(Sizes[] parts, double value)
    {
        const int OuterSize = 6;
        double outer = (parts.Length * value) + OuterSize;
        double first = parts.Sum(part => part.ByFirst);
        double second = parts.Sum(part => part.BySecond);
        double both = parts.Sum(part => part.ByBoth);
        return new Sizes(
            value,
            first > 0 ? outer + first : 0,
            second > 0 ? outer + second : 0,
            (first > 0 && second > 0 ? (2 * outer) + first + second : 0) + (both > 0 ? outer + both : 0));
    }
}

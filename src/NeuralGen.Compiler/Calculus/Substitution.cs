namespace NeuralGen.Compiler.Calculus;

/// <summary>Replaces parts of expressions.</summary>
internal static class Substitution
{
    /// <summary>
    /// Replaces every occurrence of a part. A sum or product also occurs in a larger one that holds all its terms or
    /// factors. The result is simplified where something was replaced.
    /// </summary>
    public static Expression Replace(Expression inExpression, Expression part, Expression by)
    {
        Expression replaced = ReplaceParts(inExpression, part, by);
        return replaced == inExpression ? inExpression : Simplifier.Simplify(replaced);
    }

    /// <summary>Gives all variables other names, at once, and changes nothing else.</summary>
    public static Expression Rename(Expression expression, IReadOnlyDictionary<string, string> names) => expression is Variable variable
        ? new Variable(names[variable.Name])
        : ExpressionTree.Map(expression, part => Rename(part, names));

    /// <summary>The names of the variables an expression depends on.</summary>
    public static SortedSet<string> FreeVariables(Expression expression)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Collect(expression, names);
        return names;
    }

    private static Expression ReplaceParts(Expression expression, Expression part, Expression by)
    {
        if (expression == part)
        {
            return by;
        }

        Expression replaced = ExpressionTree.Map(expression, inner => ReplaceParts(inner, part, by));
        return (replaced, part) switch
        {
            (Product product, Product wanted) when Without(product.Factors, wanted.Factors) is { } rest => new Product(rest.Append(by).ToEquatableArray()),
            (Sum sum, Sum wanted) when Without(sum.Terms, wanted.Terms) is { } rest => new Sum(rest.Append(by).ToEquatableArray()),
            _ => replaced,
        };
    }

    /// <summary>What remains of some items without others, or null when they do not hold all of those.</summary>
    private static List<Expression>? Without(IEnumerable<Expression> items, IEnumerable<Expression> others)
    {
        List<Expression> rest = [.. items];
        return others.All(rest.Remove) ? rest : null;
    }

    private static void Collect(Expression expression, SortedSet<string> names)
    {
        if (expression is Variable variable)
        {
            names.Add(variable.Name);
        }

        foreach (Expression part in ExpressionTree.Parts(expression))
        {
            Collect(part, names);
        }
    }
}

namespace NeuralGen.Compiler.Calculus;

/// <summary>Products and powers: like factors collected, constants in front, identities between factors applied.</summary>
internal static class ProductSimplifier
{
    /// <summary>Powers of powers stay as they are where their exponents' product is greater, long before it overflows.</summary>
    private const long GreatestExponent = 1024;

    /// <summary>The canonical product of simplified factors.</summary>
    public static Expression Simplify(IEnumerable<Expression> factors)
    {
        (double coefficient, Dictionary<Expression, int> powers) = Collect(factors);
        if (coefficient == 0)
        {
            return 0;
        }

        while ((ProductIdentities.Apply(powers) ?? SignsOfSums.Normalize(coefficient < 0, powers)) is { } changed)
        {
            (double inner, powers) = Collect(changed);
            coefficient *= inner;
        }

        Expression[] ordered = [.. CanonicalOrder.Sort(powers.Select(pair => Raise(pair.Key, pair.Value)))];
        return (coefficient, ordered) switch
        {
            (0, _) or (_, { Length: 0 }) => coefficient,
            (1, { Length: 1 }) => ordered[0],
            (-1, { Length: 1 }) when ordered[0] is Sum sum => SumSimplifier.Negate(sum),
            (1, _) => IntoBranches(ordered),
            _ => IntoBranches([coefficient, .. ordered]),
        };
    }

    /// <summary>The canonical power of a simplified base.</summary>
    public static Expression SimplifyPower(Expression @base, int exponent) => (@base, exponent) switch
    {
        (_, 0) => 1,
        (_, 1) => @base,
        (Constant constant, _) => Math.Pow(constant.Value, exponent),
        (Power power, _) when Math.Abs((long)power.Exponent * exponent) <= GreatestExponent => SimplifyPower(power.Base, power.Exponent * exponent),
        (Sum sum, _) when exponent % 2 == 0 && SignsOfSums.IsNegative(sum) => SimplifyPower(SumSimplifier.Negate(sum), exponent),
        (Sum sum, _) when SignsOfSums.IsNegative(sum) => Simplify([-1, SimplifyPower(SumSimplifier.Negate(sum), exponent)]),
        (Product product, _) => Simplify(product.Factors.Select(factor => SimplifyPower(factor, exponent))),
        (Call { Function: Function.Exp } call, < 0) => SimplifyPower(new Call(Function.Exp, Simplify([-1, call.Argument])), -exponent),
        _ when exponent < 0 && LogisticArgument(@base) is { } u => SimplifyPower(CallSimplifier.Simplify(Function.Sigmoid, u), -exponent),
        _ => new Power(@base, exponent),
    };

    /// <summary>The u of 1 + exp(-u), the denominator of the logistic function; null for anything else.</summary>
    private static Expression? LogisticArgument(Expression expression) =>
        expression is Sum { Terms: { Count: 2 } terms } && terms[0] is Constant { Value: 1 } && terms[1] is Call { Function: Function.Exp } exponential
            ? Simplify([-1, exponential.Argument])
            : null;

    private static (double Coefficient, Dictionary<Expression, int> Powers) Collect(IEnumerable<Expression> factors)
    {
        var numbers = new List<double>();
        var powers = new Dictionary<Expression, int>();
        var rest = new Stack<Expression>(factors);
        while (rest.Count > 0)
        {
            switch (rest.Pop())
            {
                case Constant constant:
                    numbers.Add(constant.Value);
                    break;
                case Product product:
                    foreach (Expression factor in product.Factors)
                    {
                        rest.Push(factor);
                    }

                    break;
                case Power power:
                    powers[power.Base] = powers.TryGetValue(power.Base, out int before) ? before + power.Exponent : power.Exponent;
                    break;
                case var other:
                    powers[other] = powers.TryGetValue(other, out int count) ? count + 1 : 1;
                    break;
            }
        }

        foreach (Expression cancelled in powers.Where(pair => pair.Value == 0).Select(pair => pair.Key).ToArray())
        {
            powers.Remove(cancelled);
        }

        // In one order, for a product of three is rounded differently in another.
        return (numbers.OrderBy(number => number).Aggregate(1.0, (product, number) => product * number), powers);
    }

    private static Expression Raise(Expression @base, int exponent) => exponent == 1 ? @base : new Power(@base, exponent);

    /// <summary>Multiplies into the branches of a selection between constants, so that a mask replaces the product.</summary>
    private static Expression IntoBranches(Expression[] factors)
    {
        int index = Array.FindIndex(factors, factor => factor is Select { WhenTrue: Constant, WhenFalse: Constant });
        if (index < 0)
        {
            return new Product(factors.ToEquatableArray());
        }

        var select = (Select)factors[index];
        IEnumerable<Expression> others = factors.Where((_, i) => i != index);
        Expression whenTrue = Simplify(others.Append(select.WhenTrue));
        Expression whenFalse = Simplify(others.Append(select.WhenFalse));
        return whenTrue == whenFalse ? whenTrue : new Select(select.Condition, whenTrue, whenFalse);
    }
}

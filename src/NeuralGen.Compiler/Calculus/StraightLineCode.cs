using System.Collections.Immutable;
using System.Globalization;

namespace NeuralGen.Compiler.Calculus;

/// <summary>A local variable and what it holds, in terms of inputs and locals before it.</summary>
internal sealed record Assignment(string Name, Expression Value);

/// <summary>Turns expressions into a list of assignments in which nothing is computed twice.</summary>
internal static class StraightLineCode
{
    /// <summary>
    /// The assignments that compute some results, the results under their own names. Afterwards only functions with
    /// code of their own remain, <see cref="Function.LogOnePlus"/> only of arguments from 0 to 1, and exponentials of what
    /// cannot be positive are told apart, since they are the shorter ones to compute.
    /// </summary>
    /// <param name="reserved">Names that no local may have.</param>
    public static ImmutableArray<Assignment> Compile(IReadOnlyList<(string Name, Expression Value)> results, IEnumerable<string>? reserved = null)
    {
        Expression[] lowered = [.. results.Select(result => Lower(result.Value))];
        var uses = new Dictionary<Expression, int>();
        foreach (Expression expression in lowered)
        {
            CountUses(expression, 1, uses);
        }

        var taken = new HashSet<string>(lowered.SelectMany(Substitution.FreeVariables).Concat(results.Select(result => result.Name)).Concat(reserved ?? []), StringComparer.Ordinal);
        var locals = new Dictionary<Expression, Expression>();
        ImmutableArray<Assignment>.Builder assignments = ImmutableArray.CreateBuilder<Assignment>();

        Expression Reduce(Expression expression)
        {
            if (locals.TryGetValue(expression, out Expression? local))
            {
                return local;
            }

            Expression reduced = ExpressionTree.Map(expression, Reduce);
            if (IsTrivial(expression) || uses[expression] < 2)
            {
                return reduced;
            }

            string name = UnusedName(Describe(expression), taken);
            assignments.Add(new Assignment(name, reduced));
            return locals[expression] = new Variable(name);
        }

        foreach ((string name, Expression value) in results.Zip(lowered, (result, value) => (result.Name, value)))
        {
            assignments.Add(new Assignment(name, Reduce(value)));
        }

        return assignments.ToImmutable();
    }

    /// <summary>ln(1 + exp(u)) as max(u, 0) + ln(1 + exp(-|u|)): finite, and one exponential serves u and -u.</summary>
    private static Expression Lower(Expression expression)
    {
        Expression lowered = ExpressionTree.Map(expression, Lower);
        return lowered switch
        {
            Call { Function: Function.Softplus, Argument: var u } =>
                Simplifier.Simplify(new Select(new Condition(u, Comparison.LessOrEqual, 0), 0, u)
                    + new Call(Function.LogOnePlus, new Call(Function.ExpOfNonPositive, -new Call(Function.Abs, u)))),
            Power { Exponent: > 3 } power => Square(power),
            Call { Function: Function.Exp, Argument: var u } when IsNonPositive(u) => new Call(Function.ExpOfNonPositive, u),
            _ => lowered,
        };
    }

    /// <summary>A power by as few multiplications as squaring allows.</summary>
    private static Expression Square(Power power)
    {
        if (power.Exponent <= 3)
        {
            return power.Exponent == 1 ? power.Base : power;
        }

        Expression square = new Power(Square(new Power(power.Base, power.Exponent / 2)), 2);
        return power.Exponent % 2 == 0 ? square : new Product(new[] { square, power.Base }.ToEquatableArray());
    }

    /// <summary>Whether an expression is visibly at most 0: squares and magnitudes with a minus before them.</summary>
    private static bool IsNonPositive(Expression expression) =>
        expression is Product { Factors: var factors } && factors[0] is Constant { Value: < 0 }
        && factors.Skip(1).All(factor => factor is Call { Function: Function.Abs } || (factor is Power power && power.Exponent % 2 == 0));

    /// <summary>Counts how often each part's value is read; parts of a repeated part are read only for its first use.</summary>
    private static void CountUses(Expression expression, int count, Dictionary<Expression, int> uses)
    {
        bool counted = uses.TryGetValue(expression, out int before);
        uses[expression] = before + count;
        if (counted)
        {
            return;
        }

        foreach (Expression part in ExpressionTree.Parts(expression))
        {
            // Code repeats the base of a power and the argument of sign.
            bool repeats = expression is Power { Exponent: > 1 or < -1 } or Call { Function: Function.Sign };
            CountUses(part, repeats ? 2 : 1, uses);
        }
    }

    private static bool IsTrivial(Expression expression) =>
        expression is Constant or Variable
        || (expression is Product { Factors: { Count: 2 } factors } && factors[0] is Constant { Value: -1 } && factors[1] is Variable);

    private static string Describe(Expression expression) => expression switch
    {
        Call { Function: Function.Exp or Function.ExpOfNonPositive } => "exponential",
        Call { Function: Function.Log or Function.LogOnePlus } => "logarithm",
        Call { Function: Function.Abs } => "magnitude",
        Call call => char.ToLowerInvariant(call.Function.ToString()[0]) + call.Function.ToString().Substring(1),
        BinaryCall { Function: BinaryFunction.Pow } => "power",
        BinaryCall call => call.Function.ToString().ToLowerInvariant(),
        Power { Exponent: 2 } => "square",
        Power { Exponent: < 0 } => "reciprocal",
        Power => "power",
        Sum { Terms: { Count: 2 } terms } when terms.Any(term => SumSimplifier.Split(term).Coefficient < 0) => "difference",
        Sum => "total",
        Product => "product",
        _ => "choice",
    };

    private static string UnusedName(string name, HashSet<string> taken)
    {
        string candidate = name;
        for (int number = 2; !taken.Add(candidate); number++)
        {
            candidate = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }
}

namespace NeuralGen.Compiler.Calculus;

/// <summary>
/// Functions of the user's own, brought into the forms of the built-in ones, so that what holds for those (derivatives
/// in terms of the result, no loss of digits near zero) holds for them.
/// </summary>
internal static class CustomFunctions
{
    // Far enough out for the shape of a function to show.
    private const double Far = 20;

    /// <summary>An activation f(z) in the variable z.</summary>
    public static Expression Activation(Expression written) => Canonical(written);

    /// <summary>What one output adds to a loss that is the mean over the outputs, from the loss of one in the variables a and y.</summary>
    public static Expression Loss(Expression written, int outputs) => Simplifier.Simplify((1.0 / outputs) * Canonical(written));

    /// <summary>Whether f passes on what is positive and damps what is negative, as the functions of the ReLU family do.</summary>
    public static bool IsReluLike(Expression activation)
    {
        double above = At(Far) / Far;
        double below = At(-Far) / Far;
        return above > 0.75 && Math.Abs(below) < 0.5;

        double At(double z) => Evaluator.Evaluate(activation, new Dictionary<string, double> { ["z"] = z });
    }

    private static Expression Canonical(Expression written) => Simplifier.Simplify(Rewrite(Simplifier.Simplify(written)));

    private static Expression Rewrite(Expression expression) => ExpressionTree.Map(expression, Rewrite) switch
    {
        // A branch that is closed to the left of the kink: the derivative there stays that of the same branch. What is no number
        // fails the condition, and must not become one: so the second branch is never the only one that is constant.
        Select { Condition: { Comparison: Comparison.Greater } above, WhenTrue: var whenAbove } select when !IsBound(whenAbove, select.WhenFalse) =>
            new Select(above with { Comparison = Comparison.LessOrEqual }, select.WhenFalse, whenAbove),
        Select { Condition: { Comparison: Comparison.LessOrEqual } below, WhenFalse: var whenAbove } select when IsBound(whenAbove, select.WhenTrue) =>
            new Select(below with { Comparison = Comparison.Greater }, whenAbove, select.WhenTrue),

        // The same choice in other words.
        Select { Condition: { Comparison: Comparison.NotEqual } different } select =>
            new Select(different with { Comparison = Comparison.Equal }, select.WhenFalse, select.WhenTrue),

        // c (z or f(z)) as c z or c f(z): each branch can then be solved for z.
        Product { Factors: { Count: 2 } factors } when factors[0] is Constant factor && factors[1] is Select select =>
            new Select(select.Condition, factor * select.WhenTrue, factor * select.WhenFalse),

        // z times a bounded line, as HardSwish is often written: where it is a constant, nothing of the product remains.
        Product { Factors: { Count: 2 } factors } when factors.OfType<Variable>().FirstOrDefault() is { } variable && factors.OfType<Select>().FirstOrDefault() is { } select =>
            IntoBranches(variable, select),
        Sum sum => WholeSoftplus(ExponentialsMinusOne(sum)),
        var other => other,
    };

    private static bool IsBound(Expression branch, Expression other) => branch is Constant && !IsStepwise(other);

    /// <summary>Whether an expression takes a few values only, as truths do, so that what is no number cannot stay so.</summary>
    private static bool IsStepwise(Expression expression) =>
        expression is Constant || (expression is Select { WhenTrue: var whenTrue, WhenFalse: var whenFalse } && IsStepwise(whenTrue) && IsStepwise(whenFalse));

    private static Expression IntoBranches(Variable variable, Expression factor) =>
        factor is Select { Condition: var condition, WhenTrue: var whenTrue, WhenFalse: var whenFalse } && (whenTrue is Constant || whenFalse is Constant)
            ? new Select(condition, IntoBranches(variable, whenTrue), IntoBranches(variable, whenFalse))
            : variable * factor;

    /// <summary>max(u, 0) + ln(1 + exp(-|u|)) is ln(1 + exp(u)) in a form that is finite for every u, which softplus is by itself.</summary>
    private static Sum WholeSoftplus(Sum sum)
    {
        foreach (Expression term in sum.Terms)
        {
            if (term is Call { Function: Function.Softplus, Argument: Product { Factors: { Count: 2 } factors } }
                && factors[0] is Constant { Value: -1 } && factors[1] is Call { Function: Function.Abs, Argument: var u })
            {
                Expression positive = new Select(new Condition(u, Comparison.LessOrEqual, 0), 0, u);
                if (sum.Terms.Contains(positive))
                {
                    IEnumerable<Expression> others = sum.Terms.Where(other => other != term && other != positive);
                    return new Sum(others.Append(new Call(Function.Softplus, u)).ToEquatableArray());
                }
            }
        }

        return sum;
    }

    /// <summary>c exp(u) - c loses its digits where u is small; c expm1(u) does not.</summary>
    private static Sum ExponentialsMinusOne(Sum sum)
    {
        foreach (Expression term in sum.Terms)
        {
            (double coefficient, Expression rest) = SumSimplifier.Split(term);
            if (rest is Call { Function: Function.Exp } exponential && sum.Terms.Contains(new Constant(-coefficient)))
            {
                IEnumerable<Expression> others = sum.Terms.Where(other => other != term && other != new Constant(-coefficient));
                Expression difference = coefficient * new Call(Function.ExpMinusOne, exponential.Argument);
                return new Sum(others.Append(difference).ToEquatableArray());
            }
        }

        return sum;
    }
}

namespace NeuralGen.Compiler.Calculus;

/// <summary>Writes f'(z) in terms of a = f(z), so that backpropagation needs only what the forward pass has stored.</summary>
internal static class ResultSubstitution
{
    /// <summary>
    /// Rewrites a derivative with the function's result where that is possible; a variable of f that remains says that
    /// it was not.
    /// </summary>
    public static Expression Express(Expression derivative, Expression function, string resultName)
    {
        Expression result = new Variable(resultName);
        if (function is Select piecewise && derivative is Select slopes && slopes.Condition == piecewise.Condition
            && HasSignOf(piecewise, piecewise.Condition.Left))
        {
            return Simplifier.Simplify(new Select(
                new Condition(result, slopes.Condition.Comparison, slopes.Condition.Right),
                InBranch(slopes.WhenTrue, piecewise.WhenTrue, piecewise.Condition.Left, result),
                InBranch(slopes.WhenFalse, piecewise.WhenFalse, piecewise.Condition.Left, result)));
        }

        return Substitution.Replace(derivative, function, result);
    }

    /// <summary>Whether f(z) is above 0 exactly where z is, for f with a kink at 0.</summary>
    private static bool HasSignOf(Select function, Expression z) =>
        function.Condition is { Comparison: Comparison.LessOrEqual, Right: Constant { Value: 0 } }
        && z is Variable
        && (function.WhenTrue is Constant { Value: 0 }
            || PositiveFactor(function.WhenTrue, z) > 0
            || PositiveFactor(function.WhenTrue, new Call(Function.ExpMinusOne, z)) > 0)
        && PositiveFactor(function.WhenFalse, z) > 0;

    /// <summary>Solves a = c (exp(z) - 1), or a = c z, for what the derivative contains.</summary>
    private static Expression InBranch(Expression derivative, Expression branch, Expression z, Expression result)
    {
        double exponentialFactor = PositiveFactor(branch, new Call(Function.ExpMinusOne, z));
        if (exponentialFactor > 0)
        {
            // c exp(z) is replaced as a whole, because c (1/c) need not be 1 in floating point.
            Expression exponential = new Call(Function.Exp, z);
            Expression scaled = Simplifier.Simplify(exponentialFactor * exponential);
            Expression withoutScaled = Substitution.Replace(derivative, scaled, result + exponentialFactor);
            return Substitution.Replace(withoutScaled, exponential, (result * (1 / exponentialFactor)) + 1);
        }

        double linearFactor = PositiveFactor(branch, z);
        return linearFactor > 0 ? Substitution.Replace(derivative, z, result * (1 / linearFactor)) : derivative;
    }

    /// <summary>The constant c > 0 with expression = c part, or 0.</summary>
    private static double PositiveFactor(Expression expression, Expression part) =>
        expression == part ? 1
        : expression is Product { Factors: { Count: 2 } factors } && factors[0] is Constant constant && factors[1] == part ? Math.Max(0, constant.Value)
        : 0;
}

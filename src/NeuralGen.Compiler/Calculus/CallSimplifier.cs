namespace NeuralGen.Compiler.Calculus;

/// <summary>Elementary functions: constants folded, signs taken out of arguments, definitions recognised.</summary>
internal static class CallSimplifier
{
    /// <summary>Up to this exponent a power is computed by multiplications: each rounds, so many of them are less exact than a call.</summary>
    private const int MostFactors = 16;

    /// <summary>The canonical form of a function of a simplified argument.</summary>
    public static Expression Simplify(Function function, Expression argument)
    {
        if (argument is Constant constant)
        {
            return Evaluator.Apply(function, constant.Value);
        }

        return function switch
        {
            Function.Abs when IsNegative(argument) => new Call(Function.Abs, Negate(argument)),
            Function.Log => SimplifyLogarithm(argument),
            _ => new Call(function, argument),
        };
    }

    /// <summary>The canonical form of a function of two simplified arguments.</summary>
    public static Expression Simplify(BinaryCall call) => (call.Function, call.Left, call.Right) switch
    {
        (_, Constant left, Constant right) => Evaluator.Apply(call.Function, left.Value, right.Value),
        (BinaryFunction.Max or BinaryFunction.Min, var left, var right) when left == right => left,
        (BinaryFunction.Pow, var u, Constant { Value: 0.5 }) => Simplify(Function.Sqrt, u),
        (BinaryFunction.Pow, var u, Constant { Value: -0.5 }) => ProductSimplifier.SimplifyPower(Simplify(Function.Sqrt, u), -1),
        (BinaryFunction.Pow, var u, Constant { Value: var v }) when v == Math.Round(v) && Math.Abs(v) <= MostFactors =>
            ProductSimplifier.SimplifyPower(u, (int)v),
        _ => call,
    };

    private static Expression SimplifyLogarithm(Expression argument) => argument switch
    {
        // ln(1 / (1 + exp(-u))) = - ln(1 + exp(-u))
        Call { Function: Function.Sigmoid } logistic => Negate(new Call(Function.Softplus, Negate(logistic.Argument))),

        // ln(1 - 1 / (1 + exp(-u))) = - ln(1 + exp(u)), which is what ln(1 / (1 + exp(u))) comes to above as well.
        Sum { Terms: { Count: 2 } terms } when terms[0] is Constant { Value: 1 }
            && SumSimplifier.Split(terms[1]) is (-1, Call { Function: Function.Sigmoid } logistic) =>
            Negate(new Call(Function.Softplus, logistic.Argument)),
        Sum { Terms: { Count: 2 } terms } when terms[0] is Constant { Value: 1 } && terms[1] is Call { Function: Function.Exp } exponential =>
            new Call(Function.Softplus, exponential.Argument),
        _ => new Call(Function.Log, argument),
    };

    private static Expression Negate(Expression expression) => ProductSimplifier.Simplify([-1, expression]);

    /// <summary>Whether the negated argument is the simpler one to write.</summary>
    private static bool IsNegative(Expression argument) =>
        argument is Product { Factors: var factors } && factors[0] is Constant { Value: < 0 };
}

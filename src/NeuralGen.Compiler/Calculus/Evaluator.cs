namespace NeuralGen.Compiler.Calculus;

/// <summary>Computes the value of an expression in double precision.</summary>
internal static class Evaluator
{
    public static double Evaluate(Expression expression, IReadOnlyDictionary<string, double> values) => expression switch
    {
        Constant constant => constant.Value,
        Variable variable => values[variable.Name],
        Sum sum => sum.Terms.Sum(term => Evaluate(term, values)),
        Product product => product.Factors.Aggregate(1.0, (value, factor) => value * Evaluate(factor, values)),
        Power power => Math.Pow(Evaluate(power.Base, values), power.Exponent),
        Call call => Apply(call.Function, Evaluate(call.Argument, values)),
        BinaryCall call => Apply(call.Function, Evaluate(call.Left, values), Evaluate(call.Right, values)),
        Select select => Evaluate(
            Holds(Evaluate(select.Condition.Left, values), select.Condition.Comparison, Evaluate(select.Condition.Right, values))
                ? select.WhenTrue
                : select.WhenFalse,
            values),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} has no value."),
    };

    public static bool Holds(double left, Comparison comparison, double right) => comparison switch
    {
        Comparison.Less => left < right,
        Comparison.LessOrEqual => left <= right,
        Comparison.Greater => left > right,
        Comparison.GreaterOrEqual => left >= right,
        Comparison.Equal => left == right,
        _ => left != right,
    };

    public static double Apply(Function function, double u) => function switch
    {
        Function.Exp or Function.ExpOfNonPositive => Math.Exp(u),
        Function.ExpMinusOne => ExpMinusOne(u),
        Function.Log => Math.Log(u),
        Function.LogOnePlus => LogOnePlus(u),
        Function.Tanh => Math.Tanh(u),
        Function.Sigmoid => u >= 0 ? 1 / (1 + Math.Exp(-u)) : Math.Exp(u) / (1 + Math.Exp(u)),
        Function.Softplus => Math.Max(u, 0) + LogOnePlus(Math.Exp(-Math.Abs(u))),
        Function.Erf => ErrorFunction.Evaluate(u),
        Function.Sqrt => Math.Sqrt(u),
        Function.Abs => Math.Abs(u),
        Function.Sign => double.IsNaN(u) ? u : Math.Sign(u),
        Function.Cbrt => CubeRoot(u),
        Function.Sin => Math.Sin(u),
        Function.Cos => Math.Cos(u),
        Function.Tan => Math.Tan(u),
        Function.Asin => Math.Asin(u),
        Function.Acos => Math.Acos(u),
        Function.Atan => Math.Atan(u),
        Function.Sinh => Math.Sinh(u),
        Function.Cosh => Math.Cosh(u),
        Function.Asinh => u < 0 ? -InverseHyperbolicSine(-u) : InverseHyperbolicSine(u),
        Function.Acosh => Math.Log(u + (Math.Sqrt(u - 1) * Math.Sqrt(u + 1))),
        Function.Atanh => (LogOnePlus(u) - LogOnePlus(-u)) / 2,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "has no value"),
    };

    public static double Apply(BinaryFunction function, double u, double v) => function switch
    {
        BinaryFunction.Pow => Math.Pow(u, v),
        BinaryFunction.Atan2 => Math.Atan2(u, v),
        BinaryFunction.Max => Math.Max(u, v),
        BinaryFunction.Min => Math.Min(u, v),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "has no value"),
    };

    /// <summary>An estimate by logarithms, and one of Newton's steps.</summary>
    private static double CubeRoot(double u)
    {
        if (u == 0 || double.IsNaN(u) || double.IsInfinity(u))
        {
            return u;
        }

        double root = Math.Sign(u) * Math.Pow(Math.Abs(u), 1.0 / 3);
        return root - (((root * root * root) - u) / (3 * root * root));
    }

    private static double InverseHyperbolicSine(double u) =>
        u > 1e150 ? Math.Log(u) + Math.Log(2) : LogOnePlus(u + (u * u / (1 + Math.Sqrt((u * u) + 1))));

    // Both divide out the rounding error of the sum, which then cancels (Kahan's way).
    private static double ExpMinusOne(double u)
    {
        double exponential = Math.Exp(u);
        return exponential == 1 ? u
            : exponential - 1 == -1 || double.IsInfinity(exponential) ? exponential - 1
            : (exponential - 1) * u / Math.Log(exponential);
    }

    private static double LogOnePlus(double u)
    {
        double sum = 1 + u;
        return sum == 1 ? u : double.IsInfinity(sum) ? sum : Math.Log(sum) * u / (sum - 1);
    }
}

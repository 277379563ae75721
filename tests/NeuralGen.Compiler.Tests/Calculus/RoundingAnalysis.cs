using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>
/// Evaluates an expression together with a bound on its rounding error. Two forms of one function agree within their
/// bounds, however much either of them cancels. The bound is infinite where nothing can be said: at overflow, at
/// poles and where rounding decides a comparison.
/// </summary>
internal static class RoundingAnalysis
{
    private const double Epsilon = 4 * 2.2e-16;
    private const double Largest = 1e100;

    public static (double Value, double Error) Evaluate(Expression expression, double x, double y)
    {
        (double value, double error) = expression switch
        {
            Constant constant => (constant.Value, 0),
            Variable { Name: "x" } => (x, 0),
            Variable { Name: "y" } => (y, 0),
            Sum sum => sum.Terms.Select(term => Evaluate(term, x, y)).Aggregate(Add),
            Product product => product.Factors.Select(factor => Evaluate(factor, x, y)).Aggregate(Multiply),
            Power power => Raise(Evaluate(power.Base, x, y), power.Exponent),
            Call call => Apply(call.Function, Evaluate(call.Argument, x, y)),
            Select select => Choose(select, x, y),
            _ => throw new InvalidOperationException(),
        };
        return (value, !double.IsFinite(value) || Math.Abs(value) > Largest || double.IsNaN(error) ? double.PositiveInfinity : error);
    }

    private static (double Value, double Error) Add((double Value, double Error) left, (double Value, double Error) right) =>
        (left.Value + right.Value, left.Error + right.Error + (Epsilon * Math.Abs(left.Value + right.Value)));

    private static (double Value, double Error) Multiply((double Value, double Error) left, (double Value, double Error) right)
    {
        double value = left.Value * right.Value;
        return (value, (Math.Abs(left.Value) * right.Error) + (Math.Abs(right.Value) * left.Error) + (left.Error * right.Error) + (Epsilon * Math.Abs(value)));
    }

    private static (double Value, double Error) Raise((double Value, double Error) @base, int exponent) =>
        Spread(u => Math.Pow(u, exponent), @base, isSingular: exponent < 0 && Math.Abs(@base.Value) <= 2 * @base.Error);

    private static (double Value, double Error) Apply(Function function, (double Value, double Error) argument) => function switch
    {
        Function.Sign => (Evaluator.Apply(Function.Sign, argument.Value), Math.Abs(argument.Value) > argument.Error || argument.Error == 0 ? 0 : double.PositiveInfinity),
        Function.Log or Function.Sqrt => Spread(u => Evaluator.Apply(function, u), argument, argument.Value <= 2 * argument.Error),
        Function.LogOnePlus => Spread(u => Evaluator.Apply(function, u), argument, 1 + argument.Value <= 2 * argument.Error),
        _ => Spread(u => Evaluator.Apply(function, u), argument, isSingular: false),
    };

    /// <summary>How far a monotonic (or even) function moves over the interval of its argument.</summary>
    private static (double Value, double Error) Spread(Func<double, double> f, (double Value, double Error) argument, bool isSingular)
    {
        double value = f(argument.Value);
        double below = Math.Abs(f(argument.Value - argument.Error) - value);
        double above = Math.Abs(f(argument.Value + argument.Error) - value);
        return (value, isSingular ? double.PositiveInfinity : (2 * Math.Max(below, above)) + (4 * Epsilon * Math.Abs(value)) + 1e-300);
    }

    private static (double Value, double Error) Choose(Select select, double x, double y)
    {
        (double left, double leftError) = Evaluate(select.Condition.Left, x, y);
        (double right, double rightError) = Evaluate(select.Condition.Right, x, y);
        bool isSure = Math.Abs(left - right) > leftError + rightError || leftError + rightError == 0;
        (double value, double error) = Evaluate(Evaluator.Holds(left, select.Condition.Comparison, right) ? select.WhenTrue : select.WhenFalse, x, y);
        return (value, isSure ? error : double.PositiveInfinity);
    }
}

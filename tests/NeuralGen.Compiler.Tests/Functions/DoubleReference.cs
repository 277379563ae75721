using NeuralGen.Compiler.Emission.Functions;

namespace NeuralGen.Compiler.Tests.Functions;

/// <summary>The functions in double precision, good to a few units of its last place: enough to judge single precision.</summary>
internal static class DoubleReference
{
    /// <summary>Below this in magnitude, terms of third order are beyond double precision.</summary>
    private const double Tiny = 1.0 / (1 << 28);

    public static Func<double, double> Of(ElementaryFunction function) => function switch
    {
        ElementaryFunction.Exp or ElementaryFunction.ExpOfNonPositive => x => Math.Abs(x) < Tiny ? 1 + x : Exp(x),
        ElementaryFunction.ExpMinusOne => x => Math.Abs(x) < Tiny ? x + x * x / 2 : ExpMinusOne(x),
        ElementaryFunction.Log => Math.Log,
        ElementaryFunction.LogOnePlus => u => u < Tiny ? u - u * u / 2 : 2 * Math.Atanh(u / (2 + u)),
        ElementaryFunction.Tanh => x => Math.Abs(x) < Tiny ? x : Math.Tanh(x),
        ElementaryFunction.Sigmoid => x => Math.Abs(x) < Tiny ? 0.5 + x / 4 : Sigmoid(x),
        ElementaryFunction.Erf => x => Math.Abs(x) < Tiny ? 2 / Math.Sqrt(Math.PI) * x : Erf(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "not a function of one number"),
    };

    /// <summary>Most floats are far outside of where e^x is a float, and not worth a call.</summary>
    private static double Exp(double x) => x < -800 ? 0 : x > 800 ? double.PositiveInfinity : Math.Exp(x);

    private static double ExpMinusOne(double x) =>
        Math.Abs(x) < 1 ? 2 * Math.Sinh(x / 2) * Exp(x / 2) : Exp(x) - 1;

    private static double Sigmoid(double x)
    {
        double e = Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// <summary>2 / sqrt(pi) e^(-x^2) (x + 2 x^3 / 3 + 4 x^5 / 15 + ...): no term is negative.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 4.5)
        {
            return Math.Sign(x);
        }

        double sum = x;
        double term = x;
        for (int odd = 3; Math.Abs(term) > Math.Abs(sum) * 1e-17; odd += 2)
        {
            term *= 2 * x * x / odd;
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}

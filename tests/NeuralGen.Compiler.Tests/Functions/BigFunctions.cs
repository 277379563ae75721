using NeuralGen.Compiler.Emission.Functions;

namespace NeuralGen.Compiler.Tests.Functions;

/// <summary>The functions to some 240 bits, by their textbook series: the reference for double precision.</summary>
internal static class BigFunctions
{
    private static readonly BigReal LogTwo = LogOnePlus(1);
    private static readonly BigReal Pi = 16 * ArcTangentOfInverse(5) - 4 * ArcTangentOfInverse(239);
    private static readonly BigReal TwoOverRootPi = 2 / BigReal.Sqrt(Pi);

    public static Func<BigReal, BigReal> Of(ElementaryFunction function) => function switch
    {
        ElementaryFunction.Exp or ElementaryFunction.ExpOfNonPositive => Exp,
        ElementaryFunction.ExpMinusOne => ExpMinusOne,
        ElementaryFunction.Log => Log,
        ElementaryFunction.LogOnePlus => LogOnePlus,
        ElementaryFunction.Tanh => x => ExpMinusOne(2 * x) / (ExpMinusOne(2 * x) + 2),
        ElementaryFunction.Sigmoid => x => 1 / (1 + Exp(-x)),
        ElementaryFunction.Erf => Erf,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "not a function of one number"),
    };

    private static BigReal Exp(BigReal x)
    {
        if (!x.IsZero && x.Exponent > 11)
        {
            // Far outside the range of doubles all results are alike.
            x = x.IsNegative ? -4096 : 4096;
        }

        int n = (int)Math.Round((double)(x / LogTwo));
        return (1 + ExpMinusOneSeries(x - n * LogTwo)).Scale(n);
    }

    private static BigReal ExpMinusOne(BigReal x) =>
        x.IsZero || x.Exponent < -1 ? ExpMinusOneSeries(x) : Exp(x) - 1;

    private static BigReal ExpMinusOneSeries(BigReal r)
    {
        BigReal term = r;
        BigReal sum = r;
        for (int k = 2; !term.IsNegligibleBeside(sum); k++)
        {
            term = term * r / k;
            sum += term;
        }

        return sum;
    }

    /// <summary>n ln 2 + ln m with x = 2^n m.</summary>
    private static BigReal Log(BigReal x) => (x.Exponent * LogTwo) + LogOnePlus(x.Scale(-x.Exponent) - 1);

    /// <summary>2 artanh(u / (2 + u)).</summary>
    private static BigReal LogOnePlus(BigReal u)
    {
        BigReal s = u / (2 + u);
        BigReal power = s;
        BigReal sum = s;
        for (int odd = 3; !power.IsNegligibleBeside(sum); odd += 2)
        {
            power *= s * s;
            sum += power / odd;
        }

        return 2 * sum;
    }

    /// <summary>2 / sqrt(pi) e^(-x^2) (x + 2 x^3 / 3 + 4 x^5 / 15 + ...).</summary>
    private static BigReal Erf(BigReal x)
    {
        if (!x.IsZero && x.Exponent >= 4)
        {
            return x.IsNegative ? -1 : 1;
        }

        BigReal term = x;
        BigReal sum = x;
        for (int odd = 3; !term.IsNegligibleBeside(sum); odd += 2)
        {
            term = 2 * x * x * term / odd;
            sum += term;
        }

        return TwoOverRootPi * Exp(-x * x) * sum;
    }

    private static BigReal ArcTangentOfInverse(int divisor)
    {
        BigReal power = (BigReal)1 / divisor;
        BigReal sum = power;
        for (int odd = 3; !power.IsNegligibleBeside(sum); odd += 2)
        {
            power = -power / (divisor * divisor);
            sum += power / odd;
        }

        return sum;
    }
}

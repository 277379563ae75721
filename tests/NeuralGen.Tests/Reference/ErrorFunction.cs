namespace NeuralGen.Tests.Reference;

/// <summary>erf and erfc to the last digits of a double, by the two classical expansions.</summary>
internal static class ErrorFunction
{
    /// <summary>Below this the series converges without cancellation; above it the continued fraction converges fast.</summary>
    private const double Crossover = 1;

    public static double Erf(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        double magnitude = Math.Abs(x);
        double value = magnitude < Crossover ? Series(magnitude) : 1 - ContinuedFraction(magnitude);
        return Math.CopySign(value, x);
    }

    /// <summary>1 - erf(x), with its relative precision also where it is tiny.</summary>
    public static double Erfc(double x) => x < Crossover ? 1 - Erf(x) : ContinuedFraction(x);

    /// <summary>erf x = 2/sqrt(pi) exp(-x^2) sum over n of 2^n x^(2n+1) / (1 3 5 ... (2n+1)): all terms positive.</summary>
    private static double Series(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-18; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>erfc x = exp(-x^2)/sqrt(pi) / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...)))), evaluated from the inside.</summary>
    private static double ContinuedFraction(double x)
    {
        // The truncation error falls as exp(-2 x sqrt(2 n)): this many levels leave less than 1e-16.
        int levels = 10 + (int)(250 / (x * x));
        double fraction = x;
        for (int n = levels; n >= 1; n--)
        {
            fraction = x + (n / 2.0 / fraction);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}

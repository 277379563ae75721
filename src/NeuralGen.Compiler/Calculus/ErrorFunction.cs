namespace NeuralGen.Compiler.Calculus;

/// <summary>erf in double precision.</summary>
internal static class ErrorFunction
{
    private const double SeriesEnd = 3;

    public static double Evaluate(double x)
    {
        double magnitude = Math.Abs(x);
        return magnitude < SeriesEnd || double.IsNaN(x) ? Series(x)
            : magnitude > 6 ? Math.Sign(x)
            : Math.Sign(x) * (1 - ContinuedFraction(magnitude));
    }

    /// <summary>2/sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (2n+1)!!: all terms have one sign (Abramowitz and Stegun 7.1.6).</summary>
    private static double Series(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>erfc by its continued fraction (Abramowitz and Stegun 7.1.14), from the far end.</summary>
    private static double ContinuedFraction(double x)
    {
        double fraction = x;
        for (int n = 100; n >= 1; n--)
        {
            fraction = x + (n / 2.0 / fraction);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}

using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>What the tests compare with: values and derivatives that do not come from the compiler's calculus.</summary>
internal static class Numerics
{
    public static double At(this Expression expression, params (string Name, double Value)[] values) =>
        Evaluator.Evaluate(expression, values.ToDictionary(pair => pair.Name, pair => pair.Value));

    /// <summary>The distance of two numbers, relative to the expected one where that is above 1.</summary>
    public static double Error(double expected, double actual) =>
        expected.Equals(actual) ? 0
        : double.IsFinite(actual) && double.IsFinite(expected) ? Math.Abs(actual - expected) / Math.Max(1, Math.Abs(expected))
        : double.PositiveInfinity;

    /// <summary>The derivative by central differences, extrapolated to a step of 0 (Ridders), and an estimate of its error.</summary>
    public static (double Value, double Error) CentralDifference(Func<double, double> f, double x, double step = 0.05)
    {
        const double shrink = 1.4;
        const int rows = 12;
        double best = double.NaN;
        double error = double.PositiveInfinity;
        double[,] table = new double[rows, rows];
        for (int i = 0; i < rows; i++, step /= shrink)
        {
            table[0, i] = (f(x + step) - f(x - step)) / (2 * step);
            double factor = shrink * shrink;
            for (int j = 1; j <= i; j++, factor *= shrink * shrink)
            {
                table[j, i] = ((table[j - 1, i] * factor) - table[j - 1, i - 1]) / (factor - 1);
                double estimate = Math.Max(Math.Abs(table[j, i] - table[j - 1, i]), Math.Abs(table[j, i] - table[j - 1, i - 1]));
                if (estimate <= error)
                {
                    (best, error) = (table[j, i], estimate);
                }
            }
        }

        return (best, error);
    }

    /// <summary>The slope just left of a point, from points on that side only.</summary>
    public static double LeftDifference(Func<double, double> f, double x)
    {
        const double h = 1e-5;
        return ((3 * f(x)) - (4 * f(x - h)) + f(x - (2 * h))) / (2 * h);
    }

    /// <summary>erf by Simpson's rule on its integral; beyond 6 it differs from 1 by less than the last digit.</summary>
    public static double Erf(double x)
    {
        const int intervals = 10_000;
        double end = Math.Abs(x);
        if (end > 6)
        {
            return Math.Sign(x);
        }

        double width = end / intervals;
        double sum = 0;
        double lost = 0;
        for (int i = 0; i <= intervals; i++)
        {
            // Kahan's sum, so that rounding does not grow with the number of intervals.
            double weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
            double term = (weight * Math.Exp(-(i * width) * (i * width))) - lost;
            double next = sum + term;
            lost = next - sum - term;
            sum = next;
        }

        return Math.Sign(x) * 2 / Math.Sqrt(Math.PI) * sum * width / 3;
    }
}

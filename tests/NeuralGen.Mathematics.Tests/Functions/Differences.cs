namespace NeuralGen.Mathematics.Tests.Functions;

/// <summary>Derivatives by difference quotients.</summary>
internal static class Differences
{
    /// <summary>The central difference, once extrapolated: its error is of fourth order in the step.</summary>
    public static double First(Func<double, double> f, double x)
    {
        double step = 1e-3 * Math.Max(1, Math.Abs(x));
        double Quotient(double h) => (f(x + h) - f(x - h)) / (2 * h);
        return ((4 * Quotient(step / 2)) - Quotient(step)) / 3;
    }

    /// <summary>All partial derivatives.</summary>
    public static double[] Gradient(Func<double[], double> f, params double[] at) =>
        [.. at.Select((x, i) => First(value => f([.. at.Select((other, j) => i == j ? value : other)]), x))];

    /// <summary>The error relative to the expected value, absolute below 1.</summary>
    public static void AssertNear(double expected, double actual, double tolerance) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"Expected {expected:R}, got {actual:R}; {Math.Abs(expected - actual):E2} off.");
}

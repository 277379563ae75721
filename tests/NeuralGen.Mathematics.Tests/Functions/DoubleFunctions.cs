namespace NeuralGen.Mathematics.Tests.Functions;

/// <summary>Functions of double precision, as a user would write them.</summary>
public static partial class DoubleFunctions
{
    private const double Steepness = 100;

    [Differentiable]
    public static double Rosenbrock(double x, double y) => ((1 - x) * (1 - x)) + (Steepness * (y - (x * x)) * (y - (x * x)));

    [Differentiable]
    public static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    /// <summary>Softplus without overflow, as it is written by hand.</summary>
    [Differentiable]
    public static double StableSoftplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    [Differentiable]
    public static double Logistic(double x)
    {
        double exponential = Math.Exp(-x);
        return 1 / (1 + exponential);
    }

    [Differentiable]
    public static double Swish(double x) => x * Logistic(x);

    [Differentiable]
    public static double Huber(double x) => Math.Abs(x) <= 1 ? 0.5 * x * x : Math.Abs(x) - 0.5;

    [Differentiable]
    public static double Pieces(double x) => x < -2 ? -1 : x < 0 && x != -1 ? x * x * x : x <= 1 || !(x < 3) ? Math.Sin(x) : x > 2 ? Math.Sqrt(x) : x;

    [Differentiable]
    public static double Elementary(double x) =>
        Math.Sin(x) + (2 * Math.Cos(x)) + Math.Tan(x / 4) + Math.Asin(x / 8) + Math.Acos(x / 9) + Math.Atan(x) + Math.Sinh(x) + Math.Cosh(x / 2)
        + Math.Asinh(x) + Math.Acosh(1.5 + (x * x)) + Math.Atanh(x / 7) + Math.Cbrt(x) + Math.Tanh(x) + Math.Log2(x + 10) + Math.Log10(x + 10)
        + double.Exp2(x) + double.Exp10(x / 5) + double.ExpM1(x) + double.LogP1(x + 6) + Math.Log(x + 7, 3);

    [Differentiable]
    public static double Powers(double x) =>
        Math.Pow(x, 5) + Math.Pow(x, -3) + Math.Pow(x, 0.5) + Math.Pow(x, 2.7) + Math.Pow(2, x) + Math.Pow(x, x) + Math.Pow(x, 17);

    [Differentiable]
    public static double Mixed(double x, double y, double z) =>
        Math.Atan2(x, y) + Math.Max(x * y, z) + Math.Min(x, y * z) + Math.Pow(x, y) + Math.Clamp(z, x, y + 3) + Math.FusedMultiplyAdd(x, y, z);

    [Differentiable]
    public static double Gaussian(double x, double mean, double deviation)
    {
        double z = (x - mean) / deviation;
        return Math.Exp(-z * z / 2) / (deviation * Math.Sqrt(2 * Math.PI));
    }

    [Differentiable]
    public static (double x, double y, double z) Spherical(double r, double theta, double phi) =>
        (r * Math.Sin(theta) * Math.Cos(phi), r * Math.Sin(theta) * Math.Sin(phi), r * Math.Cos(theta));

    [Differentiable]
    public static double Area(double r, double theta, double phi) => Spherical(r, theta, phi).x * Spherical(r, theta, phi).Item2;

    [Differentiable]
    public static double Constant(double x) => 3;

    [Differentiable]
    public static double Logarithm(double x) => Math.Log(x);
}

namespace NeuralGen.Mathematics.Tests.Functions;

/// <summary>Functions of single precision, as a user would write them.</summary>
public static partial class SingleFunctions
{
    private const float Steepness = 100;

    [Differentiable]
    public static float Rosenbrock(float x, float y) => ((1 - x) * (1 - x)) + (Steepness * (y - (x * x)) * (y - (x * x)));

    [Differentiable]
    public static float Softplus(float x) => MathF.Log(1 + MathF.Exp(x));

    /// <summary>Softplus without overflow, as it is written by hand.</summary>
    [Differentiable]
    public static float StableSoftplus(float x) => MathF.Max(x, 0) + MathF.Log(1 + MathF.Exp(-MathF.Abs(x)));

    [Differentiable]
    public static float Logistic(float x)
    {
        float exponential = MathF.Exp(-x);
        return 1 / (1 + exponential);
    }

    [Differentiable]
    public static float Swish(float x) => x * Logistic(x);

    [Differentiable]
    public static float Huber(float x) => MathF.Abs(x) <= 1 ? 0.5f * x * x : MathF.Abs(x) - 0.5f;

    [Differentiable]
    public static float Pieces(float x) => x < -2 ? -1 : x < 0 && x != -1 ? x * x * x : x <= 1 || !(x < 3) ? MathF.Sin(x) : x > 2 ? MathF.Sqrt(x) : x;

    [Differentiable]
    public static float Elementary(float x) =>
        MathF.Sin(x) + (2 * MathF.Cos(x)) + MathF.Tan(x / 4) + MathF.Asin(x / 8) + MathF.Acos(x / 9) + MathF.Atan(x) + MathF.Sinh(x) + MathF.Cosh(x / 2)
        + MathF.Asinh(x) + MathF.Acosh(1.5f + (x * x)) + MathF.Atanh(x / 7) + MathF.Cbrt(x) + MathF.Tanh(x) + MathF.Log2(x + 10) + MathF.Log10(x + 10)
        + float.Exp2(x) + float.Exp10(x / 5) + float.ExpM1(x) + float.LogP1(x + 6) + MathF.Log(x + 7, 3);

    [Differentiable]
    public static float Powers(float x) =>
        MathF.Pow(x, 5) + MathF.Pow(x, -3) + MathF.Pow(x, 0.5f) + MathF.Pow(x, 2.7f) + MathF.Pow(2, x) + MathF.Pow(x, x) + MathF.Pow(x, 17);

    [Differentiable]
    public static float Mixed(float x, float y, float z) =>
        MathF.Atan2(x, y) + MathF.Max(x * y, z) + MathF.Min(x, y * z) + MathF.Pow(x, y) + float.Clamp(z, x, y + 3) + MathF.FusedMultiplyAdd(x, y, z);

    [Differentiable]
    public static float Gaussian(float x, float mean, float deviation)
    {
        float z = (x - mean) / deviation;
        return MathF.Exp(-z * z / 2) / (deviation * MathF.Sqrt(2 * MathF.PI));
    }

    [Differentiable]
    public static (float x, float y, float z) Spherical(float r, float theta, float phi) =>
        (r * MathF.Sin(theta) * MathF.Cos(phi), r * MathF.Sin(theta) * MathF.Sin(phi), r * MathF.Cos(theta));

    [Differentiable]
    public static float Area(float r, float theta, float phi) => Spherical(r, theta, phi).x * Spherical(r, theta, phi).Item2;

    [Differentiable]
    public static float Constant(float x) => 3;

    [Differentiable]
    public static float Logarithm(float x) => MathF.Log(x);
}

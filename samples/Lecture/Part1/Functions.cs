using NeuralGen;

namespace Lecture.Part1;

/// <summary>The functions of part I; the compiler writes their gradients, Jacobians, Hessians and derivatives.</summary>
internal static partial class Functions
{
    /// <summary>f(x, y) = x² y + sin(x).</summary>
    [Differentiable]
    public static double F(double x, double y) => (x * x * y) + Math.Sin(x);

    /// <summary>Two functions of the same two numbers.</summary>
    [Differentiable]
    public static (double F, double G) FAndG(double x, double y) => ((x * x * y) + Math.Sin(x), Math.Exp(x) * y);

    /// <summary>y of x, directly and over u₁ and u₂.</summary>
    [Differentiable]
    public static double Y(double x, double u1, double u2) => (u1 * u2) + (3 * x);

    /// <summary>u₁ = x².</summary>
    [Differentiable]
    public static double U1(double x) => x * x;

    /// <summary>u₂ = tanh(x).</summary>
    [Differentiable]
    public static double U2(double x) => Math.Tanh(x);

    /// <summary>y of x alone: a function may call others.</summary>
    [Differentiable]
    public static double YOfX(double x) => Y(x, U1(x), U2(x));

    /// <summary>The inner functions of the chain rule for Jacobians.</summary>
    [Differentiable]
    public static (double G1, double G2) G(double x1, double x2) => (x1 * x2, Math.Sin(x1));

    /// <summary>The outer functions.</summary>
    [Differentiable]
    public static (double H1, double H2) H(double g1, double g2) => (Math.Exp(g1) + g2, g1 * g2);
}

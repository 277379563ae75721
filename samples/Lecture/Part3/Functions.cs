using NeuralGen;

namespace Lecture.Part3;

/// <summary>The functions of part III; the compiler writes their gradients and Jacobians.</summary>
internal static partial class Functions
{
    /// <summary>y = exp(w) - x², element by element.</summary>
    [Differentiable]
    public static (double Y1, double Y2, double Y3) Elementwise(double w1, double w2, double w3, double x1, double x2, double x3) =>
        (Math.Exp(w1) - (x1 * x1), Math.Exp(w2) - (x2 * x2), Math.Exp(w3) - (x3 * x3));

    /// <summary>y = w ⊙ x.</summary>
    [Differentiable]
    public static (double Y1, double Y2, double Y3) Hadamard(double w1, double w2, double w3, double x1, double x2, double x3) =>
        (w1 * x1, w2 * x2, w3 * x3);

    /// <summary>y = x + z.</summary>
    [Differentiable]
    public static (double Y1, double Y2, double Y3) PlusScalar(double x1, double x2, double x3, double z) => (x1 + z, x2 + z, x3 + z);

    /// <summary>y = z x.</summary>
    [Differentiable]
    public static (double Y1, double Y2, double Y3) TimesScalar(double x1, double x2, double x3, double z) => (x1 * z, x2 * z, x3 * z);

    /// <summary>y = Σ xᵢ.</summary>
    [Differentiable]
    public static double Sum(double x1, double x2, double x3) => x1 + x2 + x3;

    /// <summary>y = Σ z xᵢ.</summary>
    [Differentiable]
    public static double SumOfMultiples(double x1, double x2, double x3, double z) => (z * x1) + (z * x2) + (z * x3);

    /// <summary>a = max(0, w · x + b).</summary>
    [Differentiable]
    public static double Rectified(double w1, double w2, double w3, double b, double x1, double x2, double x3) =>
        Math.Max((w1 * x1) + (w2 * x2) + (w3 * x3) + b, 0);

    /// <summary>a = σ(w · x + b).</summary>
    [Differentiable]
    public static double Sigmoid(double w1, double w2, double w3, double b, double x1, double x2, double x3) =>
        1 / (1 + Math.Exp(-((w1 * x1) + (w2 * x2) + (w3 * x3) + b)));

    /// <summary>C = 1/2 (max(0, w · x + b) - y)².</summary>
    [Differentiable]
    public static double NeuronCost(double w1, double w2, double w3, double b, double x1, double x2, double x3, double y)
    {
        double z = (w1 * x1) + (w2 * x2) + (w3 * x3) + b;
        double error = Math.Max(z, 0) - y;
        return error * error / 2;
    }

    /// <summary>A layer of two neurons: a = σ(W x + b).</summary>
    [Differentiable]
    public static (double A1, double A2) Layer(
        double w11, double w12, double w21, double w22, double b1, double b2, double x1, double x2) =>
        (1 / (1 + Math.Exp(-((w11 * x1) + (w12 * x2) + b1))), 1 / (1 + Math.Exp(-((w21 * x1) + (w22 * x2) + b2))));
}

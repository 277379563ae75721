using NeuralGen;

namespace Lecture.Frame;

/// <summary>
/// Derivatives as their definition suggests: (f(x + h) - f(x - h)) / 2h, which differs from f'(x) by about h² f'''(x) / 6
/// and by the roundings of f divided by h.
/// </summary>
internal static class CentralDifferences
{
    // h² is 1e-10 then, and the roundings, 1e-16 / h, are below it.
    private const double Step = 1e-5;

    /// <summary>The derivative of a function of one number.</summary>
    public static double Derivative(Func<double, double> f, double x) => (f(x + Step) - f(x - Step)) / (2 * Step);

    /// <summary>The gradient of a function of several numbers: one derivative for each.</summary>
    public static double[] Gradient(Func<double[], double> f, params double[] x) => Jacobian(moved => [f(moved)], x);

    /// <summary>The Jacobian of a function with several results, row by row: [results, arguments].</summary>
    public static double[] Jacobian(Func<double[], double[]> f, params double[] x)
    {
        int rows = f(x).Length;
        double[] jacobian = new double[rows * x.Length];
        for (int column = 0; column < x.Length; column++)
        {
            double[] above = f(Moved(x, column, Step));
            double[] below = f(Moved(x, column, -Step));
            for (int row = 0; row < rows; row++)
            {
                jacobian[(row * x.Length) + column] = (above[row] - below[row]) / (2 * Step);
            }
        }

        return jacobian;
    }

    /// <summary>The gradient of a cost by all parameters of a network, which it has back when this returns.</summary>
    public static double[] Gradient(Func<double> cost, ParameterVector<double> parameters)
    {
        double[] theta = new double[parameters.Count];
        parameters.CopyTo(theta);
        double[] gradient = Gradient(
            moved =>
            {
                parameters.CopyFrom(moved);
                return cost();
            },
            theta);
        parameters.CopyFrom(theta);
        return gradient;
    }

    private static double[] Moved(double[] x, int index, double by)
    {
        double[] moved = [.. x];
        moved[index] += by;
        return moved;
    }
}

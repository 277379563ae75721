using System.Reflection;

namespace NeuralGen.Mathematics.Tests.Inspection;

/// <summary>Activations from the books, with derivatives by central differences.</summary>
internal static class References
{
    private const double Step = 1e-6;

    /// <summary>The layer's attribute on the network's class.</summary>
    public static DenseAttribute ActivationOf(object network, int layer) =>
        network.GetType().GetCustomAttributes<DenseAttribute>().ElementAt(layer - 1);

    /// <summary>J^T g at z, where J = da/dz of a layer.</summary>
    public static double[] TimesJacobian(DenseAttribute layer, double[] z, double[] g)
    {
        var product = new double[z.Length];
        for (int k = 0; k < z.Length; k++)
        {
            double[] above = Activate(layer, Nudged(z, k, Step));
            double[] below = Activate(layer, Nudged(z, k, -Step));
            for (int j = 0; j < z.Length; j++)
            {
                product[k] += g[j] * (above[j] - below[j]) / (2 * Step);
            }
        }

        return product;
    }

    private static double[] Activate(DenseAttribute layer, double[] z)
    {
        if (layer.Activation == Activation.Softmax)
        {
            double sum = z.Sum(Math.Exp);
            return Array.ConvertAll(z, number => Math.Exp(number) / sum);
        }

        return Array.ConvertAll(z, number => Value(layer, number));
    }

    private static double Value(DenseAttribute layer, double z) => layer.Activation switch
    {
        Activation.Identity => z,
        Activation.Sigmoid => Sigmoid(z),
        Activation.Tanh => Math.Tanh(z),
        Activation.ReLU => Math.Max(0, z),
        Activation.LeakyReLU => z <= 0 ? 0.01 * z : z,
        Activation.ELU => z <= 0 ? (double.IsNaN(layer.Alpha) || layer.Alpha == 0 ? 1 : layer.Alpha) * (Math.Exp(z) - 1) : z,
        Activation.SELU => 1.0507009873554804934 * (z <= 0 ? 1.6732632423543772848 * (Math.Exp(z) - 1) : z),
        Activation.GELU => z * NormalDistribution(z),
        Activation.GELUTanh => 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z)))),
        Activation.SiLU => z * Sigmoid(z),
        Activation.Softplus => Math.Log(1 + Math.Exp(z)),
        Activation.Softsign => z / (1 + Math.Abs(z)),
        Activation.HardSigmoid => Math.Clamp((z / 6) + 0.5, 0, 1),
        Activation.HardSwish => z * Math.Clamp((z / 6) + 0.5, 0, 1),
        Activation.Mish => z * Math.Tanh(Math.Log(1 + Math.Exp(z))),
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>1/2 + the integral of the density from 0 to z, by its power series.</summary>
    private static double NormalDistribution(double z)
    {
        double term = z;
        double sum = z;
        for (int n = 1; Math.Abs(term) > 1e-18; n++)
        {
            term *= z * z / ((2 * n) + 1);
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
    }

    private static double[] Nudged(double[] z, int index, double by)
    {
        double[] nudged = [.. z];
        nudged[index] += by;
        return nudged;
    }
}

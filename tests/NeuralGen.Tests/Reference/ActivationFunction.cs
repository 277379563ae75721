using static NeuralGen.Tests.Reference.Exponential;

namespace NeuralGen.Tests.Reference;

/// <summary>The activations of one neuron and their derivatives, typed in as the books give them.</summary>
internal static class ActivationFunction
{
    private const double Lambda = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;
    private static readonly double SqrtTwoOverPi = Math.Sqrt(2 / Math.PI);

    /// <summary>The parameter an activation has when the declaration gives none.</summary>
    public static double DefaultAlpha(Activation activation) => activation == Activation.LeakyReLU ? 0.01 : 1;

    /// <summary>f(z).</summary>
    public static double Value(Activation activation, double alpha, double z) => activation switch
    {
        Activation.Identity => z,
        Activation.Sigmoid => Sigmoid(z),
        Activation.Tanh => Math.Tanh(z),
        Activation.ReLU => z <= 0 ? 0 : z,
        Activation.LeakyReLU => z <= 0 ? alpha * z : z,
        Activation.ELU => z <= 0 ? alpha * ExpMinusOne(z) : z,
        Activation.SELU => z <= 0 ? Lambda * SeluAlpha * ExpMinusOne(z) : Lambda * z,
        Activation.GELU => z * NormalDistribution(z),
        Activation.GELUTanh => z * (1 + Math.Tanh(GeluArgument(z))) / 2,
        Activation.SiLU => z * Sigmoid(z),
        Activation.Softplus => Softplus(z),
        Activation.Softsign => z / (1 + Math.Abs(z)),
        Activation.HardSigmoid => HardSigmoid(z),
        Activation.HardSwish => z * HardSigmoid(z),
        Activation.Mish => z * Math.Tanh(Softplus(z)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not a function of one neuron."),
    };

    /// <summary>f'(z); at a kink the derivative from the left.</summary>
    public static double Derivative(Activation activation, double alpha, double z)
    {
        switch (activation)
        {
            case Activation.Identity:
                return 1;
            case Activation.Sigmoid:
                return Sigmoid(z) * Sigmoid(-z);
            case Activation.Tanh:
                return 1 - (Math.Tanh(z) * Math.Tanh(z));
            case Activation.ReLU:
                return z <= 0 ? 0 : 1;
            case Activation.LeakyReLU:
                return z <= 0 ? alpha : 1;
            case Activation.ELU:
                return z <= 0 ? alpha * Math.Exp(z) : 1;
            case Activation.SELU:
                return z <= 0 ? Lambda * SeluAlpha * Math.Exp(z) : Lambda;
            case Activation.GELU:
                return NormalDistribution(z) + (z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
            case Activation.GELUTanh:
                double tanh = Math.Tanh(GeluArgument(z));
                double argumentDerivative = SqrtTwoOverPi * (1 + (3 * 0.044715 * z * z));
                return ((1 + tanh) / 2) + (z * (1 - (tanh * tanh)) * argumentDerivative / 2);
            case Activation.SiLU:
                return Sigmoid(z) * (1 + (z * Sigmoid(-z)));
            case Activation.Softplus:
                return Sigmoid(z);
            case Activation.Softsign:
                return 1 / ((1 + Math.Abs(z)) * (1 + Math.Abs(z)));
            case Activation.HardSigmoid:
                return z is > -3 and <= 3 ? 1.0 / 6 : 0;
            case Activation.HardSwish:
                return z <= -3 ? 0 : z <= 3 ? (z / 3) + 0.5 : 1;
            case Activation.Mish:
                double gate = Math.Tanh(Softplus(z));
                return gate + (z * (1 - (gate * gate)) * Sigmoid(z));
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not a function of one neuron.");
        }
    }

    /// <summary>The points where f or a derivative of f jumps, near which finite differences mean nothing.</summary>
    public static ReadOnlySpan<double> Breaks(Activation activation) => activation switch
    {
        Activation.ReLU or Activation.LeakyReLU or Activation.ELU or Activation.SELU or Activation.Softsign => [0],
        Activation.HardSigmoid or Activation.HardSwish => [-3, 3],
        _ => [],
    };

    /// <summary>a_j = exp(z_j) / sum over k of exp(z_k), shifted by the largest z so that nothing overflows.</summary>
    public static double[] Softmax(ReadOnlySpan<double> z)
    {
        double largest = Largest(z);
        double sum = 0;
        double[] a = new double[z.Length];
        for (int j = 0; j < z.Length; j++)
        {
            a[j] = Math.Exp(z[j] - largest);
            sum += a[j];
        }

        for (int j = 0; j < z.Length; j++)
        {
            a[j] /= sum;
        }

        return a;
    }

    /// <summary>ln of the sum over k of exp(z_k).</summary>
    public static double LogSumExp(ReadOnlySpan<double> z)
    {
        double largest = Largest(z);
        double sum = 0;
        foreach (double value in z)
        {
            sum += Math.Exp(value - largest);
        }

        return largest + Math.Log(sum);
    }

    private static double Largest(ReadOnlySpan<double> z)
    {
        double largest = z[0];
        foreach (double value in z)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }

    /// <summary>Phi(z), the part of a standard normal distribution below z.</summary>
    private static double NormalDistribution(double z) => ErrorFunction.Erfc(-z / Math.Sqrt(2)) / 2;

    private static double GeluArgument(double z) => SqrtTwoOverPi * (z + (0.044715 * z * z * z));

    private static double HardSigmoid(double z) => z <= -3 ? 0 : z >= 3 ? 1 : (z / 6) + 0.5;
}

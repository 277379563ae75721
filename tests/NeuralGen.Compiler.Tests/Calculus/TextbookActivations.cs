using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>The activations and their derivatives as the books print them, left derivatives at kinks.</summary>
internal static class TextbookActivations
{
    private const double Lambda = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    public static readonly ActivationKind[] Kinds =
        [.. Enum.GetValues<ActivationKind>().Where(kind => kind != ActivationKind.Softmax)];

    public static double Value(ActivationKind kind, double z, double? alpha = null) => kind switch
    {
        ActivationKind.Identity => z,
        ActivationKind.Sigmoid => Sigmoid(z),
        ActivationKind.Tanh => Math.Tanh(z),
        ActivationKind.ReLU => Math.Max(0, z),
        ActivationKind.LeakyReLU => z > 0 ? z : (alpha ?? 0.01) * z,
        ActivationKind.ELU => z > 0 ? z : (alpha ?? 1) * ExpMinusOne(z),
        ActivationKind.SELU => Lambda * (z > 0 ? z : SeluAlpha * ExpMinusOne(z)),
        ActivationKind.GELU => z * NormalDistribution(z),
        ActivationKind.GELUTanh => z / 2 * (1 + Math.Tanh(GeluArgument(z))),
        ActivationKind.SiLU => z * Sigmoid(z),
        ActivationKind.Softplus => Softplus(z),
        ActivationKind.Softsign => z / (1 + Math.Abs(z)),
        ActivationKind.HardSigmoid => Math.Clamp((z / 6) + 0.5, 0, 1),
        ActivationKind.HardSwish => z * Math.Clamp((z / 6) + 0.5, 0, 1),
        ActivationKind.Mish => z * Math.Tanh(Softplus(z)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static double Derivative(ActivationKind kind, double z, double? alpha = null) => kind switch
    {
        ActivationKind.Identity => 1,
        ActivationKind.Sigmoid => Sigmoid(z) * Sigmoid(-z),
        ActivationKind.Tanh => 1 / (Math.Cosh(z) * Math.Cosh(z)),
        ActivationKind.ReLU => z > 0 ? 1 : 0,
        ActivationKind.LeakyReLU => z > 0 ? 1 : alpha ?? 0.01,
        ActivationKind.ELU => z > 0 ? 1 : (alpha ?? 1) * Math.Exp(z),
        ActivationKind.SELU => z > 0 ? Lambda : Lambda * SeluAlpha * Math.Exp(z),
        ActivationKind.GELU => NormalDistribution(z) + (z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)),
        ActivationKind.GELUTanh => GeluTanhDerivative(z),
        ActivationKind.SiLU => Sigmoid(z) + (z * Sigmoid(z) * Sigmoid(-z)),
        ActivationKind.Softplus => Sigmoid(z),
        ActivationKind.Softsign => 1 / ((1 + Math.Abs(z)) * (1 + Math.Abs(z))),
        ActivationKind.HardSigmoid => z is > -3 and <= 3 ? 1.0 / 6 : 0,
        ActivationKind.HardSwish => z <= -3 ? 0 : z > 3 ? 1 : (z / 3) + 0.5,
        ActivationKind.Mish => MishDerivative(z),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The points at which a function has a kink.</summary>
    public static double[] Kinks(ActivationKind kind) => kind switch
    {
        ActivationKind.ReLU or ActivationKind.LeakyReLU or ActivationKind.ELU or ActivationKind.SELU => [0],
        ActivationKind.HardSigmoid or ActivationKind.HardSwish => [-3, 3],
        _ => [],
    };

    private static double Sigmoid(double z) => z > 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));

    private static double ExpMinusOne(double z) => Math.Abs(z) < 1e-4 ? z + (z * z / 2) + (z * z * z / 6) : Math.Exp(z) - 1;

    // Beyond 36, ln(1 + exp(z)) - z is below the last digit; below -36 the logarithm is its argument.
    private static double Softplus(double z) => z > 36 ? z : z < -36 ? Math.Exp(z) : Math.Log(1 + Math.Exp(z));

    private static double NormalDistribution(double z) => (1 + Numerics.Erf(z / Math.Sqrt(2))) / 2;

    private static double GeluArgument(double z) => Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z));

    private static double GeluTanhDerivative(double z)
    {
        double tanh = Math.Tanh(GeluArgument(z));
        double inner = Math.Sqrt(2 / Math.PI) * (1 + (3 * 0.044715 * z * z));
        return ((1 + tanh) / 2) + (z / 2 * (1 - (tanh * tanh)) * inner);
    }

    private static double MishDerivative(double z)
    {
        double tanh = Math.Tanh(Softplus(z));
        return tanh + (z * Sigmoid(z) * (1 - (tanh * tanh)));
    }
}

namespace NeuralGen.Mathematics.Tests.CustomFunctions;

/// <summary>Makes a network; the interface, which has static members, cannot be a type argument.</summary>
internal delegate INeuralNetwork<double> NetworkFactory();

/// <summary>Networks with functions that are built in nowhere, each with something about it that could go wrong.</summary>
internal static class CustomNetworks
{
    public static Dictionary<string, NetworkFactory> All { get; } = new()
    {
        ["locals, a call, a quartic loss"] = () => new GaussianNetwork(),
        ["nested conditions"] = () => new PiecewiseNetwork(),
        ["functions computed lane by lane"] = () => new WaveNetwork(),
        ["a constant activation"] = () => new ConstantNetwork(),
        ["a linear loss"] = () => new LinearLossNetwork(),
        ["a loss that ignores the target"] = () => new OneSidedLossNetwork(),
        ["a loss with a logarithm"] = () => new LogarithmNetwork(),
        ["softmax with a loss of one's own"] = () => new SoftmaxNetwork(),
    };
}

[NeuralNetwork(3, CustomLoss = nameof(GaussianNetwork.Quartic), Precision = Precision.Double)]
[Dense(11, nameof(GaussianNetwork.Bump))]
[Dense(9, nameof(GaussianNetwork.Swish))]
[Dense(2)]
internal sealed partial class GaussianNetwork
{
    private const double Width = 1.5;

    public static double Bump(double z)
    {
        double scaled = z / Width;
        double square = scaled * scaled;
        return Math.Exp(-square) + (0.1 * scaled);
    }

    public static double Swish(double z) => z * Logistic(2 * z);

    public static double Quartic(double a, double y)
    {
        double difference = a - y;
        return difference * difference * difference * difference;
    }

    private static double Logistic(double u) => 1 / (1 + Math.Exp(-u));
}

[NeuralNetwork(4, Precision = Precision.Double)]
[Dense(13, nameof(PiecewiseNetwork.Steps))]
[Dense(3, nameof(PiecewiseNetwork.Steps))]
internal sealed partial class PiecewiseNetwork
{
    public static double Steps(double z) => z < -1 ? (0.5 * z) - 0.5 : z > 1 ? Math.Sqrt(z) + Math.Tanh(z) - Math.Tanh(1) : z * Math.Abs(z);
}

[NeuralNetwork(3, CustomLoss = nameof(WaveNetwork.LogCosh), Precision = Precision.Double)]
[Dense(11, nameof(WaveNetwork.Snake))]
[Dense(5, nameof(WaveNetwork.Arc))]
internal sealed partial class WaveNetwork
{
    public static double Snake(double z) => z + Math.Pow(Math.Sin(z), 2);

    public static double Arc(double z) => Math.Atan(z) + Math.Pow(Math.Abs(z) + 0.5, 1.5);

    public static double LogCosh(double a, double y) => Math.Log(Math.Cosh(a - y));
}

[NeuralNetwork(2, Precision = Precision.Double)]
[Dense(5, nameof(ConstantNetwork.Half))]
[Dense(2)]
internal sealed partial class ConstantNetwork
{
    public static double Half(double z) => 0.5;
}

[NeuralNetwork(2, CustomLoss = nameof(LinearLossNetwork.Gap), Precision = Precision.Double)]
[Dense(5, Activation.Tanh)]
[Dense(3)]
internal sealed partial class LinearLossNetwork
{
    public static double Gap(double a, double y) => (2 * a) - y;
}

[NeuralNetwork(2, CustomLoss = nameof(OneSidedLossNetwork.Square), Precision = Precision.Double)]
[Dense(6, Activation.Sigmoid)]
[Dense(3, Activation.Softplus)]
internal sealed partial class OneSidedLossNetwork
{
    public static double Square(double a, double y) => a * a;
}

[NeuralNetwork(2, CustomLoss = nameof(LogarithmNetwork.Poisson), Precision = Precision.Double)]
[Dense(6, Activation.Tanh)]
[Dense(3, Activation.Softplus)]
internal sealed partial class LogarithmNetwork
{
    public static double Poisson(double a, double y) => a - (y * Math.Log(a));
}

[NeuralNetwork(2, CustomLoss = nameof(SoftmaxNetwork.Square), Precision = Precision.Double)]
[Dense(6, Activation.Tanh)]
[Dense(4, Activation.Softmax)]
internal sealed partial class SoftmaxNetwork
{
    public static double Square(double a, double y) => (a - y) * (a - y);
}

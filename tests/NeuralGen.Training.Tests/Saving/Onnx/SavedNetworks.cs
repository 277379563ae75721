namespace NeuralGen.Training.Tests.Saving.Onnx;

/// <summary>Layers of every kind in single precision.</summary>
[NeuralNetwork(2, 3, Loss = Loss.CrossEntropy)]
[Dense(7, Activation.Tanh)]
[Dense(6, Activation.ReLU, Bias = false)]
[Dense(7, Activation.LeakyReLU)]
[Dense(5, Activation.LeakyReLU, Alpha = 0.2)]
[Dense(6, Activation.ELU)]
[Dense(7, Activation.ELU, Alpha = 0.7)]
[Dense(5, Activation.SELU)]
[Dense(6, Activation.GELU)]
[Dense(7, Activation.GELUTanh)]
[Dense(5, Activation.SiLU)]
[Dense(6, Activation.Softplus)]
[Dropout(0.25)]
[Dense(7, nameof(Bent))]
[Dense(5, Activation.Softsign)]
[Dense(6, Activation.HardSwish)]
[Dense(7, Activation.Mish, Bias = false)]
[Dense(5)]
[Dense(6, Activation.HardSigmoid)]
[Dense(7, Activation.Sigmoid)]
[Dense(6, nameof(Mixed))]
[Dense(5, Activation.Softmax)]
[Dense(4, Activation.Softmax)]
internal sealed partial class EveryLayer
{
    public static float Bent(float z) => z > 1 ? 1 + MathF.Log(z) : z < -1 ? -MathF.Sqrt(-z) : z * MathF.Abs(z);

    public static float Mixed(float z) =>
        MathF.Max(MathF.Pow(1 + (z * z), 0.3f), 0.5f) + MathF.Cbrt(z) - MathF.Min(MathF.Exp(-z), MathF.Cosh(z)) + Math.Clamp(z, -0.5f, 0.5f);
}

/// <summary>Layers of every kind in double precision, but for GELU, whose Erf ONNX Runtime has for floats only.</summary>
[NeuralNetwork(6, CustomLoss = nameof(Quartic), Precision = Precision.Double)]
[Dense(7, Activation.Tanh)]
[Dense(6, Activation.ReLU, Bias = false)]
[Dense(7, Activation.LeakyReLU)]
[Dense(6, Activation.ELU, Alpha = 0.7)]
[Dense(5, Activation.SELU)]
[Dense(7, Activation.GELUTanh)]
[Dense(5, Activation.SiLU)]
[Dense(6, Activation.Softplus)]
[Dense(7, nameof(Bent))]
[Dense(5, Activation.Softsign)]
[Dense(6, Activation.HardSwish)]
[Dense(7, Activation.Mish)]
[Dense(6, Activation.HardSigmoid)]
[Dense(5, Activation.Softmax, Bias = false)]
[Dense(4)]
internal sealed partial class EveryLayerInDouble
{
    public static double Bent(double z) => z > 1 ? 1 + Math.Log(z) : z < -1 ? -Math.Sqrt(-z) : z * Math.Abs(z);

    public static double Quartic(double a, double y) => (a - y) * (a - y) * (a - y) * (a - y);
}

/// <summary>One layer without an activation, so that the file is short enough to be read.</summary>
[NeuralNetwork(2)]
[Dense(1, Activation.ReLU)]
internal sealed partial class Smallest;

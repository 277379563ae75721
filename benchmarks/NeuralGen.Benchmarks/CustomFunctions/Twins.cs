namespace NeuralGen.Benchmarks.CustomFunctions;

/// <summary>Makes a network; the interface, which has static members, cannot be a type argument.</summary>
internal delegate INeuralNetwork<float> NetworkFactory();

/// <summary>Two networks that should be the same: one with a built-in function, one with the function written out.</summary>
internal sealed record Twin(string Name, NetworkFactory BuiltIn, NetworkFactory Custom)
{
    public const int Inputs = 16;

    public const int Outputs = 3;

    public override string ToString() => Name;
}

internal static class Twins
{
    public static Twin[] All { get; } =
    [
        new("Activation.Identity", () => new BuiltInIdentity(), () => new CustomIdentity()),
        new("Activation.Sigmoid", () => new BuiltInSigmoid(), () => new CustomSigmoid()),
        new("Activation.Tanh", () => new BuiltInTanh(), () => new CustomTanh()),
        new("Activation.ReLU", () => new BuiltInReLU(), () => new CustomReLU()),
        new("Activation.LeakyReLU", () => new BuiltInLeakyReLU(), () => new CustomLeakyReLU()),
        new("Activation.ELU", () => new BuiltInELU(), () => new CustomELU()),
        new("Activation.SELU", () => new BuiltInSELU(), () => new CustomSELU()),
        new("Activation.GELUTanh", () => new BuiltInGELUTanh(), () => new CustomGELUTanh()),
        new("Activation.SiLU", () => new BuiltInSiLU(), () => new CustomSiLU()),
        new("Activation.Softplus", () => new BuiltInSoftplus(), () => new CustomSoftplus()),
        new("Activation.Softsign", () => new BuiltInSoftsign(), () => new CustomSoftsign()),
        new("Activation.HardSigmoid", () => new BuiltInHardSigmoid(), () => new CustomHardSigmoid()),
        new("Activation.HardSwish", () => new BuiltInHardSwish(), () => new CustomHardSwish()),
        new("Activation.Mish", () => new BuiltInMish(), () => new CustomMish()),
        new("Loss.MeanSquaredError", () => new BuiltInLossMeanSquaredError(), () => new CustomLossMeanSquaredError()),
        new("Loss.HalfSquaredError", () => new BuiltInLossHalfSquaredError(), () => new CustomLossHalfSquaredError()),
        new("Loss.BinaryCrossEntropy", () => new BuiltInLossBinaryCrossEntropy(), () => new CustomLossBinaryCrossEntropy()),
        new("Loss.MeanAbsoluteError", () => new BuiltInLossMeanAbsoluteError(), () => new CustomLossMeanAbsoluteError()),
        new("Loss.Huber", () => new BuiltInLossHuber(), () => new CustomLossHuber()),
    ];
}

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.Identity)]
[Dense(Twin.Outputs, Activation.Identity)]
internal sealed partial class BuiltInIdentity;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.Identity))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.Identity))]
internal sealed partial class CustomIdentity;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.Sigmoid)]
[Dense(Twin.Outputs, Activation.Sigmoid)]
internal sealed partial class BuiltInSigmoid;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.Sigmoid))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.Sigmoid))]
internal sealed partial class CustomSigmoid;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.Tanh)]
[Dense(Twin.Outputs, Activation.Tanh)]
internal sealed partial class BuiltInTanh;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.Tanh))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.Tanh))]
internal sealed partial class CustomTanh;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.ReLU)]
[Dense(Twin.Outputs, Activation.ReLU)]
internal sealed partial class BuiltInReLU;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.ReLU))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.ReLU))]
internal sealed partial class CustomReLU;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.LeakyReLU)]
[Dense(Twin.Outputs, Activation.LeakyReLU)]
internal sealed partial class BuiltInLeakyReLU;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.LeakyReLU))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.LeakyReLU))]
internal sealed partial class CustomLeakyReLU;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.ELU)]
[Dense(Twin.Outputs, Activation.ELU)]
internal sealed partial class BuiltInELU;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.ELU))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.ELU))]
internal sealed partial class CustomELU;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.SELU)]
[Dense(Twin.Outputs, Activation.SELU)]
internal sealed partial class BuiltInSELU;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.SELU))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.SELU))]
internal sealed partial class CustomSELU;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.GELUTanh)]
[Dense(Twin.Outputs, Activation.GELUTanh)]
internal sealed partial class BuiltInGELUTanh;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.GELUTanh))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.GELUTanh))]
internal sealed partial class CustomGELUTanh;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.SiLU)]
[Dense(Twin.Outputs, Activation.SiLU)]
internal sealed partial class BuiltInSiLU;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.SiLU))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.SiLU))]
internal sealed partial class CustomSiLU;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.Softplus)]
[Dense(Twin.Outputs, Activation.Softplus)]
internal sealed partial class BuiltInSoftplus;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.Softplus))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.Softplus))]
internal sealed partial class CustomSoftplus;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.Softsign)]
[Dense(Twin.Outputs, Activation.Softsign)]
internal sealed partial class BuiltInSoftsign;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.Softsign))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.Softsign))]
internal sealed partial class CustomSoftsign;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.HardSigmoid)]
[Dense(Twin.Outputs, Activation.HardSigmoid)]
internal sealed partial class BuiltInHardSigmoid;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.HardSigmoid))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.HardSigmoid))]
internal sealed partial class CustomHardSigmoid;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.HardSwish)]
[Dense(Twin.Outputs, Activation.HardSwish)]
internal sealed partial class BuiltInHardSwish;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.HardSwish))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.HardSwish))]
internal sealed partial class CustomHardSwish;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, Activation.Mish)]
[Dense(Twin.Outputs, Activation.Mish)]
internal sealed partial class BuiltInMish;

[NeuralNetwork(Twin.Inputs)]
[Dense(64, typeof(Functions), nameof(Functions.Mish))]
[Dense(Twin.Outputs, typeof(Functions), nameof(Functions.Mish))]
internal sealed partial class CustomMish;

[NeuralNetwork(Twin.Inputs, Loss = Loss.MeanSquaredError)]
[Dense(64, Activation.Tanh)]
[Dense(Twin.Outputs)]
internal sealed partial class BuiltInLossMeanSquaredError;

[NeuralNetwork(Twin.Inputs, CustomLossType = typeof(Functions), CustomLoss = nameof(Functions.MeanSquaredError))]
[Dense(64, Activation.Tanh)]
[Dense(Twin.Outputs)]
internal sealed partial class CustomLossMeanSquaredError;

[NeuralNetwork(Twin.Inputs, Loss = Loss.HalfSquaredError)]
[Dense(64, Activation.Tanh)]
[Dense(Twin.Outputs)]
internal sealed partial class BuiltInLossHalfSquaredError;

[NeuralNetwork(Twin.Inputs, CustomLossType = typeof(Functions), CustomLoss = nameof(Functions.HalfSquaredError))]
[Dense(64, Activation.Tanh)]
[Dense(Twin.Outputs)]
internal sealed partial class CustomLossHalfSquaredError;

[NeuralNetwork(Twin.Inputs, Loss = Loss.BinaryCrossEntropy)]
[Dense(64, Activation.Tanh)]
[Dense(Twin.Outputs, Activation.Sigmoid)]
internal sealed partial class BuiltInLossBinaryCrossEntropy;

[NeuralNetwork(Twin.Inputs, CustomLossType = typeof(Functions), CustomLoss = nameof(Functions.BinaryCrossEntropy))]
[Dense(64, Activation.Tanh)]
[Dense(Twin.Outputs, Activation.Sigmoid)]
internal sealed partial class CustomLossBinaryCrossEntropy;

[NeuralNetwork(Twin.Inputs, Loss = Loss.MeanAbsoluteError)]
[Dense(64, Activation.Tanh)]
[Dense(Twin.Outputs)]
internal sealed partial class BuiltInLossMeanAbsoluteError;

[NeuralNetwork(Twin.Inputs, CustomLossType = typeof(Functions), CustomLoss = nameof(Functions.MeanAbsoluteError))]
[Dense(64, Activation.Tanh)]
[Dense(Twin.Outputs)]
internal sealed partial class CustomLossMeanAbsoluteError;

[NeuralNetwork(Twin.Inputs, Loss = Loss.Huber)]
[Dense(64, Activation.Tanh)]
[Dense(Twin.Outputs)]
internal sealed partial class BuiltInLossHuber;

[NeuralNetwork(Twin.Inputs, CustomLossType = typeof(Functions), CustomLoss = nameof(Functions.Huber))]
[Dense(64, Activation.Tanh)]
[Dense(Twin.Outputs)]
internal sealed partial class CustomLossHuber;

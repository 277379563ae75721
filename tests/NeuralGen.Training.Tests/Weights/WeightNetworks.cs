namespace NeuralGen.Training.Tests.Weights;

/// <summary>Layers called as PyTorch calls those of a Sequential; few numbers, which become C#.</summary>
[NeuralNetwork(3, Weights = "small.safetensors", Seed = 7)]
[Dense(4, Activation.Tanh)]
[Dense(2)]
internal sealed partial class SmallWeights;

[NeuralNetwork(3, Seed = 7)]
[Dense(4, Activation.Tanh)]
[Dense(2)]
internal sealed partial class SmallWithoutWeights;

/// <summary>Infinities, NaN with bits of their own, minus zero, subnormal numbers.</summary>
[NeuralNetwork(3, Weights = "special.safetensors")]
[Dense(2)]
internal sealed partial class SpecialWeights;

/// <summary>F16, F32, BF16 and F64 in an embedded resource.</summary>
[NeuralNetwork(111, Weights = "large.safetensors")]
[Dense(90, Activation.ReLU)]
[Dense(5)]
internal sealed partial class LargeWeights;

[NeuralNetwork(111)]
[Dense(90, Activation.ReLU)]
[Dense(5)]
internal sealed partial class LargeWithoutWeights;

/// <summary>A generic class within another, in double precision, and dropout.</summary>
internal static partial class Outer
{
    [NeuralNetwork(111, Weights = "Models/large.safetensors", Precision = Precision.Double)]
    [Dense(90, Activation.ReLU)]
    [Dropout(0.5)]
    [Dense(5)]
    internal sealed partial class LargeWeights<T>;
}

/// <summary>NumPy's arrays, packed, one in column-major order.</summary>
[NeuralNetwork(111, Weights = "large.npz")]
[Dense(90, Activation.ReLU)]
[Dense(5)]
internal sealed partial class ArrayWeights;

using NeuralGen;

namespace Lecture.Networks;

/// <summary>Two layers of 8 neurons each.</summary>
[NeuralNetwork(8, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(8, Activation.Sigmoid)]
[Dense(8, Activation.Sigmoid)]
internal sealed partial class Width8;

/// <summary>Two layers of 32 neurons each.</summary>
[NeuralNetwork(32, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(32, Activation.Sigmoid)]
[Dense(32, Activation.Sigmoid)]
internal sealed partial class Width32;

/// <summary>Two layers of 128 neurons each.</summary>
[NeuralNetwork(128, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(128, Activation.Sigmoid)]
[Dense(128, Activation.Sigmoid)]
internal sealed partial class Width128;

namespace NeuralGen.Benchmarks.Nielsen;

/// <summary>The network of chapter 1.</summary>
[NeuralNetwork(784, Loss = Loss.HalfSquaredError)]
[Dense(30, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
[Dense(10, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
internal sealed partial class Nielsen30;

/// <summary>The same with 100 hidden neurons.</summary>
[NeuralNetwork(784, Loss = Loss.HalfSquaredError)]
[Dense(100, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
[Dense(10, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
internal sealed partial class Nielsen100;

using NeuralGen;

namespace Nielsen;

/// <summary>Chapter 1: the quadratic cost, weights and biases from the standard normal distribution.</summary>
[NeuralNetwork(784, Loss = Loss.HalfSquaredError)]
[Dense(30, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
[Dense(10, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
internal sealed partial class Quadratic30;

/// <summary>The same with 100 hidden neurons.</summary>
[NeuralNetwork(784, Loss = Loss.HalfSquaredError)]
[Dense(100, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
[Dense(10, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
internal sealed partial class Quadratic100;

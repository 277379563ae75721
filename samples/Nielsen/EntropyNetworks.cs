using NeuralGen;

namespace Nielsen;

/// <summary>Chapter 3: the cross-entropy of each output.</summary>
[NeuralNetwork(784, Loss = Loss.BinaryCrossEntropy)]
[Dense(30, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
[Dense(10, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
internal sealed partial class Entropy30;

/// <summary>The same with 100 hidden neurons.</summary>
[NeuralNetwork(784, Loss = Loss.BinaryCrossEntropy)]
[Dense(100, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
[Dense(10, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
internal sealed partial class Entropy100;

/// <summary>Chapter 3's better initial weights: their standard deviation is 1 over the root of the number of inputs.</summary>
[NeuralNetwork(784, Loss = Loss.BinaryCrossEntropy)]
[Dense(30, Activation.Sigmoid, Initializer = Initializer.LeCunNormal)]
[Dense(10, Activation.Sigmoid, Initializer = Initializer.LeCunNormal)]
internal sealed partial class BetterWeights30;

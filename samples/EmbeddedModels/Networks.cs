using NeuralGen;

namespace EmbeddedModels;

/// <summary>Which digit a picture of 8 x 8 pixels shows.</summary>
[NeuralNetwork(64, Loss = Loss.CrossEntropy)]
[Dense(32, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class Digit;

/// <summary>Whether it is an odd one.</summary>
[NeuralNetwork(64, Loss = Loss.BinaryCrossEntropy)]
[Dense(16, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class OddDigit;

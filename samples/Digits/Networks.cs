using NeuralGen;

namespace Digits;

/// <summary>Reads digits of 8 x 8 pixels.</summary>
[NeuralNetwork(64, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public sealed partial class DigitClassifier;

/// <summary>The same, trained with dropout.</summary>
[NeuralNetwork(64, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.ReLU)]
[Dropout(0.2)]
[Dense(10, Activation.Softmax)]
public sealed partial class DigitClassifierWithDropout;

/// <summary>Reads the digits of MNIST, 28 x 28 pixels.</summary>
[NeuralNetwork(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public sealed partial class MnistClassifier;

/// <summary>The same, trained with dropout.</summary>
[NeuralNetwork(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.ReLU)]
[Dropout(0.2)]
[Dense(10, Activation.Softmax)]
public sealed partial class MnistClassifierWithDropout;

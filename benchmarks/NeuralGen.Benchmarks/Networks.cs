namespace NeuralGen.Benchmarks;

[NeuralNetwork(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class Mnist;

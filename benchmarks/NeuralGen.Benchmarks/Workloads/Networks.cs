namespace NeuralGen.Benchmarks;

[NeuralNetwork(4, Loss = Loss.MeanSquaredError)]
[Dense(24, Activation.Tanh)]
[Dense(24, Activation.Tanh)]
[Dense(2)]
internal sealed partial class Curve;

[NeuralNetwork(2)]
[Dense(16, Activation.ReLU)]
[Dense(16, Activation.ReLU)]
[Dense(1)]
internal sealed partial class Tiny;

[NeuralNetwork(64, Loss = Loss.CrossEntropy)]
[Dense(64, Activation.ReLU)]
[Dense(32, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class Digits;

[NeuralNetwork(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class Mnist;

[NeuralNetwork(16)]
[Dense(64, Activation.ReLU)]
[Dense(64, Activation.ReLU)]
[Dense(64, Activation.ReLU)]
[Dense(8)]
internal sealed partial class Deep;

[NeuralNetwork(784, Loss = Loss.HalfSquaredError)]
[Dense(30, Activation.Sigmoid)]
[Dense(10, Activation.Sigmoid)]
internal sealed partial class MnistSigmoid;

[NeuralNetwork(4, Loss = Loss.MeanSquaredError)]
[Dense(32, Activation.Tanh)]
[Dense(16, Activation.Tanh)]
[Dense(4)]
internal sealed partial class Surface;

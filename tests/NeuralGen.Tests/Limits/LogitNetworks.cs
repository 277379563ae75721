namespace NeuralGen.Tests.Limits;

[NeuralNetwork(3, Loss = Loss.CrossEntropy)]
[Dense(3, Activation.Softmax, Bias = false)]
internal sealed partial class SoftmaxLogitsSingle;

[NeuralNetwork(3, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(3, Activation.Softmax, Bias = false)]
internal sealed partial class SoftmaxLogitsDouble;

[NeuralNetwork(3, Loss = Loss.BinaryCrossEntropy)]
[Dense(3, Activation.Sigmoid, Bias = false)]
internal sealed partial class SigmoidLogitsSingle;

[NeuralNetwork(3, Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
[Dense(3, Activation.Sigmoid, Bias = false)]
internal sealed partial class SigmoidLogitsDouble;

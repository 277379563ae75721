namespace NeuralGen.Training.Tests.Onnx;

/// <summary>Layers and weights from a file.</summary>
[OnnxModel("policy.onnx", Loss = Loss.CrossEntropy)]
internal sealed partial class Policy;

/// <summary>The same layers from attributes.</summary>
[NeuralNetwork(4, Loss = Loss.CrossEntropy)]
[Dense(8, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class DeclaredPolicy;

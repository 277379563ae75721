using NeuralGen;

namespace Embedded;

/// <summary>Which digit a picture of 8 x 8 pixels shows: layers and weights from an ONNX file.</summary>
[OnnxModel("digit.onnx")]
internal sealed partial class Digit;

/// <summary>Whether it is an odd one: declared layers with the weights of a file.</summary>
[NeuralNetwork(64, Weights = "odd.safetensors")]
[Dense(16, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class OddDigit;

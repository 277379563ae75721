namespace NeuralGen.Tests.Contract;

[NeuralNetwork(3)]
[Dense(4, Activation.Tanh)]
[Dense(2)]
internal sealed partial class TypedViewNetwork;

[NeuralNetwork(3, Precision = Precision.Double)]
[Dense(4, Activation.Tanh, Bias = false)]
[Dense(2)]
internal sealed partial class TypedViewWithoutBiasesNetwork;

[NeuralNetwork(2, 3, 4)]
[Dense(5)]
internal sealed partial class ShapedInputNetwork;

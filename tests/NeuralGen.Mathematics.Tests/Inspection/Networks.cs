namespace NeuralGen.Mathematics.Tests.Inspection;

/// <summary>Wide in front, so that the Jacobian goes backwards; the classifier of the README, in small.</summary>
[NeuralNetwork(40, Loss = Loss.CrossEntropy)]
[Dense(33, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public sealed partial class Classifier;

/// <summary>Wide at the end, so that the Jacobian goes forwards.</summary>
[NeuralNetwork(3, Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
[Dense(20, Activation.Tanh)]
[Dense(30, Activation.GELU)]
[Dense(12, Activation.Sigmoid)]
public sealed partial class Spreading;

/// <summary>Softmax inside, and at the end with another loss than its own.</summary>
[NeuralNetwork(6, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Dense(9, Activation.Softmax)]
[Dense(5, Activation.SiLU)]
[Dense(4, Activation.Softmax)]
public sealed partial class SoftmaxTwice;

/// <summary>So few outputs that their weights are stored as rows of outputs; no biases.</summary>
[NeuralNetwork(64, Loss = Loss.Huber)]
[Dense(2, Activation.ELU, Alpha = 0.5, Bias = false)]
[Dense(40, Activation.ELU, Alpha = 0.5)]
[Dense(1, Bias = false)]
public sealed partial class Bottleneck;

/// <summary>A single layer, with z for a.</summary>
[NeuralNetwork(5, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(7)]
public sealed partial class Linear;

/// <summary>Every activation of single neurons that is not in another network, one behind the other.</summary>
[NeuralNetwork(4, Loss = Loss.MeanAbsoluteError, Precision = Precision.Double)]
[Dense(6, Activation.LeakyReLU)]
[Dense(5, Activation.SELU, Bias = false)]
[Dense(6, Activation.GELUTanh)]
[Dense(5, Activation.Softplus)]
[Dense(6, Activation.Softsign)]
[Dense(5, Activation.HardSigmoid)]
[Dense(6, Activation.HardSwish)]
[Dense(5, Activation.Mish)]
[Dense(6, Activation.ELU)]
[Dense(3, Activation.Sigmoid)]
public sealed partial class Deep;

/// <summary>Cross-entropy in double precision, over a sum of targets that is not 1.</summary>
[NeuralNetwork(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(5, Activation.Softmax)]
public sealed partial class SoftmaxAlone;

/// <summary>Binary cross-entropy in single precision.</summary>
[NeuralNetwork(8, Loss = Loss.BinaryCrossEntropy)]
[Dense(8, Activation.Mish)]
[Dense(3, Activation.Sigmoid)]
public sealed partial class Labels;

/// <summary>Huber in double precision, with outputs that go through a slope of their own.</summary>
[NeuralNetwork(7, Loss = Loss.Huber, Precision = Precision.Double)]
[Dense(3, Activation.Mish)]
public sealed partial class RobustFit;

namespace NeuralGen.Training.Tests.Dropout;

/// <summary>Dropout of the input and behind layers of every kind: plain, softmax, identity, one whose slope is stored.</summary>
[NeuralNetwork(6, Loss = Loss.CrossEntropy, Precision = Precision.Double, Seed = 3)]
[Dropout(0.2)]
[Dense(17, Activation.Tanh)]
[Dropout(0.5)]
[Dense(9, Activation.GELU)]
[Dropout(0.3)]
[Dense(5, Activation.Softmax)]
[Dropout(0.25)]
[Dense(4)]
[Dropout(0.1)]
[Dense(3, Activation.Softmax)]
internal sealed partial class EveryDropout;

/// <summary>The same without dropout.</summary>
[NeuralNetwork(6, Loss = Loss.CrossEntropy, Precision = Precision.Double, Seed = 3)]
[Dense(17, Activation.Tanh)]
[Dense(9, Activation.GELU)]
[Dense(5, Activation.Softmax)]
[Dense(4)]
[Dense(3, Activation.Softmax)]
internal sealed partial class WithoutDropout;

/// <summary>Dropout that never drops.</summary>
[NeuralNetwork(6, Loss = Loss.CrossEntropy, Precision = Precision.Double, Seed = 3)]
[Dropout(0)]
[Dense(17, Activation.Tanh)]
[Dropout(0.0)]
[Dense(9, Activation.GELU)]
[Dense(5, Activation.Softmax)]
[Dense(4)]
[Dense(3, Activation.Softmax)]
internal sealed partial class DropoutOfNothing;

/// <summary>A hidden layer without an activation, and a loss that sees the sum of two kept inputs.</summary>
[NeuralNetwork(40, Loss = Loss.HalfSquaredError)]
[Dense(33, Activation.ReLU)]
[Dropout(0.5)]
[Dense(10)]
internal sealed partial class SingleDropout;

/// <summary>The same in double precision.</summary>
[NeuralNetwork(40, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(33, Activation.ReLU)]
[Dropout(0.5)]
[Dense(10)]
internal sealed partial class DoubleDropout;

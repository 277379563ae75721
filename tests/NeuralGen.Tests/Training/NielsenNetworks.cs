namespace NeuralGen.Tests.Training;

/// <summary>The network of the first chapter of Nielsen's book.</summary>
[NeuralNetwork(784, Loss = Loss.HalfSquaredError)]
[Dense(30, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
[Dense(10, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
internal sealed partial class NielsenSingle;

/// <summary>The network of the first chapter of Nielsen's book, in double precision.</summary>
[NeuralNetwork(784, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(30, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
[Dense(10, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
internal sealed partial class NielsenDouble;

namespace NeuralGen.Tests.Initialisation;

[NeuralNetwork(100)]
[Dense(200, Initializer = Initializer.HeNormal)]
[Dense(50, Initializer = Initializer.HeNormal)]
internal sealed partial class HeNormalNetwork;

[NeuralNetwork(100)]
[Dense(200, Initializer = Initializer.HeUniform)]
[Dense(50, Initializer = Initializer.HeUniform)]
internal sealed partial class HeUniformNetwork;

[NeuralNetwork(100)]
[Dense(200, Initializer = Initializer.GlorotNormal)]
[Dense(50, Initializer = Initializer.GlorotNormal)]
internal sealed partial class GlorotNormalNetwork;

[NeuralNetwork(100)]
[Dense(200, Initializer = Initializer.GlorotUniform)]
[Dense(50, Initializer = Initializer.GlorotUniform)]
internal sealed partial class GlorotUniformNetwork;

[NeuralNetwork(100)]
[Dense(200, Initializer = Initializer.LeCunNormal)]
[Dense(50, Initializer = Initializer.LeCunNormal)]
internal sealed partial class LeCunNormalNetwork;

[NeuralNetwork(100)]
[Dense(200, Initializer = Initializer.StandardNormal)]
[Dense(50, Initializer = Initializer.StandardNormal)]
internal sealed partial class StandardNormalNetwork;

[NeuralNetwork(100)]
[Dense(200, Initializer = Initializer.Zeros)]
[Dense(50, Initializer = Initializer.Zeros)]
internal sealed partial class ZerosNetwork;

[NeuralNetwork(10, Seed = 7)]
[Dense(20, Activation.Tanh)]
[Dense(5)]
internal sealed partial class SevenNetwork;

[NeuralNetwork(10)]
[Dense(20, Activation.Tanh)]
[Dense(5)]
internal sealed partial class SeedlessNetwork;

[NeuralNetwork(10, Precision = Precision.Double)]
[Dense(20, Activation.Tanh)]
[Dense(5)]
internal sealed partial class SeedlessDoubleNetwork;

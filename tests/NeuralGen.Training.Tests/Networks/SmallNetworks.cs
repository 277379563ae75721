namespace NeuralGen.Training.Tests.Networks;

/// <summary>A classifier of three classes in single precision.</summary>
[NeuralNetwork(4, Loss = Loss.CrossEntropy)]
[Dense(7, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class SmallClassifier;

/// <summary>A regression in double precision.</summary>
[NeuralNetwork(3, Precision = Precision.Double)]
[Dense(5, Activation.Tanh)]
[Dense(2)]
internal sealed partial class SmallRegression;

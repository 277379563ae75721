namespace NeuralGen.Training.Tests.Training;

/// <summary>A classifier whose training draws masks.</summary>
[NeuralNetwork(4, Loss = Loss.CrossEntropy)]
[Dense(8, Activation.ReLU)]
[Dropout(0.3)]
[Dense(3, Activation.Softmax)]
internal sealed partial class DroppingClassifier;

/// <summary>Two classes on a single output.</summary>
[NeuralNetwork(2, Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class SingleOutput;

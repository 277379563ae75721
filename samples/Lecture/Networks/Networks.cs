using NeuralGen;

namespace Lecture.Networks;

/// <summary>One neuron with three inputs: parts II and III.</summary>
[NeuralNetwork(3, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class Neuron;

/// <summary>Two layers: the smallest network with a layer whose errors come from another.</summary>
[NeuralNetwork(2, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(3, Activation.Sigmoid)]
[Dense(2, Activation.Sigmoid)]
internal sealed partial class TwoLayers;

/// <summary>Three layers: the network of part IV.</summary>
[NeuralNetwork(3, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(4, Activation.Sigmoid)]
[Dense(3, Activation.Sigmoid)]
[Dense(2, Activation.Sigmoid)]
internal sealed partial class ThreeLayers;

/// <summary>A straight line, a = w x + b: a cost of two parameters, which fits on a map.</summary>
[NeuralNetwork(1, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(1, Activation.Identity)]
internal sealed partial class StraightLine;

/// <summary>Says whether a point lies within a circle.</summary>
[NeuralNetwork(2, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(8, Activation.Sigmoid)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class InsideCircle;

/// <summary>What most classifiers look like today.</summary>
[NeuralNetwork(3, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(4, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class Classifier;

/// <summary>Six sigmoid layers, in which errors vanish on their way back.</summary>
[NeuralNetwork(4, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(4, Activation.Sigmoid)]
[Dense(4, Activation.Sigmoid)]
[Dense(4, Activation.Sigmoid)]
[Dense(4, Activation.Sigmoid)]
[Dense(4, Activation.Sigmoid)]
[Dense(4, Activation.Sigmoid)]
internal sealed partial class SixLayers;

/// <summary>A neuron that passes on what is above zero: the one whose cost part III differentiates.</summary>
[NeuralNetwork(3, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(1, Activation.ReLU)]
internal sealed partial class RectifiedNeuron;

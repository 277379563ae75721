namespace NeuralGen.Tests.Declarations;

/// <summary>
/// A network to declare. The family says why it is there; tests choose networks by it. The name is the class name
/// without the precision.
/// </summary>
internal sealed record Network(string Family, string Name, Precision Precision, int Inputs, Loss Loss, params Layer[] Layers);

/// <summary>A dense layer of a network to declare. Alpha is null where it is left to its default.</summary>
internal sealed record Layer(int Outputs, Activation Activation, bool Bias = true, double? Alpha = null);

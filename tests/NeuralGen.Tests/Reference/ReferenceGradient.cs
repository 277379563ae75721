namespace NeuralGen.Tests.Reference;

/// <summary>A loss and its derivatives.</summary>
/// <param name="Loss">C.</param>
/// <param name="Parameters">dC/dtheta, in the architecture's order.</param>
/// <param name="Input">dC/dx.</param>
internal sealed record ReferenceGradient(double Loss, double[] Parameters, double[] Input);

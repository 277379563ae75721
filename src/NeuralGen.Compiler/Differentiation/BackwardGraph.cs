using System.Collections.Immutable;
using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Differentiation;

/// <summary>The forward computation together with the gradient of its loss.</summary>
/// <param name="Nodes">All nodes; each one's inputs come before it.</param>
/// <param name="Output">The node of a^L.</param>
/// <param name="Loss">The node of the loss C.</param>
/// <param name="ParameterGradients">For every parameter node, in order, the node of dC/d(parameter).</param>
/// <param name="InputGradient">The node of dC/dx.</param>
internal sealed record BackwardGraph(
    ImmutableArray<Node> Nodes,
    int Output,
    int Loss,
    ImmutableArray<ParameterGradient> ParameterGradients,
    int InputGradient);

/// <summary>A parameter node and the node of the loss's gradient by it.</summary>
internal sealed record ParameterGradient(int Parameter, int Gradient);

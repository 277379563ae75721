using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Differentiation;
using NeuralGen.Compiler.Graph;
using NeuralGen.Compiler.Tests.Calculus;
using NeuralGen.Compiler.Tests.Graph;
using Xunit;

namespace NeuralGen.Compiler.Tests.Differentiation;

/// <summary>The gradient graph of a network, run by a small interpreter, against central differences of the forward graph.</summary>
internal static class GradientCheck
{
    /// <summary>Checks the gradient by every parameter and by the input.</summary>
    public static void Run(NetworkDeclaration declaration)
    {
        BackwardGraph graph = ReverseMode.Differentiate(NetworkGraphBuilder.Build(declaration));
        GraphVerifier.Verify(graph.Nodes);
        Dictionary<string, double[]> sources = Values(graph);
        double[][] values = GraphInterpreter.Run(graph.Nodes, sources);
        foreach (ParameterGradient pair in graph.ParameterGradients)
        {
            AssertGradient(graph, sources, graph.Nodes[pair.Parameter].Name, values[pair.Gradient]);
        }

        AssertGradient(graph, sources, "x", values[graph.InputGradient]);
    }

    /// <summary>A network of three inputs.</summary>
    public static NetworkDeclaration Declare(LossKind loss, params LayerDeclaration[] layers) => new(
        new TypeIdentity("", EquatableArray<TypePart>.Empty, new TypePart("class", "Net", EquatableArray<string>.Empty)),
        new[] { 3 }.ToEquatableArray(),
        layers.ToEquatableArray(),
        loss,
        Precision.Double,
        Seed: 0,
        VectorWidths.All);

    private static void AssertGradient(BackwardGraph graph, Dictionary<string, double[]> sources, string name, double[] gradient)
    {
        Assert.Equal(sources[name].Length, gradient.Length);
        for (int i = 0; i < gradient.Length; i++)
        {
            double Loss(double value)
            {
                double[] changed = [.. sources[name]];
                changed[i] = value;
                return GraphInterpreter.Run(graph.Nodes, new Dictionary<string, double[]>(sources) { [name] = changed })[graph.Loss][0];
            }

            // A small step, so that no kink lies within it.
            double expected = Numerics.CentralDifference(Loss, sources[name][i], 1e-3).Value;
            Assert.True(Numerics.Error(expected, gradient[i]) < 1e-8, $"dC/d{name}[{i}] is {expected}, not {gradient[i]}");
        }
    }

    /// <summary>Fixed numbers from -1 to 1 for all inputs and parameters; targets from 0 to 1.</summary>
    private static Dictionary<string, double[]> Values(BackwardGraph graph)
    {
        var random = new Random(7);
        return graph.Nodes.Where(node => node.Inputs.Count == 0).ToDictionary(
            node => node.Name,
            node => Enumerable.Range(0, node.Length)
                .Select(_ => node.Operation is Operation.Target ? random.NextDouble() : (2 * random.NextDouble()) - 1)
                .ToArray());
    }
}

using System.Collections.Immutable;
using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Graph;

/// <summary>Checks what every stage relies on: order, shapes, and expressions whose variables are all bound.</summary>
internal static class GraphVerifier
{
    public static void Verify(ImmutableArray<Node> nodes)
    {
        for (int index = 0; index < nodes.Length; index++)
        {
            Node node = nodes[index];
            Require(node.Index == index, node, "stands at another place than its index says");
            Require(node.Inputs.All(input => input >= 0 && input < index), node, "reads a node that comes after it");
            if (node.Inputs.Count > 0)
            {
                EquatableArray<int> inferred = ShapeInference.Infer(node.Operation, [.. node.Inputs.Select(input => nodes[input].Shape)]);
                Require(inferred.Equals(node.Shape), node, "has another shape than its operands give");
            }

            (Expression? expression, EquatableArray<string> variables) = node.Operation switch
            {
                Operation.Elementwise elementwise => (elementwise.Expression, elementwise.Variables),
                Operation.VectorGradient gradient => (gradient.Expression, gradient.Variables),
                _ => (null, EquatableArray<string>.Empty),
            };
            Require(expression is null || Substitution.FreeVariables(expression).All(variables.Contains), node, "has an unbound variable");
        }
    }

    private static void Require(bool condition, Node node, string fault)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"Node {node.Index} ({node.Name}, {node.Operation.GetType().Name}) {fault}.");
        }
    }
}

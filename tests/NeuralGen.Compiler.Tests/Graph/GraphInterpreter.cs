using System.Collections.Immutable;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Tests.Graph;

/// <summary>Computes the nodes of a graph one after the other, as their documentation defines them.</summary>
internal static class GraphInterpreter
{
    /// <summary>The value of every node, given those of the nodes without inputs, by name.</summary>
    public static double[][] Run(ImmutableArray<Node> nodes, IReadOnlyDictionary<string, double[]> sources)
    {
        double[][] values = new double[nodes.Length][];
        foreach (Node node in nodes)
        {
            double[][] inputs = [.. node.Inputs.Select(input => values[input])];
            values[node.Index] = node.Inputs.Count == 0 ? sources[node.Name] : Compute(node.Operation, inputs);
        }

        return values;
    }

    private static double[] Compute(Operation operation, double[][] inputs) => operation switch
    {
        Operation.MatrixVectorProduct => [.. Rows(inputs[0], inputs[1].Length).Select(row => Dot(row, inputs[1]))],
        Operation.TransposedMatrixVectorProduct => TransposedProduct(inputs[0], inputs[1]),
        Operation.OuterProduct => [.. inputs[0].SelectMany(u => inputs[1].Select(v => u * v))],
        Operation.Addition => [.. inputs[0].Zip(inputs[1], (u, v) => u + v)],
        Operation.Elementwise elementwise => Elementwise(elementwise.Expression, elementwise.Variables, inputs),
        Operation.VectorGradient gradient => Elementwise(gradient.Expression, gradient.Variables, inputs),
        Operation.Softmax => Softmax(inputs[0]),
        Operation.SoftmaxJacobianProduct => [.. inputs[0].Zip(inputs[1], (a, g) => a * (g - Dot(inputs[0], inputs[1])))],
        Operation.LogSoftmax => [.. Softmax(inputs[0]).Select(a => Math.Log(a))],
        Operation.LogSoftmaxJacobianProduct => [.. inputs[0].Zip(inputs[1], (a, g) => g - (Math.Exp(a) * inputs[1].Sum()))],
        Operation.Sum => [inputs[0].Sum()],
        Operation.CrossEntropy => [-Dot(inputs[1], [.. Softmax(inputs[0]).Select(a => Math.Log(a))])],
        Operation.CrossEntropyGradient => [.. Softmax(inputs[0]).Zip(inputs[1], (a, y) => (a * inputs[1].Sum()) - y)],
        _ => throw new InvalidOperationException(),
    };

    private static IEnumerable<double[]> Rows(double[] matrix, int columns) => matrix.Chunk(columns);

    private static double Dot(double[] left, double[] right) => left.Zip(right, (u, v) => u * v).Sum();

    private static double[] TransposedProduct(double[] matrix, double[] vector)
    {
        double[][] rows = [.. Rows(matrix, matrix.Length / vector.Length)];
        return [.. Enumerable.Range(0, rows[0].Length).Select(column => Dot([.. rows.Select(row => row[column])], vector))];
    }

    private static double[] Elementwise(Expression expression, EquatableArray<string> variables, double[][] inputs) =>
        [.. Enumerable.Range(0, inputs[0].Length).Select(i => Evaluator.Evaluate(
            expression,
            variables.Zip(inputs).ToDictionary(pair => pair.First, pair => pair.Second[i])))];

    private static double[] Softmax(double[] z)
    {
        double[] exponentials = [.. z.Select(value => Math.Exp(value - z.Max()))];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }
}

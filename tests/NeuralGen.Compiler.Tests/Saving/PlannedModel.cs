using System.Collections.Immutable;
using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Graph;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Tensors;
using NeuralGen.Compiler.Planning;
using NeuralGen.Compiler.Tests.Onnx;

namespace NeuralGen.Compiler.Tests.Saving;

/// <summary>Writes planned operators with the writer of these tests, and imports them.</summary>
internal static class PlannedModel
{
    /// <summary>A function of x and y as it is planned, imported again: a network that takes x and y, and computes it.</summary>
    public static OnnxNetwork Import(Expression expression, Precision precision)
    {
        // Weights of 1 and 0 take x and y out of the sample, as two branches.
        var graph = new GraphBuilder();
        Node sample = graph.Source("x", 0, new Operation.Input(), 2);
        Node[] parameters = [.. Enumerable.Range(1, 2).Select(i => graph.Source("W" + i, i, new Operation.Parameter($"dense{i}.weight", InitializerKind.Default), 1, 2))];
        Node x = graph.Apply("z1", 1, new Operation.MatrixVectorProduct(), parameters[0], sample);
        Node y = graph.Apply("z2", 2, new Operation.MatrixVectorProduct(), parameters[1], sample);
        Node result = graph.Apply("a2", 2, new Operation.Elementwise(expression, new[] { "x", "y" }.ToEquatableArray()), x, y);
        return Import(graph.ToNodes(), result.Index, precision, [[1, 0], [0, 1]]);
    }

    /// <summary>A layer of one neuron without biases, with the weight 1, as it is planned and imported again.</summary>
    public static OnnxNetwork Import(DenseDeclaration layer, Precision precision)
    {
        NetworkGraph graph = NetworkGraphBuilder.Build(Declaration(precision, layer with { Outputs = 1, Bias = false }));
        return Import(graph.Nodes, graph.Output, precision, [[1]]);
    }

    /// <summary>The types of the operators that a layer's function becomes.</summary>
    public static string Operators(DenseDeclaration layer, Precision precision)
    {
        NetworkGraph graph = NetworkGraphBuilder.Build(Declaration(precision, layer));
        OnnxPlan plan = OnnxPlanner.Plan(graph.Nodes, graph.Output, precision);
        return string.Join(' ', plan.Steps.SelectMany(step => step.Operators).Select(node => node.Type).Skip(1));
    }

    public static NetworkDeclaration Declaration(Precision precision, params LayerDeclaration[] layers) => new(
        new TypeIdentity("", EquatableArray<TypePart>.Empty, new TypePart("class", "Net", EquatableArray<string>.Empty)),
        new[] { 1 }.ToEquatableArray(),
        layers.ToEquatableArray(),
        LossKind.MeanSquaredError,
        precision,
        0,
        VectorWidths.All);

    public static DenseDeclaration Layer(ActivationKind kind, double? alpha = null) => new(1, kind, alpha, true, InitializerKind.Default);

    public static DenseDeclaration Layer(Expression custom) => Layer(ActivationKind.Identity) with { CustomActivation = custom };

    private static OnnxNetwork Import(ImmutableArray<Node> nodes, int output, Precision precision, double[][] parameters)
    {
        OnnxPlan plan = OnnxPlanner.Plan(nodes, output, precision);
        var model = new TestModel(13) { IrVersion = 7, Type = precision == Precision.Double ? ElementType.Double : ElementType.Float };
        model.Input(OnnxPlan.Input, "batch", nodes.First(node => node.Operation is Operation.Input).Length);
        foreach ((Node node, double[] numbers) in nodes.Where(node => node.Operation is Operation.Parameter).Zip(parameters))
        {
            model.Constant(((Operation.Parameter)node.Operation).Name, [.. node.Shape.Select(size => (long)size)], numbers);
        }

        var numbersSoFar = new HashSet<double>();
        foreach (OnnxOperator operation in plan.Steps.SelectMany(step => step.Operators))
        {
            foreach (OnnxOperand.Number number in operation.Operands.OfType<OnnxOperand.Number>().Where(number => numbersSoFar.Add(number.Value)))
            {
                model.Constant(Name(number), [], number.Value);
            }

            model.Node(operation.Type, string.Join(' ', operation.Operands.Select(Name)), operation.Result, [.. Attributes(operation)]);
        }

        return model.Output(OnnxPlan.Output, "batch", nodes[output].Length).Import().Network();
    }

    private static string Name(OnnxOperand operand) =>
        operand is OnnxOperand.Number number ? number.Value.ToString("R", CultureInfo.InvariantCulture) : ((OnnxOperand.Named)operand).Name;

    private static IEnumerable<(string, object)> Attributes(OnnxOperator operation) => operation.Type switch
    {
        "Gemm" => [("transB", 1)],
        "Softmax" => [("axis", -1)],
        _ => operation.Attributes.Select(attribute => (attribute.Name, (object)(float)attribute.Value)),
    };
}

using System.Numerics;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Graph;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Layers;
using NeuralGen.Compiler.Planning;
using NeuralGen.Runtime;

namespace NeuralGen.Training.Tests.Saving.Onnx;

/// <summary>Networks of any layers, saved without being compiled: the plan is carried out here, as generated code does it.</summary>
internal static class PlannedNetwork
{
    /// <summary>The bytes of a model of these layers, with parameters drawn at random.</summary>
    public static (byte[] File, ParameterVector<T> Parameters) Save<T>(int inputs, LayerDeclaration[] layers, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isDouble = typeof(T) == typeof(double);
        Compiler.Declaration.Precision precision = isDouble ? Compiler.Declaration.Precision.Double : Compiler.Declaration.Precision.Single;
        NetworkGraph network = NetworkGraphBuilder.Build(Declaration(inputs, layers, precision));
        var parameters = new ParameterVector<T>(Layout(network));
        T[] numbers = new T[parameters.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = T.CreateTruncating((2 * random.NextDouble()) - 1);
        }

        parameters.CopyFrom(numbers);
        return (Save(inputs, network, precision, parameters), parameters);
    }

    /// <summary>The bytes of a model with the layers and the weights of an imported one.</summary>
    public static byte[] Save<T>(OnnxNetwork model, EquatableArray<ImportedLayer> layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkGraph network = NetworkGraphBuilder.Build(Declaration(model.InputSize, layers.Select(layer => layer.Declaration), model.Precision));
        var parameters = new ParameterVector<T>(Layout(network));
        parameters.CopyFrom([.. layers.SelectMany(layer => layer.Tensors).SelectMany(tensor => Enumerable.Range(0, tensor.Numbers.Count).Select(i => T.CreateTruncating(tensor.Numbers[i])))]);
        return Save(model.InputSize, network, model.Precision, parameters);
    }

    private static byte[] Save<T>(int inputs, NetworkGraph network, Compiler.Declaration.Precision precision, ParameterVector<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isDouble = typeof(T) == typeof(double);
        var graph = new OnnxGraph(parameters.Layout, isDouble);
        graph.Begin("Net", inputs, network.Nodes[network.Output].Length);
        foreach (OnnxOperator operation in OnnxPlanner.Plan(network.Nodes, network.Output, precision).Steps.SelectMany(step => step.Operators))
        {
            Add(graph, operation);
        }

        using var stream = new MemoryStream();
        new OnnxFile(graph, parameters.Layout, isDouble ? sizeof(double) : sizeof(float)).WriteTo(stream, parameters);
        return stream.ToArray();
    }

    private static NetworkDeclaration Declaration(int inputs, IEnumerable<LayerDeclaration> layers, Compiler.Declaration.Precision precision) => new(
        new TypeIdentity("", EquatableArray<TypePart>.Empty, new TypePart("class", "Net", EquatableArray<string>.Empty)),
        new[] { inputs }.ToEquatableArray(), layers.ToEquatableArray(), LossKind.MeanSquaredError, precision, 0, VectorWidths.All);

    /// <summary>All tensors one after the other, without padding.</summary>
    private static ParameterLayout Layout(NetworkGraph network)
    {
        var tensors = new List<TensorLayout>();
        int offset = 0;
        foreach (Node node in network.Parameters)
        {
            int[] strides = node.Shape.Count == 2 ? [node.Shape[1], 1] : [1];
            tensors.Add(new TensorLayout(((Operation.Parameter)node.Operation).Name, [.. node.Shape], offset, strides));
            offset += node.Length;
        }

        return new ParameterLayout(offset, [.. tensors]);
    }

    private static void Add(OnnxGraph graph, OnnxOperator operation)
    {
        string[] operands = [.. operation.Operands.Select(operand => operand is OnnxOperand.Number number ? graph.Number(number.Value) : ((OnnxOperand.Named)operand).Name)];
        float[] attributes = [.. operation.Attributes.Select(attribute => (float)attribute.Value)];
        switch (operation.Type)
        {
            case "Gemm":
                graph.Gemm(operation.Result, operands[0], operands[1], operands.ElementAtOrDefault(2));
                break;
            case "Softmax":
                graph.Softmax(operation.Result, operands[0]);
                break;
            case "LogSoftmax":
                graph.LogSoftmax(operation.Result, operands[0]);
                break;
            case "LeakyRelu":
                graph.LeakyRelu(operation.Result, operands[0], attributes[0]);
                break;
            case "Elu":
                graph.Elu(operation.Result, operands[0], attributes[0]);
                break;
            case "HardSigmoid":
                graph.HardSigmoid(operation.Result, operands[0], attributes[0], attributes[1]);
                break;
            default:
                graph.Apply(operation.Result, operation.Type, operands);
                break;
        }
    }
}

using System.Numerics;
using NeuralGen.Runtime;

namespace NeuralGen;

/// <summary>
/// An ONNX model: a graph, and the parameters that it reads. All but the numbers of parameters is put together before any byte
/// is written, since a message begins with its length. Numbers of fields are those of onnx.proto.
/// </summary>
internal sealed class OnnxFile
{
    /// <summary>The version of the file format that came with the operator set.</summary>
    private const int FormatVersion = 7;

    private readonly List<Part> _parts = [];

    /// <exception cref="InvalidOperationException">The file would be longer than protocol buffers can be.</exception>
    public OnnxFile(OnnxGraph graph, ParameterLayout parameters, int bytesPerNumber)
    {
        if (!graph.IsComplete)
        {
            throw new InvalidOperationException($"The network has not described how '{OnnxGraph.Output}' is computed.");
        }

        List<Part> content = [new Part(Beginning(graph)), .. parameters.Tensors.Select(tensor => Parameter(tensor, graph.ElementType, bytesPerNumber)), new Part(End(graph))];
        ProtobufMessage model = Model();
        model.Begin(7, content.Sum(part => part.Length));
        _parts = [new Part(model), .. content, new Part(Versions(graph))];
        long length = _parts.Sum(part => part.Length);
        if (length > int.MaxValue)
        {
            throw new InvalidOperationException(
                $"The network '{graph.Name}' is too large for an ONNX file: it would have {length} bytes, and protocol buffers end at {int.MaxValue}. Save writes safetensors files of any length.");
        }
    }

    private sealed record Part(ProtobufMessage Fields, TensorLayout? Tensor = null, long Numbers = 0)
    {
        public long Length => Fields.Length + Numbers;
    }

    public static OnnxFile Of<T>(IOnnxNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var graph = new OnnxGraph(network.Parameters.Layout, isDouble: typeof(T) == typeof(double));
        network.Describe(graph);
        return new OnnxFile(graph, network.Parameters.Layout, typeof(T) == typeof(double) ? sizeof(double) : sizeof(float));
    }

    public void WriteTo<T>(Stream stream, ParameterVector<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (Part part in _parts)
        {
            stream.Write(part.Fields.Bytes.Span);
            if (part.Tensor is { } tensor)
            {
                NumberBytes.Write(stream, new TensorView<T>(parameters, tensor));
            }
        }
    }

    /// <summary>Up to the graph: ir_version, producer_name, producer_version.</summary>
    private static ProtobufMessage Model()
    {
        var model = new ProtobufMessage();
        model.Integer(1, FormatVersion);
        model.Text(2, nameof(NeuralGen));
        model.Text(3, typeof(OnnxFile).Assembly.GetName().Version!.ToString(fieldCount: 3));
        return model;
    }

    /// <summary>The graph up to its parameters: node, name.</summary>
    private static ProtobufMessage Beginning(OnnxGraph graph)
    {
        var beginning = new ProtobufMessage();
        beginning.Append(graph.Nodes);
        beginning.Text(2, graph.Name!);
        return beginning;
    }

    /// <summary>An initializer: dims, data_type, name, raw_data, of which the numbers come later.</summary>
    private static Part Parameter(TensorLayout tensor, int type, int bytesPerNumber)
    {
        var header = new ProtobufMessage();
        foreach (int size in tensor.Shape)
        {
            header.Integer(1, size);
        }

        header.Integer(2, type);
        header.Text(8, tensor.Name);
        long length = (long)tensor.Count * bytesPerNumber;
        header.Begin(9, length);
        var initializer = new ProtobufMessage();
        initializer.Begin(5, header.Length + length);
        initializer.Append(header);
        return new Part(initializer, tensor, length);
    }

    /// <summary>The graph behind its parameters: the numbers, input, output.</summary>
    private static ProtobufMessage End(OnnxGraph graph)
    {
        var end = new ProtobufMessage();
        end.Append(graph.Numbers);
        end.Message(11, Value(OnnxGraph.Input, graph.ElementType, graph.InputSize));
        end.Message(12, Value(OnnxGraph.Output, graph.ElementType, graph.OutputSize));
        return end;
    }

    /// <summary>A name and its type: a tensor of a type and of the shape [batch, size].</summary>
    private static ProtobufMessage Value(string name, int type, int size)
    {
        var batch = new ProtobufMessage();
        batch.Text(2, "batch");
        var numbers = new ProtobufMessage();
        numbers.Integer(1, size);
        var shape = new ProtobufMessage();
        shape.Message(1, batch);
        shape.Message(1, numbers);
        var tensor = new ProtobufMessage();
        tensor.Integer(1, type);
        tensor.Message(2, shape);
        var any = new ProtobufMessage();
        any.Message(1, tensor);
        var value = new ProtobufMessage();
        value.Text(1, name);
        value.Message(2, any);
        return value;
    }

    /// <summary>Behind the graph: opset_import, of the default domain, and metadata_props.</summary>
    private static ProtobufMessage Versions(OnnxGraph graph)
    {
        var operators = new ProtobufMessage();
        operators.Integer(2, OnnxGraph.OperatorSet);
        var versions = new ProtobufMessage();
        versions.Message(8, operators);
        if (graph.Loss is { } loss)
        {
            var property = new ProtobufMessage();
            property.Text(1, "loss");
            property.Text(2, loss);
            versions.Message(14, property);
        }

        return versions;
    }
}

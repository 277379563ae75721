using System.Buffers.Binary;
using NeuralGen.Compiler.Tests.Onnx;

namespace NeuralGen.Training.Tests.Onnx.Branches;

/// <summary>
/// A model of a few operators, which writes itself as an ONNX file and computes itself in double precision, node by node and as
/// ONNX defines them.
/// </summary>
internal sealed class OnnxGraph(int inputs, bool isDouble)
{
    private const string Input = "x";
    private const string Output = "y";

    private readonly List<(string Type, string[] Inputs, string Output)> _nodes = [];
    private readonly Random _random = new(11);

    public int Inputs { get; } = inputs;

    /// <summary>Weights as [in, out], and vectors.</summary>
    public Dictionary<string, (long[] Shape, double[] Numbers)> Constants { get; } = [];

    /// <summary>Adds numbers around one, to both sides by the given width. They are the same in every precision.</summary>
    public OnnxGraph Constant(string name, double around, double width, params long[] shape)
    {
        double[] numbers = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size))
            .Select(_ => (double)(float)(around + (width * ((2 * _random.NextDouble()) - 1))))];
        Constants.Add(name, (shape, numbers));
        return this;
    }

    /// <summary>Adds a node; the names of its inputs are separated by spaces. The last one gives y.</summary>
    public OnnxGraph Node(string type, string read, string output)
    {
        _nodes.Add((type, read.Split(' '), output));
        return this;
    }

    public byte[] ToBytes()
    {
        int type = isDouble ? 11 : 1;
        ProtobufWriter graph = new ProtobufWriter().Text(2, "branches");
        foreach ((string operation, string[] read, string output) in _nodes)
        {
            var node = new ProtobufWriter();
            Array.ForEach(read, name => node.Text(1, name));
            graph.Message(1, node.Text(2, output).Text(3, output + "_node").Text(4, operation));
        }

        foreach ((string name, (long[] shape, double[] numbers)) in Constants)
        {
            var tensor = new ProtobufWriter();
            Array.ForEach(shape, size => tensor.Varint(1, size));
            byte[] bytes = new byte[numbers.Length * (isDouble ? sizeof(double) : sizeof(float))];
            for (int i = 0; i < numbers.Length; i++)
            {
                if (isDouble)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), numbers[i]);
                }
                else
                {
                    BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), (float)numbers[i]);
                }
            }

            graph.Message(5, tensor.Varint(2, type).Text(8, name).Bytes(9, bytes));
        }

        ProtobufWriter shapeOfInput = new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, "batch")).Message(1, new ProtobufWriter().Varint(1, Inputs));
        graph.Message(11, new ProtobufWriter().Text(1, Input)
            .Message(2, new ProtobufWriter().Message(1, new ProtobufWriter().Varint(1, type).Message(2, shapeOfInput))));
        graph.Message(12, new ProtobufWriter().Text(1, Output));
        return new ProtobufWriter().Varint(1, 8).Text(2, "tests").Message(7, graph).Message(8, new ProtobufWriter().Varint(2, 17)).ToArray();
    }

    /// <summary>The output for one sample, with constants in the place of its own.</summary>
    public double[] Run(double[] sample, IReadOnlyDictionary<string, double[]> constants)
    {
        var values = new Dictionary<string, double[]> { [Input] = sample };
        foreach ((string type, string[] read, string output) in _nodes)
        {
            double[] left = Value(read[0]);
            double[] right = read.Length > 1 ? Value(read[1]) : [];
            values[output] = type switch
            {
                "MatMul" => [.. Enumerable.Range(0, right.Length / left.Length).Select(j => left.Select((a, i) => a * right[(i * (right.Length / left.Length)) + j]).Sum())],
                "Add" => Each((a, b) => a + b),
                "Sub" => Each((a, b) => a - b),
                "Mul" => Each((a, b) => a * b),
                "Max" => Each(Math.Max),
                "Min" => Each(Math.Min),
                "PRelu" => Each((a, slope) => a < 0 ? slope * a : a),
                "Relu" => [.. left.Select(a => Math.Max(a, 0))],
                "Tanh" => [.. left.Select(a => Math.Tanh(a))],
                "Sigmoid" => [.. left.Select(a => 1 / (1 + Math.Exp(-a)))],
                "Softmax" => Softmax(left),
                "LogSoftmax" => [.. Softmax(left).Select(a => Math.Log(a))],
                _ => throw new InvalidOperationException(type),
            };

            double[] Each(Func<double, double, double> function) => [.. left.Zip(right, function)];
        }

        return values[Output];

        double[] Value(string name) => values.TryGetValue(name, out double[]? value) ? value : constants[name];
    }

    private static double[] Softmax(double[] z)
    {
        double greatest = z.Max();
        double sum = z.Sum(value => Math.Exp(value - greatest));
        return [.. z.Select(value => Math.Exp(value - greatest) / sum)];
    }
}

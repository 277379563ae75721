using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Tensors;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Activations as exporters write them, behind a layer: the contract's own comes out, with the right numbers.</summary>
public class ActivationSpellingTests
{
    private const int Outputs = 10;
    private static readonly double[] Samples = [.. Enumerable.Range(0, 60).Select(i => Math.Sin(i * 5.0) * 3)];
    private static readonly double[] Weights = [.. Enumerable.Range(0, 3 * Outputs).Select(i => Math.Sin((i * 7) + 1) * 2)];
    private static readonly double[] Biases = [.. Enumerable.Range(0, Outputs).Select(i => Math.Cos(i * 3) * 4)];

    public static TheoryData<string, bool> Spellings()
    {
        var data = new TheoryData<string, bool>();
        foreach ((string nodes, _, _) in ActivationSpellings.All)
        {
            data.Add(nodes, false);
            data.Add(nodes, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void ActivationIsTheContracts(string nodes, bool isDouble)
    {
        (_, ActivationKind kind, double? alpha) = ActivationSpellings.All.Single(spelling => spelling.Nodes == nodes);
        OnnxNetwork network = Model(nodes, isDouble).Import().Network();
        Assert.Equal(kind == ActivationKind.Identity ? 1 : 2, network.Operations.Count);
        if (kind != ActivationKind.Identity)
        {
            var function = Assert.IsType<OnnxOperation.Elementwise>(network.Operations[1]);
            Assert.Equal(Activations.Of(kind, alpha), function.Expression);
        }
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void NumbersAreThoseOfTheNodes(string nodes, bool isDouble) => Model(nodes, isDouble).Computes(
        Samples,
        [.. Samples.Chunk(3).SelectMany(sample => Enumerable.Range(0, Outputs).Select(j => ByNodes(nodes, Sum(sample, j))))],
        isDouble ? 1e-11 : 3e-6);

    [Theory]
    [InlineData("Greater z 1000 g; Relu z a; Where g 0 a y")]
    [InlineData("Greater z 1.0001 g; Less z 1.0002 l; And g l m; Relu z a; Where m 5 a y")]
    [InlineData("Mul z 2 t; Greater t 2.0002 g; Less z 1.00013 l; And g l m; Relu z a; Where m 5 a y")]
    [InlineData("Relu z a; Add a 0.000001 y")]
    [InlineData("Sigmoid z a; Mul a 1.000001 y")]
    [InlineData("LeakyRelu z a; Min a 100000 y")]
    [InlineData("Max z -1000 y")]
    public void FunctionThatIsAlmostOneOfTheContractsIsNone(string nodes)
    {
        OnnxNetwork network = Model(nodes, isDouble: false).Import().Network();
        Expression function = Assert.IsType<OnnxOperation.Elementwise>(network.Operations[1]).Expression;
        Assert.All(
            Enumerable.Range((int)ActivationKind.Identity, ActivationKind.Softmax - ActivationKind.Identity),
            kind => Assert.NotEqual(Activations.Of((ActivationKind)kind, null), function));
    }

    [Fact]
    public void LayerThatSomethingElseReadsKeepsItsWeights()
    {
        OnnxNetwork network = Model("Add z 0.5 s; Relu s r; MatMul z square m; Add r m y", isDouble: false).Import().Network();
        Assert.Equal("w", Assert.IsType<OnnxOperation.Affine>(network.Operations[0]).Weights.Name);
        Assert.Equal("bias", ((OnnxOperation.Affine)network.Operations[0]).Biases!.Name);
    }

    private static double Sum(double[] sample, int output) =>
        Biases[output] + sample.Select((x, i) => x * Weights[(i * Outputs) + output]).Sum();

    private static TestModel Model(string nodes, bool isDouble)
    {
        var model = new TestModel(18) { Type = isDouble ? ElementType.Double : ElementType.Float };
        model.Input("x", "N", 3).Constant("w", [3, Outputs], Weights).Constant("bias", [Outputs], Biases).Constant("square", [Outputs, Outputs], new double[Outputs * Outputs])
            .Node("Gemm", "x w bias", "z");
        var constants = new HashSet<string>();
        foreach (string[] node in nodes.Split("; ").Select(node => node.Split(' ')))
        {
            foreach (string operand in node[1..^1].Where(operand => Number(operand) is not null).Where(constants.Add))
            {
                long[] shape = operand.Contains('[', StringComparison.Ordinal)
                    ? [.. operand.Split('[', ']')[1].Split(',').Select(size => long.Parse(size, CultureInfo.InvariantCulture))]
                    : [];
                model.Constant(operand, shape, [.. Enumerable.Repeat(Number(operand)!.Value, (int)shape.Aggregate(1L, (count, size) => count * size))]);
            }

            model.Node(node[0], string.Join(' ', node[1..^1]), node[^1], node[0] == "Cast" ? [("to", isDouble ? 11 : 1)] : []);
        }

        return model.Output("y", "N", Outputs);
    }

    private static double? Number(string operand) =>
        double.TryParse(operand.Split('[')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    /// <summary>What the nodes compute from one number, each by its definition.</summary>
    private static double ByNodes(string nodes, double z)
    {
        var values = new Dictionary<string, double> { ["z"] = z };
        foreach (string[] node in nodes.Split("; ").Select(node => node.Split(' ')))
        {
            values[node[^1]] = ByDefinition(node[0], [.. node[1..^1].Select(operand => Number(operand) ?? values[operand])]);
        }

        return values["y"];
    }

    private static double ByDefinition(string name, double[] u) => name switch
    {
        "Add" => u[0] + u[1],
        "Sub" => u[0] - u[1],
        "Mul" => u[0] * u[1],
        "Div" => u[0] / u[1],
        "Pow" => Math.Pow(u[0], u[1]),
        "Neg" => -u[0],
        "Abs" => Math.Abs(u[0]),
        "Exp" => Math.Exp(u[0]),
        "Log" => Math.Log(u[0]),
        "Sqrt" => Math.Sqrt(u[0]),
        "Reciprocal" => 1 / u[0],
        "Erf" => Evaluator.Apply(Function.Erf, u[0]),
        "Tanh" => Math.Tanh(u[0]),
        "Sigmoid" => 1 / (1 + Math.Exp(-u[0])),
        "Softplus" => Math.Log(1 + Math.Exp(u[0])),
        "Relu" => Math.Max(u[0], 0),
        "PRelu" => u[0] < 0 ? u[0] * u[1] : u[0],
        "Celu" => u[0] < 0 ? Math.Exp(u[0]) - 1 : u[0],
        "Selu" => 1.0507009873554805 * (u[0] < 0 ? 1.6732632423543772 * (Math.Exp(u[0]) - 1) : u[0]),
        "Max" => Math.Max(u[0], u[1]),
        "Min" => Math.Min(u[0], u[1]),
        "Clip" => Math.Min(Math.Max(u[0], u.Length > 1 ? u[1] : double.MinValue), u.Length > 2 ? u[2] : double.MaxValue),
        "Greater" => u[0] > u[1] ? 1 : 0,
        "GreaterOrEqual" => u[0] >= u[1] ? 1 : 0,
        "Less" => u[0] < u[1] ? 1 : 0,
        "Where" => u[0] != 0 ? u[1] : u[2],
        "Cast" => u[0],
        _ => throw new ArgumentException(name, nameof(name)),
    };
}

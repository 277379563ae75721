using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Tensors;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Functions with branches, as exporters compose them of comparisons and choices.</summary>
public class LogicTests
{
    private static readonly double[] Points = [-2, -1, -0.5, 0, 0.5, 1, 2];

    [Theory]
    [InlineData("Greater x one c; Where c x zero y", new[] { 0.0, 0, 0, 0, 0, 0, 2 })]
    [InlineData("GreaterOrEqual x one c; Where c x zero y", new[] { 0.0, 0, 0, 0, 0, 1, 2 })]
    [InlineData("Less x one c; Where c x zero y", new[] { -2.0, -1, -0.5, 0, 0.5, 0, 0 })]
    [InlineData("LessOrEqual x one c; Where c x zero y", new[] { -2.0, -1, -0.5, 0, 0.5, 1, 0 })]
    [InlineData("Equal x one c; Where c zero x y", new[] { -2.0, -1, -0.5, 0, 0.5, 0, 2 })]
    [InlineData("Greater x one a; Less x zero b; Or a b c; Where c x zero y", new[] { -2.0, -1, -0.5, 0, 0, 0, 2 })]
    [InlineData("Greater x zero a; Less x one b; And a b c; Where c one x y", new[] { -2.0, -1, -0.5, 0, 1, 1, 2 })]
    [InlineData("Greater x zero a; Not a c; Where c one x y", new[] { 1.0, 1, 1, 1, 0.5, 1, 2 })]
    [InlineData("Greater x zero a; Cast a c to; Mul x c y", new[] { 0.0, 0, 0, 0, 0.5, 1, 2 })]
    [InlineData("Greater x zero a; And a mask c; Where c x zero y", new[] { 0.0, 0, 0, 0, 0.5, 1, 0 })]
    [InlineData("Greater one zero a; Where a x zero y", new[] { -2.0, -1, -0.5, 0, 0.5, 1, 2 })]
    public void ValueIsRight(string nodes, double[] expected) => Model(nodes).Computes(Points, expected);

    [Theory]
    [InlineData("Greater x zero c; Where c x zero y")]
    [InlineData("LessOrEqual x zero c; Where c zero x y")]
    [InlineData("Greater x zero a; Not a b; Where b zero x y")]
    [InlineData("Greater x zero a; Cast a c to; Mul c x y")]
    public void ReluTakenApartBecomesTheContracts(string nodes)
    {
        OnnxNetwork network = Model(nodes).Import().Network();
        Assert.Equal(Activations.Of(ActivationKind.ReLU, null), ((OnnxOperation.Elementwise)Assert.Single(network.Operations)).Expression);
    }

    [Fact]
    public void TruthValuesAreNoOutput() => Assert.Equal(
        new ImportProblem(ProblemKind.UnsupportedType, "The output 'y' is of bool; float, double, float16 and bfloat16 are supported."),
        Model("Greater x zero y").Import().Problem());

    [Fact]
    public void TruthValuesAreNoNumbers() => Assert.Equal(
        "The Mul node 'the_mul' computes with bool that depends on the network's input; floating-point numbers are supported.",
        Model("Greater x zero c; Mul c c y").Import().Problem().Message);

    private static TestModel Model(string nodes)
    {
        var model = new TestModel();
        model.Input("x", "N", Points.Length).Constant("zero", [], 0).Constant("one", [], 1)
            .Tensor(TestTensor.Raw<byte>("mask", ElementType.Bool, [7], 1, 1, 1, 1, 1, 1, 0));
        foreach (string[] node in nodes.Split("; ").Select(node => node.Split(' ')))
        {
            bool isCast = node[0] == "Cast";
            string[] names = isCast ? node[1..^1] : node[1..];
            model.Node(node[0], string.Join(' ', names[..^1]), names[^1], isCast ? [("to", 1)] : []);
        }

        return model.Output();
    }
}

using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Arithmetic with constants: folded into a layer beside it, else a function.</summary>
public class ArithmeticTests
{
    [Theory]
    [InlineData("Add", "p v", new[] { 6.0, -3 })]
    [InlineData("Add", "v p", new[] { 6.0, -3 })]
    [InlineData("Sub", "p v", new[] { 2.0, 11 })]
    [InlineData("Sub", "v p", new[] { -2.0, -11 })]
    [InlineData("Mul", "p v", new[] { 8.0, -28 })]
    [InlineData("Mul", "v p", new[] { 8.0, -28 })]
    [InlineData("Div", "p v", new[] { 2, -4 / 7.0 })]
    public void VectorAfterALayerIsFoldedIntoIt(string name, string operands, double[] expected)
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Constant("w", [2, 2], 1, 0, 1.5, 2).Constant("v", [2], 2, -7)
            .Node("MatMul", "x w", "p").Node(name, operands, "y").Output("y", "N", 2).Computes([1, 2], expected);
        Assert.IsType<OnnxOperation.Affine>(Assert.Single(network.Operations));
    }

    [Fact]
    public void ConstantDividedByALayerIsAFunction()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Constant("w", [2, 2], 1, 0, 1.5, 2).Constant("v", [2], 2, -8)
            .Node("MatMul", "x w", "p").Node("Div", "v p", "y").Output("y", "N", 2).Computes([1, 2], [0.5, -2]);
        var function = Assert.IsType<OnnxOperation.Elementwise>(network.Operations[1]);
        Assert.Equal(["z", "c1"], function.Variables);
        Assert.Equal("v", Assert.Single(function.Constants).Name);
    }

    [Fact]
    public void VectorBetweenAFunctionAndALayerIsFoldedIntoTheNextLayer()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Constant("s", [2], 2, 3).Constant("t", [2], 10, 20).Constant("w", [2, 1], 1, -1)
            .Node("Relu", "x", "r").Node("Mul", "r s", "m").Node("Add", "m t", "a").Node("MatMul", "a w", "y").Output("y", "N", 1)
            .Computes([1, 2], [(2 + 10) - (6 + 20)]);
        Assert.Equal(["Elementwise", "Affine"], network.Operations.Select(operation => operation.GetType().Name));
        Assert.Equal(["MatMul", "Add", "Mul"], network.Operations[1].Nodes.Select(node => node.Operator));
    }

    [Fact]
    public void NormalizationOfTheInputStaysAStep()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Constant("m", [2], 1000, 2000).Constant("d", [2], 4, 8).Constant("w", [2, 1], 1, 1)
            .Node("Sub", "x m", "a").Node("Div", "a d", "b").Node("MatMul", "b w", "y").Output("y", "N", 1)
            .Computes([1004, 2008], [2]);
        Assert.Equal(["Elementwise", "Affine"], network.Operations.Select(operation => operation.GetType().Name));
        Assert.Equal(2, ((OnnxOperation.Elementwise)network.Operations[0]).Constants.Count);
    }

    [Fact]
    public void LayerThatIsReadTwiceKeepsItsWeights()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Constant("w", [2, 2], 1, 0, 0, 1).Constant("v", [2], 2, 3)
            .Node("MatMul", "x w", "p").Node("Mul", "p v", "q").Node("Add", "p q", "y").Output("y", "N", 2)
            .Computes([1, 2], [3, 8]);
        Assert.Equal("w", ((OnnxOperation.Affine)network.Operations[0]).Weights.Name);
    }

    [Theory]
    [InlineData("Add", "x c", new[] { 3.0, 4 })]
    [InlineData("Sub", "c x", new[] { 1.0, 0 })]
    [InlineData("Mul", "c x", new[] { 2.0, 4 })]
    [InlineData("Div", "x c", new[] { 0.5, 1 })]
    [InlineData("Div", "c x", new[] { 2.0, 1 })]
    [InlineData("Add", "x x", new[] { 2.0, 4 })]
    [InlineData("Mul", "x x", new[] { 1.0, 4 })]
    [InlineData("Sub", "x x", new[] { 0.0, 0 })]
    [InlineData("Sum", "x c x", new[] { 4.0, 6 })]
    [InlineData("Sum", "x", new[] { 1.0, 2 })]
    public void ScalarsBecomeFunctions(string name, string operands, double[] expected) => new TestModel()
        .Input("x", "N", 2).Constant("c", [], 2).Node(name, operands, "y").Output("y", "N", 2).Computes([1, 2], expected);

    [Theory]
    [InlineData(new long[] { 1, 1 })]
    [InlineData(new long[] { 1 })]
    [InlineData(new long[] { 1, 1, 1 })]
    public void ConstantMayHaveMoreAxes(long[] shape) => new TestModel()
        .Input("x", "N", 2).Constant("c", shape, 2).Node("Mul", "x c", "y").Output("y").Computes([1, 2], [2, 4]);

    [Fact]
    public void ConstantIsRepeatedAlongAxesOfTheSample() => new TestModel()
        .Input("x", "N", 2, 3).Constant("c", [2, 1], 1, 10).Node("Mul", "x c", "y").Output("y", "N", 2, 3)
        .Computes([1, 2, 3, 4, 5, 6], [1, 2, 3, 40, 50, 60]);

    [Fact]
    public void ResidualSumOfTwoBranches()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Constant("w", [2, 2], 1, 2, 3, 4).Constant("b", [2], 0.5, -0.5)
            .Node("Gemm", "x w b", "h").Node("Relu", "h", "r").Node("Gemm", "r w", "g").Node("Add", "g x", "y").Output("y", "N", 2)
            .Computes([1, 2], [(7.5 + (3 * 9.5)) + 1, (15 + 38) + 2]);
        OnnxOperation last = network.Operations[network.Output - 1];
        Assert.Equal((3, 0), (((OnnxOperation.Add)last).Left, ((OnnxOperation.Add)last).Right));
        Assert.Equal(["Affine", "Elementwise", "Affine", "Add"], network.Operations.Select(operation => operation.GetType().Name));
    }

    [Fact]
    public void FunctionOfAResidualSumReadsTheSum()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Constant("w", [2, 2], 1, 0, 0, 1)
            .Node("MatMul", "x w", "h").Node("Add", "h x", "s").Node("Sigmoid", "s", "g").Node("Mul", "s g", "y").Output("y", "N", 2)
            .Computes([1, -2], [2 / (1 + Math.Exp(-2)), -4 / (1 + Math.Exp(4))]);
        Assert.Equal(["Affine", "Add", "Elementwise"], network.Operations.Select(operation => operation.GetType().Name));
        Assert.Equal(["z"], ((OnnxOperation.Elementwise)network.Operations[2]).Variables);
    }

    [Fact]
    public void GateOfTwoBranches()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Constant("w", [2, 2], 1, 0, 0, 1)
            .Node("MatMul", "x w", "h").Node("Sigmoid", "h", "g").Node("Mul", "g x", "y").Output("y", "N", 2)
            .Computes([1, -2], [1 / (1 + Math.Exp(-1)), -2 / (1 + Math.Exp(2))]);
        var gate = Assert.IsType<OnnxOperation.Elementwise>(network.Operations[^1]);
        Assert.Equal(new Variable("z1") * new Variable("z2"), gate.Expression);
    }

    [Theory]
    [InlineData("Mul", "a b", new[] { 2.0, 12 })]
    [InlineData("Add", "a b", new[] { 3.0, 7 })]
    [InlineData("Sub", "b a", new[] { 1.0, 1 })]
    [InlineData("Div", "b a", new[] { 2, 4 / 3.0 })]
    [InlineData("Pow", "a b", new[] { 1.0, 81 })]
    [InlineData("Max", "a b", new[] { 2.0, 4 })]
    [InlineData("Sqrt", "b", new[] { 1.4142135623730951, 2 })]
    public void ConstantsAreComputedWith(string name, string operands, double[] expected) => new TestModel()
        .Input("x", "N", 2).Constant("a", [2], 1, 3).Constant("b", [2], 2, 4)
        .Node(name, operands, "c").Node("Mul", "x c", "y").Output("y", "N", 2).Computes([1, 1], expected);

    [Theory]
    [InlineData(new long[] { 3 }, "The Mul node 'the_mul' combines a constant of shape [3] with values of shape [N, 2]; the constant must fit into that shape.")]
    [InlineData(new long[] { 3, 1 }, "The Mul node 'the_mul' combines a constant of shape [3, 1] with values of shape [N, 2], and so treats the samples of a batch differently.")]
    public void ConstantThatDoesNotFitIsRefused(long[] shape, string message) => Assert.Equal(
        (ProblemKind.UnsupportedShape, message),
        new TestModel().Input("x", "N", 2).Constant("c", shape, 1, 2, 3).Node("Mul", "x c", "y").Output("y").Import().Problem() is var problem ? (problem.Kind, problem.Message) : default);
}

using NeuralGen.Compiler.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>MatMul with Add, on batches, single vectors and stacks of one.</summary>
public class MatMulTests
{
    private static readonly double[] Sample = [0.5, -1, 2];
    private static readonly double[] Weights = [1, -4, -2, 5, 3, 0.5];
    private static readonly double[] Product = [8.5, -6];

    [Theory]
    [InlineData("p b", new long[] { 2 })]
    [InlineData("b p", new long[] { 2 })]
    [InlineData("p b", new long[] { 1, 2 })]
    [InlineData("b p", new long[] { 1, 2 })]
    public void BiasOnEitherSideBecomesThatOfTheLayer(string operands, long[] shape)
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 3).Constant("w", [3, 2], Weights).Constant("b", shape, 10, 20)
            .Node("MatMul", "x w", "p").Node("Add", operands, "y").Output("y", "N", 2)
            .Computes(Sample, [18.5, 14]);
        var affine = Assert.IsType<OnnxOperation.Affine>(Assert.Single(network.Operations));
        Assert.Equal("b", affine.Biases!.Name);
        Assert.Equal([new OnnxNode("MatMul", "the_matmul"), new OnnxNode("Add", "the_add")], affine.Nodes);
    }

    [Fact]
    public void SameBiasForAllOutputsIsAFunction() => new TestModel().Input("x", "N", 3).Constant("w", [3, 2], Weights).Constant("b", [], 10)
        .Node("MatMul", "x w", "p").Node("Add", "p b", "y").Output("y", "N", 2)
        .Computes(Sample, [18.5, 4]);

    [Fact]
    public void BiasOfOneOutputBecomesThatOfTheLayer()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 3).Constant("w", [3, 1], 1, 2, 3).Constant("b", [1], 10)
            .Node("MatMul", "x w", "p").Node("Add", "p b", "y").Output("y", "N", 1)
            .Computes(Sample, [14.5]);
        Assert.Single(network.Operations);
    }

    [Fact]
    public void TwoBiasesAreAdded()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 3).Constant("w", [3, 2], Weights).Constant("b", [2], 10, 20).Constant("c", [2], 1, 2)
            .Node("MatMul", "x w", "p").Node("Add", "p b", "q").Node("Sub", "q c", "y").Output("y", "N", 2)
            .Computes(Sample, [17.5, 12]);
        Assert.Single(network.Operations);
    }

    [Fact]
    public void VectorTimesMatrix() => new TestModel().Input("x", 3).Constant("w", [3, 2], Weights)
        .Node("MatMul", "x w", "y").Output("y", 2).Computes(Sample, Product);

    [Fact]
    public void MatrixTimesVector() => new TestModel().Input("x", 2).Constant("w", [3, 2], Weights)
        .Node("MatMul", "w x", "y").Output("y", 3).Computes([1, 2], [-7, 8, 4]);

    [Fact]
    public void MatrixTimesColumn() => new TestModel().Input("x", 2, 1).Constant("w", [3, 2], Weights)
        .Node("MatMul", "w x", "y").Output("y", 3, 1).Computes([1, 2], [-7, 8, 4]);

    [Fact]
    public void BatchTimesVector() => new TestModel().Input("x", "N", 3).Constant("w", [3], 1, 2, 3)
        .Node("MatMul", "x w", "y").Output("y", "N").Computes([.. Sample, 1, 1, 1], [4.5, 6]);

    [Fact]
    public void VectorTimesVector() => new TestModel().Input("x", 3).Constant("w", [3], 1, 2, 3)
        .Node("MatMul", "x w", "y").Output("y", []).Computes(Sample, [4.5]);

    [Fact]
    public void VectorOnTheLeft() => new TestModel().Input("x", 3, 1).Constant("w", [3], 1, 2, 3)
        .Node("MatMul", "w x", "y").Output("y", 1).Computes(Sample, [4.5]);

    [Fact]
    public void StackOfOneMatrix() => new TestModel().Input("x", "N", 3).Constant("w", [1, 3, 2], Weights)
        .Node("MatMul", "x w", "y").Output("y", 1, "N", 2).Computes([.. Sample, .. Sample], [.. Product, .. Product]);

    [Fact]
    public void SamplesWithAnAxisOfOne() => new TestModel().Input("x", "N", 1, 3).Constant("w", [3, 2], Weights)
        .Node("MatMul", "x w", "y").Output("y", "N", 1, 2).Computes([.. Sample, .. Sample], [.. Product, .. Product]);

    [Fact]
    public void SequencesAreSamplesOfTheirOwn() => new TestModel().Input("x", "N", "T", 3).Constant("w", [3, 2], Weights)
        .Node("MatMul", "x w", "y").Output("y", "N", "T", 2).Computes([.. Sample, .. Sample], [.. Product, .. Product]);

    [Fact]
    public void SequencesOfFixedLengthAreSamplesOfTheirOwn()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 5, 3).Constant("w", [3, 2], Weights)
            .Node("MatMul", "x w", "y").Output("y", "N", 5, 2).Computes(Sample, Product);
        Assert.Equal(3, network.InputSize);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData("batch")]
    public void AxisOfTheBatchMayBeAnything(object? batch) => new TestModel().Input("x", batch, 3).Constant("w", [3, 2], Weights)
        .Node("MatMul", "x w", "y").Output("y", batch, 2).Computes(Sample, Product);

    [Fact]
    public void MatrixTellsTheInputsLengthWhereTheModelDoesNot() => new TestModel().Input("x", "N", null).Constant("w", [3, 2], Weights)
        .Node("Identity", "x", "i").Node("MatMul", "i w", "y").Output("y").Computes(Sample, Product);

    [Fact]
    public void InputWithoutShapeTakesItFromTheMatrix()
    {
        var model = new TestModel();
        model.Add(11, TestModel.Value("x", NeuralGen.Compiler.Onnx.Tensors.ElementType.Float, null)).Constant("w", [2, 3], [1, -2, 3, -4, 5, 0.5])
            .Node("Gemm", "x w", "y", ("transB", 1)).Output("y").Computes(Sample, Product);
    }

    [Fact]
    public void StackOfMatricesIsRefused() => Assert.Equal(
        "The MatMul node 'the_matmul' multiplies with a stack of matrices of shape [2, 3, 1]; one matrix for all samples is supported.",
        new TestModel().Input("x", "N", 3).Constant("w", [2, 3, 1], Weights).Node("MatMul", "x w", "y").Output("y").Import().Problem().Message);

    [Fact]
    public void ProductOfTwoActivationsIsRefused() => Assert.Equal(
        "The MatMul node 'the_matmul' multiplies two values that both depend on the network's input; one operand must be a constant, the weights.",
        new TestModel().Input("x", "N", 3).Node("MatMul", "x x", "y").Output("y").Import().Problem().Message);
}

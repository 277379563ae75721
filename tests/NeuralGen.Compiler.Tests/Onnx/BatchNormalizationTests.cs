using NeuralGen.Compiler.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>BatchNormalization with running statistics, folded where a layer stands beside it.</summary>
public class BatchNormalizationTests
{
    private static readonly double[] Sample = [1, -2];

    [Theory]
    [InlineData(7, 1e-5f)]
    [InlineData(9, 0.5f)]
    [InlineData(14, 1e-3f)]
    [InlineData(15, 1e-5f)]
    public void AfterALayer(int opset, float epsilon)
    {
        OnnxNetwork network = Statistics(new TestModel(opset)).Input("x", "N", 2).Constant("w", [2, 2], 1, 2, 3, 4).Constant("c", [2], 0.5, -0.5)
            .Node("Gemm", "x w c", "p").Node("BatchNormalization", "p s b m v", "y", ("epsilon", epsilon), ("momentum", 0.9f)).Output("y", "N", 2)
            .Computes(Sample, Normalized([-4.5, -6.5], epsilon));
        Assert.Equal(["Gemm", "BatchNormalization"], Assert.Single(network.Operations).Nodes.Select(node => node.Operator));
    }

    [Fact]
    public void AfterALayerWithoutBias()
    {
        OnnxNetwork network = Statistics(new TestModel()).Input("x", "N", 2).Constant("w", [2, 2], 1, 2, 3, 4)
            .Node("MatMul", "x w", "p").Node("BatchNormalization", "p s b m v", "y").Output("y", "N", 2)
            .Computes(Sample, Normalized([-5, -6], 1e-5));
        Assert.IsType<OnnxOperation.Affine>(Assert.Single(network.Operations));
    }

    [Fact]
    public void BetweenAFunctionAndALayer()
    {
        double[] inner = Normalized([1, 0], 1e-5);
        OnnxNetwork network = Statistics(new TestModel()).Input("x", "N", 2).Constant("w", [2, 1], 3, -1).Constant("c", [1], 0.25)
            .Node("Relu", "x", "r").Node("BatchNormalization", "r s b m v", "n").Node("Gemm", "n w c", "y").Output("y", "N", 1)
            .Computes(Sample, [(3 * inner[0]) - inner[1] + 0.25]);
        Assert.Equal(["Elementwise", "Affine"], network.Operations.Select(operation => operation.GetType().Name));
    }

    /// <summary>A weight times a scale may be too large for a float, where what the model computes is not.</summary>
    [Fact]
    public void FoldingMakesNoWeightInfinite()
    {
        const float Great = 3e38f;
        new TestModel().Input("x", "N", 2).Constant("w", [2, 2], Great, 1, 1, 1).Constant("s", [2], 4, 4)
            .Node("MatMul", "x w", "p").Node("Mul", "p s", "y").Output("y", "N", 2)
            .Computes([0, 2], [8, 8]);
        new TestModel().Input("x", "N", 2).Constant("w", [2, 1], Great, 1).Constant("great", [2], Great, Great)
            .Node("Relu", "x", "r").Node("Mul", "r great", "l").Node("Gemm", "l w", "y").Output("y", "N", 1)
            .Computes([0, 1], [Great]);
    }

    [Fact]
    public void OfTheInputAlone()
    {
        OnnxNetwork network = Statistics(new TestModel()).Input("x", "N", 2)
            .Node("BatchNormalization", "x s b m v", "y").Output("y", "N", 2).Computes(Sample, Normalized(Sample, 1e-5));
        var function = Assert.IsType<OnnxOperation.Elementwise>(Assert.Single(network.Operations));
        Assert.Equal(["z", "c1", "c2"], function.Variables);
    }

    [Fact]
    public void OfChannelsWithSeveralElements() => Statistics(new TestModel()).Input("x", "N", 2, 2)
        .Node("BatchNormalization", "x s b m v", "y").Output("y", "N", 2, 2)
        .Computes([1, 1, -2, -2], [.. Normalized(Sample, 1e-5).SelectMany(number => new[] { number, number })]);

    [Fact]
    public void StatisticsMayBeInputsWithInitializers()
    {
        TestModel model = Statistics(new TestModel() { IrVersion = 3 });
        model.Input("x", "N", 2).Input("s", 2).Input("b", 2).Input("m", 2).Input("v", 2)
            .Node("BatchNormalization", "x s b m v", "y").Output("y", "N", 2).Computes(Sample, Normalized(Sample, 1e-5));
    }

    [Fact]
    public void TrainingModeIsRefused()
    {
        ImportProblem problem = Statistics(new TestModel()).Input("x", "N", 2)
            .Node("BatchNormalization", "x s b m v", "y rm rv", ("training_mode", 1)).Output("y").Import().Problem();
        Assert.Equal(
            (ProblemKind.TrainingOnly, "The BatchNormalization node 'the_batchnormalization' is in training mode, in which it normalises by the statistics of the batch; export the model for inference."),
            (problem.Kind, problem.Message));
    }

    private static TestModel Statistics(TestModel model) => model
        .Constant("s", [2], 2, 0.5).Constant("b", [2], 10, 20).Constant("m", [2], 0.25, -0.75).Constant("v", [2], 4, 0.5);

    private static double[] Normalized(double[] z, double epsilon) =>
    [
        (2 * (z[0] - 0.25) / Math.Sqrt(4 + epsilon)) + 10,
        (0.5 * (z[1] + 0.75) / Math.Sqrt(0.5 + epsilon)) + 20,
    ];
}

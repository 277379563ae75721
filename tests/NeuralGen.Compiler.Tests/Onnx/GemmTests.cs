using NeuralGen.Compiler.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Gemm in every spelling: 3 inputs, 2 outputs, two samples.</summary>
public class GemmTests
{
    private static readonly double[] Samples = [0.5, -1, 2, 3, 0.25, -0.75];

    // One row per output.
    private static readonly double[] Weights = [1, -2, 3, -4, 5, 0.5];
    private static readonly double[] WeightsByInput = [1, -4, -2, 5, 3, 0.5];

    public static TheoryData<int, float, float, long[]?> Spellings()
    {
        var data = new TheoryData<int, float, float, long[]?>();
        long[]?[] biases = [null, [], [1], [2], [1, 1], [1, 2]];
        foreach (int transpose in new[] { 0, 1 })
        {
            foreach (long[]? bias in biases)
            {
                data.Add(transpose, 1, 1, bias);
                data.Add(transpose, 0.5f, 1, bias);
                data.Add(transpose, 1, -2, bias);
                data.Add(transpose, 0.25f, 0, bias);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void WeightsOnTheRight(int transB, float alpha, float beta, long[]? bias)
    {
        var model = new TestModel();
        model.Input("x", "N", 3).Constant("w", transB == 1 ? [2, 3] : [3, 2], transB == 1 ? Weights : WeightsByInput);
        double[] biases = Biases(model, bias);
        model.Node("Gemm", bias is null ? "x w" : "x w c", "y", ("transB", transB), ("alpha", alpha), ("beta", beta)).Output("y", "N", 2);
        OnnxNetwork network = model.Computes(Samples, Expected(alpha, beta, biases));
        Assert.IsType<OnnxOperation.Affine>(Assert.Single(network.Operations));
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void WeightsOnTheLeftOfOneColumn(int transA, float alpha, float beta, long[]? bias)
    {
        var model = new TestModel();
        model.Input("x", 3, 1).Constant("w", transA == 1 ? [3, 2] : [2, 3], transA == 1 ? WeightsByInput : Weights);

        // The bias of a column is a column.
        double[] biases = Biases(model, bias is { Length: > 0 } ? [bias[^1], 1] : bias);
        model.Node("Gemm", bias is null ? "w x" : "w x c", "y", ("transA", transA), ("alpha", alpha), ("beta", beta)).Output("y", 2, 1);
        model.Computes(Samples, Expected(alpha, beta, biases));
    }

    [Fact]
    public void TransposedInputOfOneSample() => new TestModel()
        .Input("x", 3, 1).Constant("w", [3, 2], WeightsByInput)
        .Node("Gemm", "x w", "y", ("transA", 1)).Output("y", 1, 2)
        .Computes(Samples, Expected(1, 0, [0, 0]));

    [Fact]
    public void TwoTranspositionsOfTheInputCancel() => new TestModel()
        .Input("x", "N", 3).Constant("w", [3, 2], WeightsByInput)
        .Node("Transpose", "x", "t").Node("Gemm", "t w", "y", ("transA", 1)).Output("y", "N", 2)
        .Computes(Samples, Expected(1, 0, [0, 0]));

    [Fact]
    public void WeightsOnTheLeftAndAResultTurnedBack() => new TestModel()
        .Input("x", "N", 3).Constant("w", [2, 3], Weights).Constant("c", [2, 1], 10, 20)
        .Node("Gemm", "w x c", "t", ("transB", 1)).Node("Transpose", "t", "y").Output("y", "N", 2)
        .Computes(Samples, Expected(1, 1, [10, 20]));

    [Fact]
    public void FixedBatch() => new TestModel()
        .Input("x", 2, 3).Constant("w", [3, 2], WeightsByInput).Node("Gemm", "x w", "y").Output("y", 2, 2)
        .Computes(Samples, Expected(1, 0, [0, 0]));

    [Fact]
    public void ResidualAsBias()
    {
        OnnxNetwork network = new TestModel()
            .Input("x", "N", 2).Constant("w", [2, 2], 1, 2, 3, 4)
            .Node("Gemm", "x w x", "y", ("beta", 0.5f)).Output("y", "N", 2)
            .Computes([1, 10], [31.5, 47]);
        Assert.Equal(2, network.Operations.Count);
    }

    [Fact]
    public void BiasForEverySampleIsRefused()
    {
        ImportProblem problem = new TestModel()
            .Input("x", 2, 3).Constant("w", [3, 2], WeightsByInput).Constant("c", [2, 2], 1, 2, 3, 4)
            .Node("Gemm", "x w c", "y").Output("y").Import().Problem();
        Assert.Equal(
            (ProblemKind.UnsupportedShape, "The Gemm node 'the_gemm' combines a constant of shape [2, 2] with values of shape [2, 2], and so treats the samples of a batch differently."),
            (problem.Kind, problem.Message));
    }

    [Fact]
    public void SamplesInColumnsAreRefused()
    {
        ImportProblem problem = new TestModel()
            .Input("x", 3, "N").Constant("w", [3, 2], WeightsByInput)
            .Node("Gemm", "x w", "y", ("transA", 1)).Output("y").Import().Problem();
        Assert.Equal(
            (ProblemKind.UnsupportedShape, "The Gemm node 'the_gemm' sums over the axis of the batch of its input of shape [3, N]; the samples must be its rows."),
            (problem.Kind, problem.Message));
    }

    private static double[] Biases(TestModel model, long[]? shape)
    {
        if (shape is null)
        {
            return [0, 0];
        }

        bool isVector = shape.Contains(2);
        model.Constant("c", shape, isVector ? [7, -9] : [7]);
        return isVector ? [7, -9] : [7, 7];
    }

    private static double[] Expected(double alpha, double beta, double[] biases) =>
        [.. Samples.Chunk(3).SelectMany(x => Weights.Chunk(3).Select((row, j) => (alpha * row.Zip(x, (w, v) => w * v).Sum()) + (beta * biases[j])))];
}

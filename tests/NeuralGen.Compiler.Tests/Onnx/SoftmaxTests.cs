using NeuralGen.Compiler.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Softmax and LogSoftmax before and after opset 13.</summary>
public class SoftmaxTests
{
    private static readonly double[] Logits = [1, 2, -1, 0.5];

    [Theory]
    [InlineData(7, null)]
    [InlineData(12, 1)]
    [InlineData(12, -1)]
    [InlineData(13, null)]
    [InlineData(13, 1)]
    [InlineData(13, -1)]
    public void OverTheSample(int opset, int? axis)
    {
        foreach ((string name, Func<double, double> result) in new (string, Func<double, double>)[] { ("Softmax", Math.Exp), ("LogSoftmax", value => value) })
        {
            OnnxNetwork network = new TestModel(opset).Input("x", "N", 4).Node(name, "x", "y", Axis(axis)).Output("y", "N", 4)
                .Computes(Logits, [.. Logarithms(Logits).Select(result)]);
            Assert.Equal(name, Assert.Single(network.Operations).GetType().Name);
        }
    }

    [Fact]
    public void BeforeOpset13OverAllAxesFromOneOn() => new TestModel(12).Input("x", "N", 2, 2)
        .Node("Softmax", "x", "y").Output("y", "N", 2, 2).Computes(Logits, [.. Logarithms(Logits).Select(Math.Exp)]);

    [Fact]
    public void FromOpset13OnOverOneAxis() => new TestModel(13).Input("x", "N", 2, 2)
        .Node("Softmax", "x", "y").Output("y", "N", 2, 2)
        .Computes(Logits, [.. Logarithms(Logits[..2]).Concat(Logarithms(Logits[2..])).Select(Math.Exp)]);

    [Fact]
    public void OverTheOnlyAxis() => new TestModel(13).Input("x", 4).Node("Softmax", "x", "y").Output("y", 4)
        .Computes(Logits, [.. Logarithms(Logits).Select(Math.Exp)]);

    [Fact]
    public void OverAnAxisWithOnesBesideIt() => new TestModel(13).Input("x", "N", 4, 1).Node("Softmax", "x", "y", ("axis", 1)).Output("y", "N", 4, 1)
        .Computes(Logits, [.. Logarithms(Logits).Select(Math.Exp)]);

    [Theory]
    [InlineData(13, 0)]
    [InlineData(12, 0)]
    public void OverTheBatchIsRefused(int opset, int axis)
    {
        ImportProblem problem = new TestModel(opset).Input("x", "N", 4).Node("Softmax", "x", "y", Axis(axis)).Output("y").Import().Problem();
        Assert.Equal(
            (ProblemKind.UnsupportedShape, "The Softmax node 'the_softmax' normalises along axis 0 of the shape [N, 4]; supported is all of a sample at once, and nothing but one sample."),
            (problem.Kind, problem.Message));
    }

    private static (string, object)[] Axis(int? axis) => axis is { } value ? [("axis", value)] : [];

    private static double[] Logarithms(double[] logits)
    {
        double logarithm = Math.Log(logits.Sum(Math.Exp));
        return [.. logits.Select(value => value - logarithm)];
    }
}

using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Tensors;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Graphs as a whole: what is looked at, what is not, and what the result says about the file.</summary>
public class GraphTests
{
    [Fact]
    public void OriginIsThatOfTheFile()
    {
        OnnxNetwork network = new TestModel(15).Input("x", "N", 3).Constant("w", [3, 2], 1, 2, 3, 4, 5, 6).Node("MatMul", "x w", "y").Output("y", "N", 2).Import().Network();
        Assert.Equal(new OnnxOrigin("tests 1.0", "main", 15, "x", "y"), network.Origin);
        Assert.Equal((3, 2), (network.InputSize, network.OutputSize));
    }

    [Fact]
    public void EqualModelsGiveEqualNetworks()
    {
        Assert.Equal(Layer(1).Import(), Layer(1).Import());
        Assert.NotEqual(Layer(1).Import(), Layer(2).Import());

        static TestModel Layer(double weight) => new TestModel().Input("x", "N", 1).Constant("w", [1, 1], weight).Node("MatMul", "x w", "h").Node("Tanh", "h", "y").Output();
    }

    [Fact]
    public void NodesThatNothingNeedsAreIgnored() => new TestModel().Input("x", "N", 1).Input("other", 5)
        .Node("Relu", "x", "y").Node("Conv", "other", "z").Node("Shape", "x", "s").Output("y", "N", 1).Computes([-1], [0]);

    [Fact]
    public void BrokenInitializerThatNothingNeedsIsIgnored() => new TestModel().Input("x", "N", 1)
        .Tensor(TestTensor.Header("broken", ElementType.String, [7])).Node("Relu", "x", "y").Output().Computes([-1], [0]);

    [Fact]
    public void OneOfSeveralOutputsCanBeNamed()
    {
        TestModel model = new TestModel().Input("x", "N", 1).Node("Relu", "x", "y").Node("Neg", "x", "z").Output("y", "N", 1).Output("z", "N", 1);
        Assert.Equal([-3], NetworkEvaluator.Run(model.Import("z").Network(), 3));
        Assert.Equal(
            new ImportProblem(ProblemKind.UnsupportedGraph, "The model has several outputs ('y', 'z'); name the one to compute."),
            model.Import().Problem());
        Assert.Equal(
            new ImportProblem(ProblemKind.UnsupportedGraph, "The model has no output 'q'; it has 'y', 'z'."),
            model.Import("q").Problem());
    }

    [Fact]
    public void UnknownOperatorOfOneOutputLeavesTheOthersToBeNamed()
    {
        TestModel model = new TestModel().Input("x", "N", 1).Node("Relu", "x", "y").Node("ArgMax", "x", "label").Output("label").Output("y", "N", 1);
        Assert.Equal([3], NetworkEvaluator.Run(model.Import("y").Network(), 3));
        Assert.Equal("The model has several outputs ('label', 'y'); name the one to compute.", model.Import().Problem().Message);
    }

    [Fact]
    public void UnknownOperatorOfAllOutputsIsReportedFirst()
    {
        TestModel model = new TestModel().Input("x", 4, "N", 3).Constant("w", [1], 1).Node("LSTM", "x w w", "y h").Output("y", 4, 1, "N", 3).Output("h", 1, "N", 3);
        Assert.Equal((ProblemKind.UnsupportedOperator, "LSTM"), (model.Import().Problem().Kind, model.Import().Problem().Operator));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public void WeightsMayAlsoBeListedAsInputs(int version) => new TestModel() { IrVersion = version }
        .Input("x", "N", 2).Input("w", 2, 1).Constant("w", [2, 1], 3, 4).Node("MatMul", "x w", "y").Output("y", "N", 1).Computes([1, 2], [11]);

    [Fact]
    public void DomainMayBeWrittenOut()
    {
        ProtobufWriter node = TestModel.NodeMessage("Relu", "x", "y").Text(7, "ai.onnx");
        OnnxNetwork network = new TestModel(-1).Input("x", "N", 1).Add(1, node).Output()
            .Extra(new ProtobufWriter().Message(8, new ProtobufWriter().Text(1, "ai.onnx").Varint(2, 17)))
            .Extra(new ProtobufWriter().Message(8, new ProtobufWriter().Text(1, "ai.onnx.ml").Varint(2, 3)))
            .Import().Network();
        Assert.Equal([0], NetworkEvaluator.Run(network, -1));
    }

    [Fact]
    public void UnknownFieldsArePassedOver()
    {
        ProtobufWriter unknown = new ProtobufWriter().Varint(900, -1).Double(901, 1).Single(902, 1).Text(903, "later");
        TestModel model = new TestModel().Input("x", "N", 1).Extra(unknown);
        model.Graph.Raw(unknown.ToArray());
        model.Add(1, TestModel.NodeMessage("Relu", "x", "y").Raw(unknown.ToArray())).Output().Computes([-1], [0]);
    }

    [Fact]
    public void FieldOfAnotherWireTypeIsPassedOver() =>
        new TestModel().Input("x", "N", 1).Node("Relu", "x", "y").Output().Extra(new ProtobufWriter().Varint(7, 5).Text(1, "version")).Computes([-1], [0]);

    [Fact]
    public void PartsOfAGraphAreMerged()
    {
        TestModel rest = new TestModel().Node("Relu", "x", "y").Output();
        new TestModel().Input("x", "N", 1).Extra(new ProtobufWriter().Message(7, rest.Graph)).Computes([-1], [0]);
    }

    [Fact]
    public void LastOfRepeatedFieldsCounts()
    {
        ProtobufWriter node = TestModel.NodeMessage("Conv", "x", "y").Text(4, "Relu");
        new TestModel().Input("x", "N", 1).Add(1, node).Output().Extra(new ProtobufWriter().Varint(1, 7)).Computes([-1], [0]);
    }

    [Fact]
    public void AllUnknownOperatorsAreReported()
    {
        var failure = Assert.IsType<ImportResult.Failure>(new TestModel().Input("x", "N", 3, 8, 8).Constant("w", [4, 3, 3, 3], new double[108])
            .Node("Conv", "x w", "c").Node("Relu", "c", "r").Node("GlobalMaxPool", "r", "y").Output().Import());
        Assert.Equal(["Conv", "GlobalMaxPool"], failure.Problems.Select(problem => problem.Operator));
        Assert.Equal(
            "The Conv node 'the_conv' is not supported; convolutions and pooling are not; supported are networks of dense layers (Gemm, MatMul and Add).",
            failure.Problems[0].Message);
    }

    [Fact]
    public void LargeModelNeedsNoMuchLargerMemory()
    {
        const int Size = 1000;
        byte[] file = new TestModel().Input("x", "N", Size).Tensor(TestTensor.Floats("w", [Size, Size], new float[Size * Size])).Node("MatMul", "x w", "y").Output().ToBytes();
        OnnxImport.Read(file, _ => null);
        long before = GC.GetAllocatedBytesForCurrentThread();
        OnnxImport.Read(file, _ => null);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 4 * file.Length);
    }
}

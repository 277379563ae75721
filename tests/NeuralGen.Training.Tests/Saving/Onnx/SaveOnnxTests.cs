using System.Text;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Tests.Onnx;
using NeuralGen.Runtime;
using NeuralGen.Tests.Runtime;
using NeuralGen.Training.Tests.Dropout;
using NeuralGen.Training.Tests.Networks;
using NeuralGen.Training.Tests.Onnx;

namespace NeuralGen.Training.Tests.Saving.Onnx;

/// <summary>Networks of the real build, saved as ONNX and imported again.</summary>
public sealed class SaveOnnxTests
{
    [Fact]
    public void WeightsOfSinglePrecisionSurviveBitByBit()
    {
        EveryLayer network = Samples.Single();
        Assert.Equal(SavedModel.Bits(network.Parameters), SavedModel.Bits(SavedModel.Import(Samples.Bytes(network.SaveOnnx))));
    }

    [Fact]
    public void WeightsOfDoublePrecisionSurviveBitByBit()
    {
        EveryLayerInDouble network = Samples.Double();
        Assert.Equal(SavedModel.Bits(network.Parameters), SavedModel.Bits(SavedModel.Import(Samples.Bytes(network.SaveOnnx))));
    }

    [Theory]
    [InlineData(0x7fc0_0001u)]
    [InlineData(0xff81_2345u)]
    [InlineData(0x7f80_0000u)]
    [InlineData(0x8000_0000u)]
    [InlineData(0x0000_0001u)]
    public void EveryBitSurvives(uint bits)
    {
        var network = new Smallest();
        network.Parameters.CopyFrom([1, BitConverter.UInt32BitsToSingle(bits), 0]);
        Assert.Equal(bits, SavedModel.Bits(SavedModel.Import(Samples.Bytes(network.SaveOnnx)))[1]);
    }

    [Fact]
    public void LayersAreFoundAgain()
    {
        ActivationKind[] expected =
        [
            ActivationKind.Tanh, ActivationKind.ReLU, ActivationKind.LeakyReLU, ActivationKind.LeakyReLU, ActivationKind.ELU, ActivationKind.ELU,
            ActivationKind.SELU, ActivationKind.GELU, ActivationKind.GELUTanh, ActivationKind.SiLU, ActivationKind.Softplus, ActivationKind.Identity,
            ActivationKind.Softsign, ActivationKind.HardSwish, ActivationKind.Mish, ActivationKind.Identity, ActivationKind.HardSigmoid,
            ActivationKind.Sigmoid, ActivationKind.Identity, ActivationKind.Softmax, ActivationKind.Softmax,
        ];
        DenseDeclaration[] layers = SavedModel.Layers(SavedModel.Import(Samples.Bytes(new EveryLayer().SaveOnnx)));
        Assert.Equal(expected, layers.Select(layer => layer.Activation));
    }

    [Fact]
    public void ParametersOfActivationsAreFoundAgain()
    {
        DenseDeclaration[] layers = SavedModel.Layers(SavedModel.Import(Samples.Bytes(new EveryLayer().SaveOnnx)));
        Assert.Equal([null, 0.2, null, 0.7], layers.Skip(2).Take(4).Select(layer => layer.Alpha));
    }

    [Fact]
    public void LayersWithoutBiasesAreFoundAgain()
    {
        DenseDeclaration[] layers = SavedModel.Layers(SavedModel.Import(Samples.Bytes(new EveryLayer().SaveOnnx)));
        Assert.Equal([1, 14], Enumerable.Range(0, layers.Length).Where(layer => !layers[layer].Bias));
    }

    [Fact]
    public void ImportedNetworkOfSinglePrecisionComputesTheSame()
    {
        EveryLayer network = Samples.Single();
        OnnxNetwork imported = SavedModel.Import(Samples.Bytes(network.SaveOnnx));
        float[] output = new float[EveryLayer.OutputSize];
        Assert.All(Samples.Inputs, input =>
        {
            network.Forward(Array.ConvertAll(input, number => (float)number), output);
            Assert.All(NetworkEvaluator.Run(imported, input).Zip(output), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        });
    }

    [Fact]
    public void ImportedNetworkOfDoublePrecisionComputesTheSame()
    {
        EveryLayerInDouble network = Samples.Double();
        OnnxNetwork imported = SavedModel.Import(Samples.Bytes(network.SaveOnnx));
        double[] output = new double[EveryLayerInDouble.OutputSize];
        Assert.All(Samples.Inputs, input =>
        {
            network.Forward(input, output);
            Assert.All(NetworkEvaluator.Run(imported, input).Zip(output), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        });
    }

    /// <summary>Else the comparisons of outputs would compare little.</summary>
    [Fact]
    public void OutputsOfTheSamplesDiffer()
    {
        OnnxNetwork[] networks = [SavedModel.Import(Samples.Bytes(Samples.Single().SaveOnnx)), SavedModel.Import(Samples.Bytes(Samples.Double().SaveOnnx))];
        Assert.All(networks, network =>
        {
            double[] outputs = [.. Samples.Inputs.Select(input => NetworkEvaluator.Run(network, input)[0]).Order()];
            Assert.All(outputs.Skip(1).Zip(outputs, (output, before) => output - before), difference => Assert.True(difference > 1e-3, $"{difference:R}"));
        });
    }

    [Fact]
    public void NetworkOfAnOnnxModelIsSavedAgain()
    {
        var policy = new Policy();
        Assert.Equal(SavedModel.Bits(policy.Parameters), SavedModel.Bits(SavedModel.Import(Samples.Bytes(policy.SaveOnnx))));
    }

    [Fact]
    public void DropoutIsLeftOut() =>
        Assert.Equal(["Gemm", "Relu", "Gemm"], SavedModel.Import(Samples.Bytes(new SingleDropout().SaveOnnx)).Operations.SelectMany(operation => operation.Nodes).Select(node => node.Operator));

    [Fact]
    public void FileSaysWhereItIsFrom()
    {
        OnnxOrigin origin = SavedModel.Import(Samples.Bytes(new SmallClassifier().SaveOnnx)).Origin;
        string version = typeof(Trainer).Assembly.GetName().Version!.ToString(3);
        Assert.Equal(new OnnxOrigin($"NeuralGen {version}", "SmallClassifier", 13, "input", "output"), origin);
    }

    /// <summary>Put together by hand, field by field, as onnx.proto has them.</summary>
    [Fact]
    public void BytesOfASmallFile()
    {
        var network = new Smallest();
        network.Parameters.CopyFrom([1, -2, 0.5f]);
        ProtobufWriter graph = new ProtobufWriter()
            .Message(1, new ProtobufWriter().Text(1, "input").Text(1, "dense1.weight").Text(1, "dense1.bias").Text(2, "z1").Text(3, "z1").Text(4, "Gemm")
                .Message(5, new ProtobufWriter().Text(1, "transB").Varint(3, 1).Varint(20, 2)))
            .Message(1, new ProtobufWriter().Text(1, "z1").Text(2, "output").Text(3, "output").Text(4, "Relu"))
            .Text(2, "Smallest")
            .Message(5, new ProtobufWriter().Varint(1, 1).Varint(1, 2).Varint(2, 1).Text(8, "dense1.weight").Bytes(9, [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]))
            .Message(5, new ProtobufWriter().Varint(1, 1).Varint(2, 1).Text(8, "dense1.bias").Bytes(9, [0, 0, 0, 0x3f]))
            .Message(11, Value("input", 2))
            .Message(12, Value("output", 1));
        byte[] expected = new ProtobufWriter()
            .Varint(1, 7).Text(2, "NeuralGen").Text(3, typeof(Trainer).Assembly.GetName().Version!.ToString(3)).Message(7, graph)
            .Message(8, new ProtobufWriter().Varint(2, 13))
            .Message(14, new ProtobufWriter().Text(1, "loss").Text(2, "MeanSquaredError"))
            .ToArray();

        Assert.Equal(expected, Samples.Bytes(network.SaveOnnx));

        static ProtobufWriter Value(string name, int size) => new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, new ProtobufWriter().Varint(1, 1)
            .Message(2, new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, "batch")).Message(1, new ProtobufWriter().Varint(1, size)))));
    }

    [Fact]
    public void SameNetworkGivesTheSameBytes() => Assert.Equal(Samples.Bytes(Samples.Single().SaveOnnx), Samples.Bytes(Samples.Single().SaveOnnx));

    [Fact]
    public void SavingIsTheSameInEveryCulture()
    {
        var culture = new System.Globalization.CultureInfo("ar-SA") { NumberFormat = { NegativeSign = "\u2212", NumberDecimalSeparator = "," } };
        byte[] here = Samples.Bytes(new EveryLayer().SaveOnnx);
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
            Assert.Equal(here, Samples.Bytes(new EveryLayer().SaveOnnx));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void FileAndStreamGetTheSameBytes()
    {
        using var file = new TemporaryFile("old");
        var network = new SmallRegression();
        network.SaveOnnx(file.Path);
        Assert.Equal(Samples.Bytes(network.SaveOnnx), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void StreamStaysOpen()
    {
        using var stream = new MemoryStream();
        new SmallClassifier().SaveOnnx(stream);
        Assert.True(stream.CanWrite);
    }

    [Fact]
    public void LossIsAmongTheProperties() =>
        Assert.Contains("loss\u0012\u000cCrossEntropy", Encoding.Latin1.GetString(Samples.Bytes(new SmallClassifier().SaveOnnx)), StringComparison.Ordinal);

    [Fact]
    public void LossOfTheUsersOwnIsAmongThePropertiesAsAFormula() =>
        Assert.Contains("(a - y)^4", Encoding.Latin1.GetString(Samples.Bytes(new EveryLayerInDouble().SaveOnnx)), StringComparison.Ordinal);

    [Fact]
    public void MissingFolderIsAnIOException() =>
        Assert.ThrowsAny<IOException>(() => new SmallClassifier().SaveOnnx(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "net.onnx")));

    [Fact]
    public void EmptyPathIsRefused() => Assert.Throws<ArgumentException>("path", () => new SmallClassifier().SaveOnnx(""));

    [Fact]
    public void PathOfNullIsRefused() => Assert.Throws<ArgumentNullException>("path", () => new SmallClassifier().SaveOnnx((string)null!));

    [Fact]
    public void StreamOfNullIsRefused() => Assert.Throws<ArgumentNullException>("stream", () => new SmallClassifier().SaveOnnx((Stream)null!));

    [Fact]
    public void NetworkOfNullIsRefused() => Assert.Throws<ArgumentNullException>("network", () => OnnxSavingExtensions.SaveOnnx<float>(null!, "net.onnx"));

    [Fact]
    public void FileLongerThanProtocolBuffersIsRefused()
    {
        var layout = new ParameterLayout(0, new TensorLayout("dense1.weight", [32768, 16384], 0, [1, 1]));
        var graph = new OnnxGraph(layout, isDouble: false);
        graph.Begin("Large", 16384, 32768);
        graph.Gemm("output", "input", "dense1.weight");
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => new OnnxFile(graph, layout, sizeof(float)));
        Assert.StartsWith("The network 'Large' is too large for an ONNX file: it would have 2147483", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OperatorThatReadsAnUnknownValueIsRefused() =>
        Assert.Equal(
            "The operator 'Add' of the graph 'Net' reads 'z2', which nothing before it computes. (Parameter 'operands')",
            Assert.Throws<ArgumentException>(() => Begun().Apply("z1", "Add", "input", "z2")).Message);

    [Fact]
    public void TwoValuesOfOneNameAreRefused() =>
        Assert.Equal("Two values of the graph 'Net' have the name 'input'. (Parameter 'result')", Assert.Throws<ArgumentException>(() => Begun().Softmax("input", "input")).Message);

    [Fact]
    public void GraphWithoutAnOutputIsRefused() =>
        Assert.Equal(
            "The network has not described how 'output' is computed.",
            Assert.Throws<InvalidOperationException>(() => new OnnxFile(Begun(), new ParameterLayout(0), sizeof(float))).Message);

    private static OnnxGraph Begun()
    {
        var graph = new OnnxGraph(new ParameterLayout(0), isDouble: false);
        graph.Begin("Net", 1, 1);
        return graph;
    }
}

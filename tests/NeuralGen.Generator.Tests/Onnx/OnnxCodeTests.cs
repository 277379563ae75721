using System.Numerics;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.ModelFiles.Exchange;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Layers;
using NeuralGen.Compiler.Onnx.Tensors;
using NeuralGen.Compiler.Tests.Onnx;
using NeuralGen.Generator.Tests.Helpers;
using OnnxFile = NeuralGen.Compiler.Tests.Onnx.TestModel;
using TestModel = NeuralGen.Generator.Tests.Helpers.TestModel;

namespace NeuralGen.Generator.Tests.Onnx;

/// <summary>From the bytes of a model to a loaded class and its numbers.</summary>
public class OnnxCodeTests
{
    private const string Source = "using NeuralGen; [OnnxModel(\"net.onnx\")] public sealed partial class Net;";

    public static TheoryData<string, bool, bool> Networks
    {
        get
        {
            var data = new TheoryData<string, bool, bool>();
            foreach (string activation in new[] { "Relu", "Tanh", "Sigmoid", "Elu", "LeakyRelu", "Selu", "Softplus", "Softsign", "HardSigmoid", "HardSwish", "Mish", "Gelu", "Exp", "Identity" })
            {
                data.Add(activation, false, false);
            }

            data.Add("Relu", true, false);
            data.Add("Tanh", false, true);
            data.Add("Softplus", true, true);
            data.Add("Mish", true, false);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Compiled_network_computes_what_the_model_says(string activation, bool isDouble, bool isLarge)
    {
        OnnxFile file = Layers(activation, isDouble, isLarge ? 120 : 5);
        if (isDouble)
        {
            Compare<double>(file, 1e-13, isLarge);
        }
        else
        {
            Compare<float>(file, 2e-5, isLarge);
        }
    }

    [Theory]
    [InlineData("Relu", ActivationKind.ReLU, null)]
    [InlineData("Tanh", ActivationKind.Tanh, null)]
    [InlineData("Sigmoid", ActivationKind.Sigmoid, null)]
    [InlineData("Elu", ActivationKind.ELU, null)]
    [InlineData("LeakyRelu", ActivationKind.LeakyReLU, null)]
    [InlineData("Softplus", ActivationKind.Softplus, null)]
    [InlineData("Softsign", ActivationKind.Softsign, null)]
    [InlineData("HardSwish", ActivationKind.HardSwish, null)]
    [InlineData("Mish", ActivationKind.Mish, null)]
    [InlineData("Gelu", ActivationKind.GELU, null)]
    [InlineData("Softmax", ActivationKind.Softmax, null)]
    [InlineData("Identity", ActivationKind.Identity, null)]
    [InlineData("LeakyRelu", ActivationKind.LeakyReLU, 0.2f)]
    [InlineData("Elu", ActivationKind.ELU, 0.7f)]
    internal void Function_of_the_contract_is_recognised(string type, ActivationKind kind, float? alpha)
    {
        (string, object)[] attributes = alpha is { } value ? [("alpha", value)] : [];
        OnnxFile file = Start(22, false).Constant("w", [2, 2], 1, 2, 3, 4).Node("MatMul", "x w", "h").Node(type, "h", "y", attributes).Output();
        DenseDeclaration layer = Chain(file)[0];
        Assert.Equal((kind, alpha is null ? null : (double?)Math.Round((double)alpha, 3), null), (layer.Activation, layer.Alpha, layer.CustomActivation));
    }

    [Fact]
    public void Silu_in_two_nodes_is_one_function()
    {
        OnnxFile file = OnnxModels.TwoInputs().Node("MatMul", "x w", "h").Node("Sigmoid", "h", "s").Node("Mul", "h s", "y").Output();
        Assert.Equal(ActivationKind.SiLU, Assert.Single(Chain(file)).Activation);
    }

    [Fact]
    public void Function_that_the_contract_lacks_is_one_of_the_users_own()
    {
        DenseDeclaration layer = Assert.Single(Chain(OnnxModels.TwoInputs().Node("MatMul", "x w", "h").Node("Exp", "h", "y").Output()));
        Assert.NotNull(layer.CustomActivation);
    }

    [Fact]
    public void Layers_with_and_without_biases_keep_them_apart()
    {
        OnnxFile file = OnnxModels.TwoInputs().Constant("b", [2], 5, 6).Node("Gemm", "x w b", "h").Node("Relu", "h", "t").Node("MatMul", "t w", "y").Output();
        Assert.Equal([true, false], Chain(file).Select(layer => layer.Bias));
    }

    [Fact]
    public void Bits_of_special_numbers_arrive()
    {
        uint[] bits = [0x80000000, 0x7f800001, 0xffc12345, 0x7f800000];
        OnnxFile file = new OnnxFile().Input("x", "N", 2).Tensor(Compiler.Tests.Onnx.TestTensor.Raw("w", ElementType.Float, [2, 2], bits)).Node("Gemm", "x w", "y", ("transB", 1)).Output();
        Assert.Contains("0x80000000, 0x7f800001, 0xffc12345, 0x7f800000,", Run(file.ToBytes()).Files["Net.Weights.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Output_is_chosen_by_its_name()
    {
        byte[] file = OnnxModels.TwoInputs().Node("MatMul", "x w", "y").Node("Tanh", "y", "z").Output().Output("z").ToBytes();
        string tanh = Run(file, "using NeuralGen; [OnnxModel(\"net.onnx\", Output = \"z\")] public sealed partial class Net;").Files["Net.g.cs"];
        string identity = Run(file, "using NeuralGen; [OnnxModel(\"net.onnx\", Output = \"y\")] public sealed partial class Net;").Files["Net.g.cs"];
        Assert.Equal((true, false), (tanh.Contains("tanh", StringComparison.Ordinal), identity.Contains("tanh", StringComparison.Ordinal)));
    }

    [Fact]
    public void Numbers_in_a_file_beside_the_model_arrive()
    {
        OnnxFile file = new OnnxFile().Input("x", "N", 2)
            .Tensor(Compiler.Tests.Onnx.TestTensor.External("w", ElementType.Float, [2, 1], ("location", "sub/data.bin"))).Node("MatMul", "x w", "y").Output("y", "N", 1);
        TestModel model = OnnxModels.Convert("net.onnx", file.ToBytes(), path => path == "sub/data.bin" ? [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40] : null);
        GeneratorRun run = GeneratorRun.Of([Source], BuildSettings.Default with { Models = [model] });
        Assert.Contains("0x3f800000, 0x40000000,", run.Files["Net.Weights.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Remarks_say_where_the_network_comes_from()
    {
        string text = Run(OnnxModels.TwoInputs().Node("MatMul", "x w", "h").Node("Relu", "h", "y").Output().ToBytes()).Files["Net.g.cs"];
        Assert.Contains("/// An ONNX model of tests 1.0, opset 17, graph 'main', from 'x' to 'y':\n", text, StringComparison.Ordinal);
        Assert.Contains("/// dense1: MatMul 'the_matmul', Relu 'the_relu'\n", text, StringComparison.Ordinal);
        Assert.Contains("A new instance has the weights of net.onnx (SHA-256 ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_would_end_a_comment_do_no_harm()
    {
        ProtobufWriter node = new ProtobufWriter().Text(1, "x").Text(1, "w").Text(2, "y").Text(3, "a\u2028int\nb */ <c> \ud83d\ufffe\uffff --> &b; ]]>").Text(4, "MatMul");
        TestModel model = OnnxModels.Convert("net.onnx", OnnxModels.TwoInputs().Add(1, node).Output().ToBytes());
        GeneratorRun run = GeneratorRun.Of([DocumentedSource("net.onnx")], BuildSettings.Strict with { Models = [model] });
        await run.AssertCleanAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("</remarks>*/\uffff\ufffe.onnx")]
    [InlineData("a\u2028b\u202ec\nd&.onnx")]
    public async Task Name_of_the_file_does_no_harm(string file)
    {
        TestModel model = OnnxModels.Convert(file, OnnxModels.TwoInputs().Node("MatMul", "x w", "y").Output().ToBytes());
        string path = string.Concat(file.Select(c => $"\\u{(int)c:x4}"));
        GeneratorRun run = GeneratorRun.Of([DocumentedSource(path)], BuildSettings.Strict with { Models = [model] });
        await run.AssertCleanAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(run.Files);
    }

    [Fact]
    public void Graph_for_saving_says_what_each_function_reads()
    {
        string text = Run(Residual()).Files["Net.Onnx.g.cs"];
        Assert.Contains("// a^1 [2] = 0 if z <= 0, else z\n", text, StringComparison.Ordinal);
        Assert.Contains("// a^3 [2] = a^1 + z^2\n", text, StringComparison.Ordinal);
        Assert.Contains("// a^4 [2] = tanh(a^3)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_of_a_layer_without_a_function_is_called_so()
    {
        string text = Run(Residual()).Files["Net.Inspection.g.cs"];
        Assert.Contains("// (BP2) delta^2 = dC/da^3\n            v.Delta2.Clear();\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_of_a_source_imports_nothing_again()
    {
        byte[] file = OnnxModels.TwoInputs().Node("MatMul", "x w", "y").Output().ToBytes();
        GeneratorRun first = GeneratorRun.Of([Source, "class Unrelated;"], BuildSettings.Default with { Models = [OnnxModels.Convert("net.onnx", file)] });
        Compilation input = first.Output.RemoveSyntaxTrees(first.Result.GeneratedSources.Select(source => source.SyntaxTree));
        SyntaxTree old = input.SyntaxTrees.Last();
        GeneratorRun second = first.Rerun(input.ReplaceSyntaxTree(old, BuildSettings.Default.Parse("class Unrelated { int x = 1; }", old.FilePath)));
        Assert.All(
            second.Result.TrackedSteps[TrackingNames.Weights].SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static string DocumentedSource(string path) =>
        $"using NeuralGen; /** <summary>Its own.</summary> */ [OnnxModel(\"{path}\")] public sealed partial class Net;";

    /// <summary>tanh(r + W r) with r = relu(W x).</summary>
    private static byte[] Residual() => OnnxModels.TwoInputs()
        .Node("MatMul", "x w", "h").Node("Relu", "h", "r").Node("MatMul", "r w", "u").Node("Add", "r u", "s").Node("Tanh", "s", "y").Output().ToBytes();

    private static OnnxFile Start(int opset, bool isDouble) =>
        new OnnxFile(opset) { IrVersion = 10, Type = isDouble ? ElementType.Double : ElementType.Float }.Input("x", "N", 2);

    /// <summary>2 inputs, hidden neurons twice, 3 probabilities.</summary>
    private static OnnxFile Layers(string activation, bool isDouble, int hidden)
    {
        var random = new Random(5);
        return Start(22, isDouble)
            .Constant("w1", [2, hidden], Numbers(2 * hidden)).Constant("b1", [hidden], Numbers(hidden))
            .Constant("w2", [hidden, hidden], Numbers(hidden * hidden)).Constant("b2", [hidden], Numbers(hidden))
            .Constant("w3", [hidden, 3], Numbers(hidden * 3))
            .Node("Gemm", "x w1 b1", "h1").Node(activation, "h1", "a1")
            .Node("Gemm", "a1 w2 b2", "h2").Node(activation, "h2", "a2")
            .Node("MatMul", "a2 w3", "h3").Node("Softmax", "h3", "y").Output();

        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() - 0.5) / Math.Sqrt(hidden))];
    }

    private static void Compare<T>(OnnxFile file, double tolerance, bool isLarge)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OnnxNetwork model = file.Import().Network();
        var converted = ConvertedModel.Convert("net.onnx", file.ToBytes());
        Assert.Equal(isLarge, converted.Resource is not null);
        GeneratorRun run = Run(file.ToBytes());
        ResourceDescription[] resources = isLarge ? [new ResourceDescription(converted.ResourceName!, () => new MemoryStream(converted.Resource!), isPublic: true)] : [];
        using MemoryStream assembly = run.Assembly(resources);
        var context = new AssemblyLoadContext(null, isCollectible: true);
        try
        {
            var network = (INeuralNetwork<T>)Activator.CreateInstance(context.LoadFromStream(assembly).GetType("Net", throwOnError: true)!)!;
            double[][] samples = [[0.3, -0.7], [-1.5, 2], [0, 0]];
            foreach (double[] sample in samples)
            {
                T[] output = new T[3];
                network.Forward(Array.ConvertAll(sample, T.CreateChecked), output);
                double[] expected = NetworkEvaluator.Run(model, Array.ConvertAll(sample, value => double.CreateChecked(T.CreateChecked(value))));
                Assert.All(expected.Zip(output), pair => Assert.Equal(pair.First, double.CreateChecked(pair.Second), tolerance));
            }

            CompareWeights(model, network);
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>Bit by bit; and drawing others overwrites them.</summary>
    private static void CompareWeights<T>(OnnxNetwork model, INeuralNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IReadOnlyList<WeightPlace> places = WeightPlaces.Of(NetworkLayers.Read(model, out _)!.Value, 0, out _);
        Assert.Equal(places.Select(place => place.Name), network.Parameters.Layout.Tensors.Select(tensor => tensor.Name));
        foreach (WeightPlace place in places)
        {
            T[] actual = new T[place.Numbers.Count];
            network.Parameters[place.Name].CopyTo(actual);
            Assert.Equal(Enumerable.Range(0, actual.Length).Select(i => T.CreateChecked(place.Numbers[i])), actual);
        }

        network.Initialize(1);
        T[] drawn = new T[places[0].Numbers.Count];
        network.Parameters[places[0].Name].CopyTo(drawn);
        Assert.NotEqual(Enumerable.Range(0, drawn.Length).Select(i => T.CreateChecked(places[0].Numbers[i])), drawn);
    }

    private static IReadOnlyList<DenseDeclaration> Chain(OnnxFile file)
    {
        Compiler.EquatableArray<ImportedLayer>? layers = NetworkLayers.Read(file.Import().Network(), out ImportProblem? problem);
        Assert.Null(problem);
        return [.. layers!.Value.Select(layer => Assert.IsType<DenseDeclaration>(layer.Declaration))];
    }

    private static GeneratorRun Run(byte[] file, string source = Source) =>
        GeneratorRun.Of([source], BuildSettings.ForThisMachine with { Models = [OnnxModels.Convert("net.onnx", file)] });
}

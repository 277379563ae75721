using System.Numerics;
using System.Runtime.Loader;
using NeuralGen.Compiler.Onnx.Tensors;
using NeuralGen.Generator.Tests.Helpers;
using OnnxFile = NeuralGen.Compiler.Tests.Onnx.TestModel;

namespace NeuralGen.Generator.Tests.Onnx;

/// <summary>A network, declared or imported, is compiled, saved as ONNX, and compiled again from that file.</summary>
public class SavedModelTests
{
    private const string Layers =
        """
        [Dense(9, Activation.Tanh)] [Dense(8, Activation.LeakyReLU, Alpha = 0.2)] [Dense(7, Activation.ELU, Bias = false)] [Dense(8, Activation.SELU)]
        [Dense(9, Activation.GELU)] [Dense(8, Activation.GELUTanh)] [Dense(9, Activation.SiLU)] [Dense(8, Activation.Softplus)] [Dense(9, Activation.Softsign)]
        [Dense(8, Activation.HardSigmoid)] [Dense(9, Activation.HardSwish)] [Dense(8, Activation.Mish)] [Dense(9, Activation.ReLU)] [Dense(8, Activation.Sigmoid)]
        [Dense(7, Activation.Softmax)] [Dense(3)]
        """;

    private static readonly double[][] Samples = [[0.3, -0.7, 2, -1], [-1.5, 2, 0, 0.25], [0, 0, 0, 0]];

    [Fact]
    public void Network_of_single_precision_computes_the_same_bits() => CompareOutputs<float>("Single");

    [Fact]
    public void Network_of_double_precision_computes_the_same_bits() => CompareOutputs<double>("Double");

    [Fact]
    public void Network_with_branches_of_single_precision_computes_the_same_bits() => CompareBranches<float>(ElementType.Float);

    [Fact]
    public void Network_with_branches_of_double_precision_computes_the_same_bits() => CompareBranches<double>(ElementType.Double);

    /// <summary>A function of the input, a PRelu, a gate, a Softmax within, a sum of a value that three read, a LogSoftmax at the end.</summary>
    private static void CompareBranches<T>(ElementType type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(8);
        OnnxFile model = new OnnxFile(17) { Type = type }.Input("x", "N", 4)
            .Constant("w1", [4, 5], Numbers(20)).Constant("b1", [5], Numbers(5)).Constant("slopes", [5], Numbers(5)).Constant("w2", [4, 5], Numbers(20))
            .Constant("w3", [5, 5], Numbers(25)).Constant("w4", [5, 3], Numbers(15))
            .Node("Tanh", "x", "t").Node("Gemm", "t w1 b1", "z1").Node("PRelu", "z1 slopes", "h")
            .Node("MatMul", "x w2", "z2").Node("Sigmoid", "z2", "g").Node("Mul", "h g", "m")
            .Node("Softmax", "m", "p").Node("MatMul", "p w3", "z3").Node("Add", "z3 m", "r").Node("Mul", "r m", "s")
            .Node("MatMul", "s w4", "z4").Node("LogSoftmax", "z4", "y").Output();
        (byte[] file, T[] expected) = Run<T>(Import(model.ToBytes()));
        Assert.Equal(expected, Run<T>(Import(file)).Outputs);

        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    private static void CompareOutputs<T>(string precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GeneratorRun declared = GeneratorRun.Of($"using NeuralGen; [NeuralNetwork(4, Precision = Precision.{precision})] {Layers} public partial class Net;", BuildSettings.ForThisMachine);
        (byte[] file, T[] expected) = Run<T>(declared);
        Assert.Equal(expected, Run<T>(Import(file)).Outputs);
    }

    private static GeneratorRun Import(byte[] file) => GeneratorRun.Of(
        ["using NeuralGen; [OnnxModel(\"net.onnx\")] public sealed partial class Net;"],
        BuildSettings.ForThisMachine with { Models = [OnnxModels.Convert("net.onnx", file)] });

    /// <summary>The network as a file, and its outputs for the samples.</summary>
    private static (byte[] File, T[] Outputs) Run<T>(GeneratorRun run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using MemoryStream assembly = run.Assembly();
        var context = new AssemblyLoadContext(null, isCollectible: true);
        try
        {
            var network = (IOnnxNetwork<T>)Activator.CreateInstance(context.LoadFromStream(assembly).GetType("Net", throwOnError: true)!)!;
            using var file = new MemoryStream();
            network.SaveOnnx(file);
            T[] outputs = new T[3 * Samples.Length];
            network.ForwardBatch([.. Samples.SelectMany(sample => sample).Select(T.CreateChecked)], outputs);
            return (file.ToArray(), outputs);
        }
        finally
        {
            context.Unload();
        }
    }
}

using System.Numerics;
using System.Runtime.Loader;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Onnx;

/// <summary>A declared network is compiled, saved as ONNX, and compiled again from that file.</summary>
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

    private static void CompareOutputs<T>(string precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GeneratorRun declared = GeneratorRun.Of($"using NeuralGen; [NeuralNetwork(4, Precision = Precision.{precision})] {Layers} public partial class Net;", BuildSettings.ForThisMachine);
        (byte[] file, T[] expected) = Run<T>(declared);
        GeneratorRun imported = GeneratorRun.Of(
            ["using NeuralGen; [OnnxModel(\"net.onnx\")] public sealed partial class Net;"],
            BuildSettings.ForThisMachine with { Models = [OnnxModels.Convert("net.onnx", file)] });
        Assert.Equal(expected, Run<T>(imported).Outputs);
    }

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

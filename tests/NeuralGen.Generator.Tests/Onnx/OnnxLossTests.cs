using System.Numerics;
using System.Runtime.Loader;
using NeuralGen.Compiler.Onnx.Tensors;
using NeuralGen.Generator.Tests.Helpers;
using OnnxFile = NeuralGen.Compiler.Tests.Onnx.TestModel;

namespace NeuralGen.Generator.Tests.Onnx;

/// <summary>A loss of the user's own for an imported network, which has the precision of the model.</summary>
public class OnnxLossTests
{
    private const string Losses =
        """
        public static float Quartic(float a, float y) => (a - y) * (a - y) * (a - y) * (a - y);
        public static double Quartic(double a, double y) => (a - y) * (a - y) * (a - y) * (a - y);
        """;

    private static readonly double[] Input = [0.5, -1];
    private static readonly double[] Target = [0.25, 2];

    [Fact]
    public void Loss_of_the_class_trains_a_network_of_single_precision() => AssertLoss<float>(ElementType.Float, $"[OnnxModel(\"net.onnx\", CustomLoss = nameof(Net.Quartic))] public sealed partial class Net {{ {Losses} }}", 1e-5);

    [Fact]
    public void Loss_of_the_class_trains_a_network_of_double_precision() => AssertLoss<double>(ElementType.Double, $"[OnnxModel(\"net.onnx\", CustomLoss = nameof(Net.Quartic))] public sealed partial class Net {{ {Losses} }}", 1e-12);

    [Fact]
    public void Loss_of_another_class_trains_a_network() => AssertLoss<float>(
        ElementType.Float,
        $"[OnnxModel(\"net.onnx\", CustomLoss = nameof(Formulas.Quartic), CustomLossType = typeof(Formulas))] public sealed partial class Net; public static class Formulas {{ {Losses} }}",
        1e-5);

    /// <summary>The mean of (a - y)^4, and its derivatives by the biases of the last layer, where z is a.</summary>
    private static void AssertLoss<T>(ElementType type, string source, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OnnxFile file = new OnnxFile(17) { Type = type }.Input("x", "N", 2).Constant("w", [2, 2], 1, 2, 3, 4).Constant("b", [2], 0.5, 0.25)
            .Node("Tanh", "x", "t").Node("Gemm", "t w b", "y").Output();
        GeneratorRun run = GeneratorRun.Of(["using NeuralGen; " + source], BuildSettings.Default with { Models = [OnnxModels.Convert("net.onnx", file.ToBytes())] });
        run.AssertCompiles();
        using var assembly = new MemoryStream();
        Assert.True(run.Output.Emit(assembly).Success);
        assembly.Position = 0;
        var context = new AssemblyLoadContext(null, isCollectible: true);
        try
        {
            var network = (INeuralNetwork<T>)Activator.CreateInstance(context.LoadFromStream(assembly).GetType("Net", throwOnError: true)!)!;
            var gradient = new ParameterVector<T>(network.Parameters.Layout);
            double loss = double.CreateChecked(network.Backward(Array.ConvertAll(Input, T.CreateChecked), Array.ConvertAll(Target, T.CreateChecked), gradient));
            (double first, double second) = (Math.Tanh(0.5), Math.Tanh(-1));
            double[] errors = [first + (3 * second) + 0.5 - Target[0], (2 * first) + (4 * second) + 0.25 - Target[1]];
            Assert.Equal(errors.Average(error => Math.Pow(error, 4)), loss, tolerance * Math.Abs(loss));
            for (int i = 0; i < errors.Length; i++)
            {
                double expected = 2 * Math.Pow(errors[i], 3);
                Assert.Equal(expected, double.CreateChecked(gradient["dense1.bias"][i]), tolerance * Math.Abs(expected));
            }
        }
        finally
        {
            context.Unload();
        }
    }
}

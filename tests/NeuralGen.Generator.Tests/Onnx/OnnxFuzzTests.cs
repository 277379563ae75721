using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler.Onnx.Tensors;
using NeuralGen.Generator.Tests.Helpers;
using OnnxFile = NeuralGen.Compiler.Tests.Onnx.TestModel;
using OnnxTensor = NeuralGen.Compiler.Tests.Onnx.TestTensor;
using TestModel = NeuralGen.Generator.Tests.Helpers.TestModel;

namespace NeuralGen.Generator.Tests.Onnx;

/// <summary>Damaged models, all the way: each is refused by a diagnostic, or becomes C# that compiles.</summary>
public class OnnxFuzzTests(ITestOutputHelper output)
{
    private const int Models = 150;

    [Fact]
    public async Task Damaged_model_is_refused_or_becomes_code_that_compiles()
    {
        int seed = Random.Shared.Next();
        output.WriteLine("seed " + seed.ToString(CultureInfo.InvariantCulture));
        var random = new Random(seed);
        byte[][] files = [Layers(), Functions(), Weights()];
        var source = new StringBuilder("using NeuralGen;\n");
        var models = new TestModel[Models];
        for (int i = 0; i < Models; i++)
        {
            string name = "m" + i.ToString(CultureInfo.InvariantCulture);
            models[i] = OnnxModels.Convert(name + ".onnx", Change(files[i % files.Length], random), path => path == "w.bin" ? new byte[64] : null);
            source.Append(CultureInfo.InvariantCulture, $"[OnnxModel(\"{name}.onnx\")] public sealed partial class N{i};\n");
        }

        GeneratorRun run = GeneratorRun.Of([source.ToString()], BuildSettings.Default with { Models = models, VectorWidth = "256" });
        run.AssertCompiles();
        Assert.NotEmpty(run.Files);
        IEnumerable<Diagnostic> refusals = await run.AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.All(refusals, refusal => Assert.StartsWith("NG31", refusal.Id, StringComparison.Ordinal));
    }

    /// <summary>A file with a few of its bytes changed, most of them so that it can still be read.</summary>
    private static byte[] Change(byte[] file, Random random)
    {
        List<byte> bytes = [.. file];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int place = random.Next(bytes.Count);
            switch (random.Next(8))
            {
                case 0:
                    bytes.RemoveRange(place, Math.Min(bytes.Count - place, random.Next(1, 9)));
                    break;
                case 1:
                    bytes.InsertRange(place, bytes.GetRange(0, random.Next(1, 9)));
                    break;
                case 2:
                    bytes[place] = (byte)random.Next(256);
                    break;
                default:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Layers() => new OnnxFile(15).Input("x", "N", 4)
        .Tensor(OnnxTensor.Floats("w", [3, 4], [.. Enumerable.Range(0, 12).Select(i => i / 8f)])).Constant("b", [3], 1, 2, 3).Constant("s", [3], 2, 3, 4).Constant("v", [3, 2], 1, 2, 3, 4, 5, 6)
        .Node("Gemm", "x w b", "h", ("transB", 1), ("alpha", 0.5f)).Node("BatchNormalization", "h s b b s", "n", ("epsilon", 0.001f))
        .Node("LeakyRelu", "n", "a", ("alpha", 0.1f)).Node("MatMul", "a v", "g").Node("Softmax", "g", "y", ("axis", -1)).Output("y", "N", 2).ToBytes();

    private static byte[] Functions() => new OnnxFile(20) { Type = ElementType.Double }.Input("x", "N", 2).Constant("w", [2, 2], 1, 2, 3, 4).Constant("half", [], 0.5).Constant("low", [], -1)
        .Node("MatMul", "x w", "z").Node("Div", "z half", "a").Node("Erf", "a", "b").Node("Mul", "z b", "c").Node("Clip", "c low", "d").Node("Gelu", "d", "e", ("approximate", "tanh"))
        .Node("Selu", "e", "f", ("alpha", 1.5f)).Node("Sum", "f z", "g").Node("Max", "g half", "y").Output("y", "N", 2).ToBytes();

    private static byte[] Weights() => new OnnxFile(21).Input("x", "N", 2)
        .Tensor(OnnxTensor.Typed("q", ElementType.UInt8, [2, 3], true, [1, 2, 3, 4, 5, 6])).Constant("s", [3], 0.5, 0.25, 1)
        .Tensor(OnnxTensor.External("w", ElementType.Float, [3, 1], ("location", "w.bin"), ("offset", "4"), ("length", "12")))
        .Node("DequantizeLinear", "q s", "d", ("axis", 1)).Node("Gemm", "x d", "g").Node("Mish", "g", "m").Node("MatMul", "m w", "y").Output("y", "N", 1).ToBytes();
}

using System.Runtime.CompilerServices;
using OnnxFile = NeuralGen.Compiler.Tests.Onnx.TestModel;

namespace NeuralGen.Generator.Tests.Onnx;

/// <summary>The model that NeuralGen.Training.Tests builds with. Here is how it was made.</summary>
public class PolicyFileTests
{
    [Fact]
    public void Checked_in_model_is_this_one()
    {
        string path = Path.Combine(Folder(), "policy.onnx");
        byte[] expected = new OnnxFile().Input("observation", "batch", 4)
            .Constant("w1", [4, 8], Numbers(0, 32)).Constant("b1", [8], Numbers(32, 8))
            .Constant("w2", [8, 3], Numbers(40, 24)).Constant("b2", [3], Numbers(64, 3))
            .Node("Gemm", "observation w1 b1", "z1").Node("Tanh", "z1", "a1")
            .Node("Gemm", "a1 w2 b2", "z2").Node("Softmax", "z2", "action").Output("action").ToBytes();
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(expected))
        {
            File.WriteAllBytes(Path.Combine(Folder(), "policy.received.onnx"), expected);
            Assert.Fail("The model differs from the code of this test; policy.received.onnx is what the code makes.");
        }
    }

    private static double[] Numbers(int first, int count) => [.. Enumerable.Range(first, count).Select(i => ((i * 7 % 11) - 5) / 8.0)];

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../NeuralGen.Training.Tests/Onnx/Models"));
}

using NeuralGen.Compiler;
using NeuralGen.Compiler.ModelFiles;
using NeuralGen.Compiler.ModelFiles.Exchange;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Models;

/// <summary>What becomes of the numbers of a model file.</summary>
public class WeightsCodeTests
{
    private const string Network = "using NeuralGen; [NeuralNetwork(2, Weights = \"model.safetensors\")] [Dense(1)] partial class Net;";
    private const string DoubleNetwork = "using NeuralGen; [NeuralNetwork(2, Weights = \"model.safetensors\", Precision = Precision.Double)] [Dense(1)] partial class Net;";

    private static readonly TestTensor Bias = TestTensor.Single("dense1.bias", [1], 1);

    [Fact]
    public void Few_numbers_become_literals_in_the_order_of_the_parameters()
    {
        string text = Run(Network, Bias, TestTensor.Single("dense1.weight", [1, 2], 2, -0f)).Files["Net.Weights.g.cs"];
        Assert.Contains("// dense1.weight [1, 2]\n            0x40000000, 0x80000000,\n            // dense1.bias [1]\n            0x3f800000,\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Comment_tells_the_name_in_the_file_where_it_is_another()
    {
        string few = Run(Network, TestTensor.Counting("fc\u2028*/1.weight", 1, 2), TestTensor.Counting("fc\u2028*/1.bias", 1)).Files["Net.Weights.g.cs"];
        Assert.Contains("// dense1.weight [1, 2], 'fc?*/1.weight' in the file\n", few, StringComparison.Ordinal);
        const string Wide = "using NeuralGen; [NeuralNetwork(10000, Weights = \"model.safetensors\")] [Dense(1, Bias = false)] partial class Net;";
        string many = Run(Wide, TestTensor.Counting("0.weight", 1, 10000), TestTensor.Counting("input.scale", 1)).Files["Net.Weights.g.cs"];
        Assert.Contains("// '0.weight' in the file\n            weights.CopySingle(0, parameters[\"dense1.weight\"]);\n", many, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "0x7f800001, 0xffc12345,")]
    public void Bits_of_the_networks_own_precision_stay(int first, string expected)
    {
        uint[] bits = [0x7f800000u + (uint)first, 0xffc12345];
        TestTensor weights = new("dense1.weight", "F32", [1, 2], [.. bits.SelectMany(BitConverter.GetBytes)]);
        Assert.Contains(expected, Run(Network, weights, Bias).Files["Net.Weights.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Doubles_are_rounded_for_single_precision() =>
        Assert.Contains("0x3dcccccd, 0x7f800000,", Run(Network, TestTensor.Double("dense1.weight", [1, 2], 0.1, double.PositiveInfinity), Bias).Files["Net.Weights.g.cs"], StringComparison.Ordinal);

    [Fact]
    public void Floats_are_widened_for_double_precision() =>
        Assert.Contains("0x3fb99999a0000000, 0x3ff0000000000000,", Run(DoubleNetwork, TestTensor.Single("dense1.weight", [1, 2], 0.1f, 1), Bias).Files["Net.Weights.g.cs"], StringComparison.Ordinal);

    [Fact]
    public void Brain_floats_are_widened() =>
        Assert.Contains("0x3f800000, 0x7f810000,", Run(Network, TestTensor.Bits("dense1.weight", "BF16", [1, 2], 0x3f80, 0x7f81), Bias).Files["Net.Weights.g.cs"], StringComparison.Ordinal);

    /// <summary>Weights from a resource are widened by the library at run time, those in C# by the compiler: every half is the same.</summary>
    [Fact]
    public void Every_half_is_widened_as_at_run_time()
    {
        ushort[] all = [.. Enumerable.Range(0, 65536).Select(half => (ushort)half)];
        string digits = string.Concat(all.Select(half => half.ToString("x4", System.Globalization.CultureInfo.InvariantCulture)));
        var tensor = new ModelTensor("t", "F16", EquatableArray<long>.Empty, 0, digits, null);
        Assert.Equal(all.Select(half => (ulong)BitConverter.SingleToUInt32Bits((float)BitConverter.UInt16BitsToHalf(half))), NumberConversion.Bits(tensor, Compiler.Declaration.Precision.Single));
        Assert.Equal(all.Select(half => BitConverter.DoubleToUInt64Bits((float)BitConverter.UInt16BitsToHalf(half))), NumberConversion.Bits(tensor, Compiler.Declaration.Precision.Double));
    }

    [Fact]
    public void Ten_thousand_numbers_become_literals_and_one_more_a_resource()
    {
        const string Wide = "using NeuralGen; [NeuralNetwork(9999, Weights = \"model.safetensors\")] [Dense(1)] partial class Net;";
        const string Wider = "using NeuralGen; [NeuralNetwork(10000, Weights = \"model.safetensors\")] [Dense(1)] partial class Net;";
        Assert.Contains("ReadOnlySpan<uint> Bits", Run(Wide, TestTensor.Counting("dense1.weight", 1, 9999), Bias).Files["Net.Weights.g.cs"], StringComparison.Ordinal);
        Assert.Contains("new(typeof(NetworkWeights).Assembly, \"NeuralGen.", Run(Wider, TestTensor.Counting("dense1.weight", 1, 10000), Bias).Files["Net.Weights.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Resource_holds_the_bytes_of_each_tensor_at_multiples_of_64()
    {
        TestTensor odd = TestTensor.Bits("dense1.weight", "F16", [1, 10001], [.. Enumerable.Range(0, 10001).Select(i => (ushort)i)]);
        var model = ConvertedModel.Convert("model.safetensors", TestModel.File(odd, Bias));
        int place = (odd.Bytes.Length + 63) / 64 * 64;
        Assert.Equal([.. odd.Bytes, .. new byte[place - odd.Bytes.Length], .. Bias.Bytes, .. new byte[60]], model.Resource!);
        Assert.Contains($"tensor F32 [1] {place} dense1.bias", model.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_bytes_at_two_paths_give_two_resources()
    {
        byte[] file = TestModel.File(TestTensor.Counting("dense1.weight", 1, 10001));
        Assert.NotEqual(ConvertedModel.Convert("a", file).ResourceName, ConvertedModel.Convert("b", file).ResourceName);
    }

    [Theory]
    [InlineData("model.safetensors", "model.safetensors")]
    [InlineData("./model.safetensors", "model.safetensors")]
    [InlineData("nets\\model.safetensors", "nets/model.safetensors")]
    [InlineData("nets/model.safetensors", "nets\\model.safetensors")]
    [InlineData("model.safetensors", "/home/user/nets/model.safetensors")]
    public async Task Model_is_found_by_its_path_or_the_end_of_it(string written, string path)
    {
        string source = $"using NeuralGen; [NeuralNetwork(2, Weights = @\"{written}\")] [Dense(1)] partial class Net;";
        GeneratorRun run = GeneratorRun.Of(source, BuildSettings.Strict with { Models = [TestModel.Of(path, TestTensor.Counting("dense1.weight", 1, 2), Bias)] });
        await run.AssertCleanAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Remarks_of_the_class_tell_the_file_but_no_folder()
    {
        TestModel model = TestModel.Of("/home/user/a<b.safetensors", TestTensor.Counting("dense1.weight", 1, 2), Bias);
        GeneratorRun run = GeneratorRun.Of(Network.Replace("model", "a<b", StringComparison.Ordinal), BuildSettings.Default with { Models = [model] });
        Assert.Matches("/// A new instance has the weights of a&lt;b.safetensors \\(SHA-256 [0-9a-f]{16}\\.\\.\\.\\); Initialize draws others\\.", run.Files["Net.g.cs"]);
        Assert.DoesNotContain(run.Files.Values, text => text.Contains("/home/user", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("NeuralGen model 2\n")]
    [InlineData("NeuralGen model 1\npath x\n")]
    [InlineData("NeuralGen model 1\npath model.safetensors\nsha256 0\nkind other\n")]
    [InlineData("NeuralGen model 1\npath model.safetensors\nsha256 0\nkind weights\nformat x\ntensor F32 [1\n")]
    [InlineData("NeuralGen model 1\npath model.safetensors\nsha256 0\nkind weights\nformat x\nnews\n")]
    [InlineData("NeuralGen model 1\npath \\u00\nsha256 0\nkind weights\nformat x\n")]
    public async Task Text_of_another_version_is_told(string text)
    {
        GeneratorRun run = GeneratorRun.Of(Network, BuildSettings.Default with { Models = [new TestModel("/obj/model.safetensors.neuralmodel", text)] });
        string message = Assert.Single(await run.AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("'model.safetensors' was prepared by another version of NeuralGen; rebuild the project", message);
        Assert.Empty(run.Files);
    }

    [Fact]
    public async Task Names_of_any_characters_survive_the_text()
    {
        string[] names = ["a b", "tab\\tline\\n", "\u00e4\u4e2d\ud83d\ude00", "back\\\\slash"];
        GeneratorRun run = GeneratorRun.Of(Network, BuildSettings.Default with { Models = [TestModel.Of("model.safetensors", [TestTensor.Counting("dense1.weight", 1, 2), Bias, .. names.Select(name => TestTensor.Counting(name, 1))])] });
        string message = Assert.Single(await run.AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            "'model.safetensors' does not fit the network, which has nothing for 'a b' [1], 'tab\\u0009line\\u000a' [1], '\u00e4\u4e2d\\ud83d\\ude00' [1], 'back\\slash' [1]", message);
    }

    private static GeneratorRun Run(string source, params TestTensor[] tensors)
    {
        GeneratorRun run = GeneratorRun.Of(source, BuildSettings.Default with { Models = [TestModel.Of("model.safetensors", tensors)] });
        run.AssertCompiles();
        return run;
    }
}

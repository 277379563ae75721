using System.Globalization;
using System.Text.Json;
using NeuralGen.Compiler.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>
/// ONNX's own tests of single operators, from a folder outside of the repository: one folder per case, with the model and
/// case.json, which holds inputs and outputs.
/// </summary>
public class NodeTests(ITestOutputHelper output)
{
    private const string Variable = "NEURALGEN_ONNX_NODE_TESTS";
    private const double Tolerance = 1e-5;

    [Fact]
    public void EveryCaseComesOutRightOrIsRefusedWithAReason()
    {
        string? folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(folder is null, $"{Variable} does not name the folder of ONNX's node tests.");
        var wrong = new List<string>();
        int imported = 0;
        int refused = 0;
        foreach (string directory in Directory.EnumerateDirectories(folder!).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(directory);
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, "case.json")));
            string model = Path.Combine(directory, "model_const.onnx");
            ImportResult result = OnnxImport.Read(File.ReadAllBytes(File.Exists(model) ? model : Path.Combine(directory, "model.onnx")), _ => null);
            if (result is ImportResult.Success success)
            {
                imported++;
                output.WriteLine($"imported {name}: {success.Network.InputSize} to {success.Network.OutputSize}");
                if (Difference(success.Network, document.RootElement) is { } difference)
                {
                    wrong.Add($"{name}: {difference}");
                }

                continue;
            }

            refused++;
            foreach (ImportProblem problem in ((ImportResult.Failure)result).Problems)
            {
                output.WriteLine($"refused {name}: {problem.Kind}: {problem.Message}");
                bool isNamed = problem.Operator is not null || problem.Kind == ProblemKind.UnsupportedGraph || problem.Message.Contains("'", StringComparison.Ordinal);
                if (!isNamed || problem.Kind is ProblemKind.DamagedFile or ProblemKind.NotOnnx)
                {
                    wrong.Add($"{name}: refused as {problem}");
                }
            }
        }

        output.WriteLine($"{imported} imported, {refused} refused");
        Assert.Empty(wrong);
        Assert.True(imported > 0, $"There is no case in {folder}.");
    }

    private static string? Difference(OnnxNetwork network, JsonElement test)
    {
        JsonElement input = test.GetProperty("inputs").EnumerateArray().Single(tensor => tensor.GetProperty("role").GetString() == "data");
        double[] expected = Numbers(test.GetProperty("outputs")[0]);
        double[] actual = NetworkEvaluator.RunBatch(network, Numbers(input));
        if (actual.Length != expected.Length)
        {
            return $"{actual.Length} numbers instead of {expected.Length}";
        }

        int place = Enumerable.Range(0, actual.Length).FirstOrDefault(i => Math.Abs(actual[i] - expected[i]) > Tolerance * Math.Max(1, Math.Abs(expected[i])), -1);
        return place < 0 ? null : $"{actual[place]} instead of {expected[place]} at {place}";
    }

    private static double[] Numbers(JsonElement tensor) =>
        [.. tensor.GetProperty("data").EnumerateArray().Select(number => number.ValueKind == JsonValueKind.String
            ? double.Parse(number.GetString()!, CultureInfo.InvariantCulture)
            : number.GetDouble())];
}

using System.Diagnostics;
using System.Text.Json;

namespace NeuralGen.Training.Tests.Saving.Onnx;

/// <summary>ONNX Runtime, where its npm package and Node.js are installed.</summary>
internal static class OnnxRuntime
{
    private const string Variable = "NEURALGEN_ONNXRUNTIME_NODE";

    /// <summary>Computes the outputs of models for samples. A test is skipped where there is no ONNX Runtime.</summary>
    /// <param name="models">Each a name, the bytes of the file, and samples.</param>
    /// <param name="isDouble">Whether they are models of doubles.</param>
    /// <returns>The outputs of each model, sample after sample.</returns>
    public static async Task<double[][]> Run(bool isDouble, params (string Name, byte[] File, double[][] Inputs)[] models)
    {
        string? package = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(package is null, $"{Variable} does not name the folder of the npm package onnxruntime-node.");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("neuralgen-onnx-");
        try
        {
            var requests = new List<object>();
            foreach ((string name, byte[] bytes, double[][] inputs) in models)
            {
                string file = Path.Combine(folder.FullName, requests.Count + ".onnx");
                await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
                requests.Add(new { file, type = isDouble ? "float64" : "float32", inputs });
            }

            string request = Path.Combine(folder.FullName, "requests.json");
            await File.WriteAllTextAsync(request, JsonSerializer.Serialize(requests), TestContext.Current.CancellationToken);
            string[] lines = await Node(package, request);
            Assert.True(lines.Length == models.Length, string.Join(Environment.NewLine, lines));
            return [.. lines.Zip(models, (line, model) =>
            {
                JsonElement answer = JsonElement.Parse(line);
                Assert.True(answer.ValueKind == JsonValueKind.Array, $"{model.Name}: {line}");
                return answer.EnumerateArray().Select(number => number.GetDouble()).ToArray();
            })];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string[]> Node(string package, string request)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Saving", "Onnx", "run-models.cjs"));
        start.ArgumentList.Add(Path.GetFullPath(package));
        start.ArgumentList.Add(request);
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}

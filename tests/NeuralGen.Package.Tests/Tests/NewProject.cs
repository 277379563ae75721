using NeuralGen.Package.Tests.Workplace;

namespace NeuralGen.Package.Tests.Tests;

/// <summary>
/// What a user does on the first day: a project with the package and models of each kind, built and run; built once more; two models
/// edited, built and run again. The tests ask how that went.
/// </summary>
public sealed class NewProject : IAsyncLifetime
{
    private const string Code = """
        using NeuralGen;

        float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
        var xor = new Xor();
        var adam = new Adam<float>(0.05f);
        for (int step = 0; step < 500; step++)
        {
            xor.TrainBatch(inputs, [0, 1, 1, 0], adam);
        }

        float[] outputs = new float[4];
        xor.ForwardBatch(inputs, outputs);
        Console.WriteLine($"xor {string.Join(' ', outputs.Select(output => MathF.Round(output)))}");

        float[] one = new float[1];
        new Imported().Forward([1, 1], one);
        Console.WriteLine($"onnx {one[0]}");
        new OtherImported().Forward([1, 1], one);
        Console.WriteLine($"other onnx {one[0]}");
        new Declared().Forward([1, 1], one);
        Console.WriteLine($"safetensors {one[0]}");

        float[] ones = new float[128];
        Array.Fill(ones, 1);
        float[] hundred = new float[100];
        new Sums().Forward(ones, hundred);
        Console.WriteLine($"beside {string.Join(' ', hundred.Distinct())}");

        var table = CsvTable.Read(new StringReader("rooms;price\n3;250"), new CsvOptions { Delimiter = ';' });
        Console.WriteLine($"table {table[0, "price"]}");

        [NeuralNetwork(2, Loss = Loss.BinaryCrossEntropy)]
        [Dense(8, Activation.Tanh)]
        [Dense(1, Activation.Sigmoid)]
        internal sealed partial class Xor;

        [OnnxModel("models/imported.onnx")]
        internal sealed partial class Imported;

        [OnnxModel("other/imported.onnx")]
        internal sealed partial class OtherImported;

        [NeuralNetwork(2, Weights = "declared.safetensors")]
        [Dense(1)]
        internal sealed partial class Declared;

        [OnnxModel("sums.onnx")]
        internal sealed partial class Sums;
        """;

    private readonly Folder _folder = new();

    internal Result FirstBuild { get; private set; } = null!;

    internal Result FirstRun { get; private set; } = null!;

    internal Result RunAfterEdit { get; private set; } = null!;

    /// <summary>The files for models that are left after <c>dotnet clean</c>.</summary>
    internal string[] FilesAfterClean { get; private set; } = null!;

    /// <summary>When the results were written, by file, after each of the three builds.</summary>
    internal Dictionary<string, DateTime> FirstTimes { get; private set; } = null!;

    internal Dictionary<string, DateTime> SecondTimes { get; private set; } = null!;

    internal Dictionary<string, DateTime> TimesAfterEdit { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        string[] models = ["models/**/*.onnx", "models/declared.safetensors"];
        _folder.Write("App/App.csproj", ProjectFile.Program([ProjectFile.PackageReference, .. models.Select(ProjectFile.Model)]));
        _folder.Write("App/Program.cs", Code);
        _folder.Write("App/models/imported.onnx", Models.Onnx(bias: 1));
        _folder.Write("App/models/other/imported.onnx", Models.Onnx(bias: 2));
        _folder.Write("App/models/declared.safetensors", Models.Safetensors());
        _folder.Write("App/models/sums.onnx", Models.OnnxWithFileBeside("sums/weights.bin"));
        _folder.Write("App/models/sums/weights.bin", Models.Weights(0.5f));
        FirstBuild = await Build();
        FirstRun = await Run();
        FirstTimes = Times();

        await Build();
        SecondTimes = Times();

        _folder.Write("App/models/imported.onnx", Models.Onnx(bias: 3));
        _folder.Write("App/models/sums/weights.bin", Models.Weights(0.25f));
        await Build();
        RunAfterEdit = await Run();
        TimesAfterEdit = Times();

        (await _folder.DotNet("App", "clean", "-c", "Release")).Succeeded();
        FilesAfterClean = Directory.GetFiles(Converted, "*", SearchOption.AllDirectories);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Converted => _folder["App/obj/Release/net10.0/NeuralGen"];

    private async Task<Result> Build() => (await _folder.DotNet("App", "build", "-c", "Release")).Succeeded();

    private async Task<Result> Run() => (await _folder.DotNet("App", "bin/Release/net10.0/App.dll")).Succeeded();

    /// <summary>The converted models, by their paths, and the program.</summary>
    private Dictionary<string, DateTime> Times()
    {
        var times = new Dictionary<string, DateTime> { ["program"] = File.GetLastWriteTimeUtc(_folder["App/bin/Release/net10.0/App.dll"]) };
        foreach (string folder in Directory.GetDirectories(Converted))
        {
            string model = Path.GetRelativePath(_folder["App"], File.ReadLines(Path.Combine(folder, "input")).First());
            times.Add(model.Replace('\\', '/'), File.GetLastWriteTimeUtc(Path.Combine(folder, "done")));
        }

        return times;
    }
}

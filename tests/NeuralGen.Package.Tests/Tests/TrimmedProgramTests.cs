using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NeuralGen.Package.Tests.Workplace;

namespace NeuralGen.Package.Tests.Tests;

/// <summary>samples/Embedded with the package instead of the projects, published trimmed: networks that only answer.</summary>
public sealed class TrimmedProgram : IAsyncLifetime
{
    private readonly Folder _folder = new();

    internal Result Publish { get; private set; } = null!;

    internal Result Run { get; private set; } = null!;

    /// <summary>The types of NeuralGen.dll that are left.</summary>
    internal string[] Types { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        string sample = Path.Combine(Folder.Repository, "samples", "Embedded");
        foreach (string file in Directory.GetFiles(sample, "*.cs").Concat(Directory.GetFiles(Path.Combine(sample, "Models"))))
        {
            _folder.Write(Path.Combine("Embedded", Path.GetRelativePath(sample, file)), File.ReadAllBytes(file));
        }

        _folder.Write("Embedded/Embedded.csproj", ProjectFile.Program(
            ProjectFile.PackageReference, ProjectFile.Model("Models/digit.onnx"), ProjectFile.Model("Models/odd.safetensors")));

        // The SDK would fetch ASP.NET too, in case that a package needs it, and there is no network here.
        const string NoOtherFrameworks = "-p:DisableTransitiveFrameworkReferenceDownloads=true";
        Publish = (await _folder.DotNet(
            "Embedded", "publish", "-c", "Release", "-r", Folder.RuntimeIdentifier, "--self-contained", "-p:PublishTrimmed=true", NoOtherFrameworks, "-o", _folder["published"])).Succeeded();
        Run = (await _folder.Run(OperatingSystem.IsWindows() ? "published/Embedded.exe" : "published/Embedded")).Succeeded();
        Types = TypesOf(_folder["published/NeuralGen.dll"]);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string[] TypesOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader reader = file.GetMetadataReader();
        return [.. reader.TypeDefinitions.Select(handle => reader.GetTypeDefinition(handle))
            .Where(type => !type.IsNested)
            .Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}")
            .Where(name => name.StartsWith("NeuralGen.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }
}

public sealed class TrimmedProgramTests(TrimmedProgram program) : IClassFixture<TrimmedProgram>
{
    [Fact]
    public void Trimmed_program_answers() => Assert.Contains("A 7, 86.1 % sure, and odd, 72.9 % sure.", program.Run.Lines);

    /// <summary>No trainer, optimiser, reader or writer: what is left holds parameters and checks arguments.</summary>
    [Fact]
    public void Trimmed_library_has_what_answers_need_and_nothing_else() => Assert.Equal(
        [
            "NeuralGen.Activation",
            "NeuralGen.AlignedMemory",
            "NeuralGen.DenseAttribute",
            "NeuralGen.NeuralNetworkAttribute",
            "NeuralGen.OnnxModelAttribute",
            "NeuralGen.ParameterLayout",
            "NeuralGen.ParameterVector`1",
            "NeuralGen.Runtime.Guard",
            "NeuralGen.Runtime.StackScratch",
            "NeuralGen.TensorLayout",
            "NeuralGen.TensorView`1",
        ],
        program.Types);
}

using NeuralGen.Package.Tests.Workplace;

namespace NeuralGen.Package.Tests.Tests;

/// <summary>What the build says where a model is missing.</summary>
public sealed class MissingModelTests : IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public async Task Item_without_a_file_is_NG3900()
    {
        _folder.Write("App/App.csproj", ProjectFile.Program(ProjectFile.PackageReference, ProjectFile.Model("missing.onnx")));
        _folder.Write("App/Program.cs", "Console.WriteLine();");

        Result build = await _folder.DotNet("App", "build");

        Assert.Equal(1, build.ExitCode);
        string path = Path.Combine(_folder["App"], "missing.onnx");
        Assert.Contains(build.Lines, line => line.Contains(
            $"error NG3900: The item <NeuralModel Include=\"missing.onnx\" /> names a file that does not exist: {path}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Attribute_without_an_item_and_model_without_its_file_beside_are_diagnostics_at_the_attributes()
    {
        _folder.Write("App/App.csproj", ProjectFile.Program(ProjectFile.PackageReference, ProjectFile.Model("sums.onnx")));
        _folder.Write("App/sums.onnx", Models.OnnxWithFileBeside("weights.bin"));
        _folder.Write("App/Program.cs", """
            using NeuralGen;

            Console.WriteLine();

            [OnnxModel("missing.onnx")]
            internal sealed partial class Missing;

            [OnnxModel("sums.onnx")]
            internal sealed partial class Sums;
            """);

        Result build = await _folder.DotNet("App", "build");

        Assert.Equal(1, build.ExitCode);
        Assert.Contains(build.Lines, line => line.Contains("Program.cs(5,12): error NG3001: ", StringComparison.Ordinal));
        Assert.Contains(build.Lines, line => line.Contains("Program.cs(8,12): error NG3109: ", StringComparison.Ordinal)
            && line.Contains("'weights.bin'", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}

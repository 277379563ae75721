using NeuralGen.Package.Tests.Workplace;

namespace NeuralGen.Package.Tests.Tests;

/// <summary>A solution: a library with networks and the package, and a program that has the package through that library alone.</summary>
public sealed class OtherProject : IAsyncLifetime
{
    private readonly Folder _folder = new();

    internal Result Run { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _folder.Write("Networks/Networks.csproj", ProjectFile.Library(ProjectFile.PackageReference, ProjectFile.Model("sums.onnx")));
        _folder.Write("Networks/sums.onnx", Models.OnnxWithFileBeside("weights.bin"));
        _folder.Write("Networks/weights.bin", Models.Weights(2));
        _folder.Write("Networks/Sums.cs", """
            namespace Networks;

            [NeuralGen.OnnxModel("sums.onnx")]
            public sealed partial class Sums;
            """);
        _folder.Write("App/App.csproj", ProjectFile.Program("""<ProjectReference Include="../Networks/Networks.csproj" />"""));
        _folder.Write("App/Program.cs", """
            float[] ones = new float[Networks.Sums.InputSize];
            Array.Fill(ones, 1);
            float[] sums = new float[Networks.Sums.OutputSize];
            new Networks.Sums().Forward(ones, sums);
            Console.WriteLine($"sums {string.Join(' ', sums.Distinct())}");
            """);
        _folder.Write("Both.slnx", """
            <Solution>
              <Project Path="App/App.csproj" />
              <Project Path="Networks/Networks.csproj" />
            </Solution>
            """);
        (await _folder.DotNet("", "build", "-c", "Release")).Succeeded();
        Run = (await _folder.DotNet("App", "bin/Release/net10.0/App.dll")).Succeeded();
    }

    /// <summary>The instruction set that the AOT compiler would be told, on its last line before native code is made.</summary>
    internal async Task<string> InstructionSet(params string[] properties) => (await _folder.DotNet(
        "App", ["msbuild", "-t:_NeuralGenChooseInstructionSet", "-getProperty:IlcInstructionSet", .. properties.Select(property => "-p:" + property)])).Succeeded().Output.Trim();

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class OtherProjectTests(OtherProject project) : IClassFixture<OtherProject>
{
    [Fact]
    public void Networks_of_a_library_have_their_weights_in_any_program() => Assert.Contains("sums 256", project.Run.Lines);

    [Theory]
    [InlineData("x86-64-v3", "RuntimeIdentifier=linux-x64")]
    [InlineData("x86-64-v3", "RuntimeIdentifier=win-x64")]
    [InlineData("x86-64-v4", "RuntimeIdentifier=linux-x64", "NeuralGenAotInstructionSet=x86-64-v4")]
    [InlineData("native", "RuntimeIdentifier=linux-x64", "IlcInstructionSet=native")]
    [InlineData("", "RuntimeIdentifier=linux-x64", "NeuralGenAotInstructionSet=default")]
    [InlineData("", "RuntimeIdentifier=linux-arm64")]
    public async Task Native_program_is_compiled_for(string expected, params string[] properties) =>
        Assert.Equal(expected, await project.InstructionSet(properties));
}

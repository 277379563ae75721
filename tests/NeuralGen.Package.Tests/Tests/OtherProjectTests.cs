using NeuralGen.Package.Tests.Workplace;

namespace NeuralGen.Package.Tests.Tests;

/// <summary>A solution: a library with networks and the package, and a program that has the package through that library alone.</summary>
public sealed class OtherProject : IAsyncLifetime
{
    private readonly Folder _folder = new();

    // All in one process: what the AOT compiler would be told for each kind of program, and what dotnet watch would look at.
    private const string Questions = """
        <Project>
          <ItemGroup>
            <Case Include="linux" Properties="RuntimeIdentifier=linux-x64" />
            <Case Include="linux with musl" Properties="RuntimeIdentifier=linux-musl-x64" />
            <Case Include="windows" Properties="RuntimeIdentifier=win-x64" />
            <Case Include="windows, 32 bits" Properties="RuntimeIdentifier=win-x86" />
            <Case Include="arm64" Properties="RuntimeIdentifier=linux-arm64" />
            <Case Include="no runtime" />
            <Case Include="another" Properties="RuntimeIdentifier=linux-x64;NeuralGenAotInstructionSet=x86-64-v4" />
            <Case Include="opt-out" Properties="RuntimeIdentifier=linux-x64;NeuralGenAotInstructionSet=default" />
            <Case Include="ILC's own" Properties="RuntimeIdentifier=linux-x64;IlcInstructionSet=native" />
          </ItemGroup>
          <Target Name="Show">
            <MSBuild Projects="App/App.csproj" Targets="ShowInstructionSet" Properties="Case=%(Case.Identity);%(Case.Properties)" />
            <MSBuild Projects="Networks/Networks.csproj" Targets="ShowWatched" />
          </Target>
        </Project>
        """;

    private const string ShownByProjects = """
        <Project>
          <Target Name="ShowInstructionSet" DependsOnTargets="_NeuralGenChooseInstructionSet">
            <Message Importance="high" Text="$(Case): '$(IlcInstructionSet)'" />
          </Target>
          <Target Name="ShowWatched">
            <Message Importance="high" Text="watched: @(Watch)" />
          </Target>
        </Project>
        """;

    internal Result Run { get; private set; } = null!;

    internal Result Answers { get; private set; } = null!;

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
        _folder.Write("Questions.proj", Questions);
        _folder.Write("Directory.Build.targets", ShownByProjects);
        Answers = (await _folder.DotNet("", "msbuild", "Questions.proj")).Succeeded();
    }

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

    [Fact]
    public void Watched_project_is_built_again_when_a_model_is_edited() => Assert.Contains("watched: sums.onnx", project.Answers.Lines);

    [Theory]
    [InlineData("linux", "x86-64-v3")]
    [InlineData("linux with musl", "x86-64-v3")]
    [InlineData("windows", "x86-64-v3")]
    [InlineData("windows, 32 bits", "")]
    [InlineData("arm64", "")]
    [InlineData("no runtime", "")]
    [InlineData("another", "x86-64-v4")]
    [InlineData("opt-out", "")]
    [InlineData("ILC's own", "native")]
    public void Native_program_is_compiled_for(string name, string expected) =>
        Assert.Contains($"{name}: '{expected}'", project.Answers.Lines);
}

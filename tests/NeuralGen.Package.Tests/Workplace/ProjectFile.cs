namespace NeuralGen.Package.Tests.Workplace;

/// <summary>Project files as a user has them, with every warning an error.</summary>
internal static class ProjectFile
{
    /// <summary>The item that takes the package.</summary>
    public static string PackageReference => $"""<PackageReference Include="NeuralGen" Version="{Folder.Version}" />""";

    /// <summary>A program's project.</summary>
    /// <param name="items">The items of the project file.</param>
    public static string Program(params string[] items) => Text("Exe", items);

    /// <summary>A library's project.</summary>
    /// <param name="items">The items of the project file.</param>
    public static string Library(params string[] items) => Text("Library", items);

    public static string Model(string path) => $"""<NeuralModel Include="{path}" />""";

    private static string Text(string outputType, string[] items) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>{outputType}</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            {string.Join("\n    ", items)}
          </ItemGroup>
        </Project>
        """;
}

using System.Reflection;

namespace NeuralGen.Package.Tests.Workplace;

/// <summary>
/// A folder outside the repository, with what a user's would not have: a source of packages that has the tested one, no other
/// sources than what is on the machine, and a place to unpack that is empty. Another NeuralGen of the same number is never taken.
/// </summary>
internal sealed class Folder : IDisposable
{
    // A space and a letter beyond ASCII, as users' folders have them.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("NeuralGen Päckchen ");

    public Folder()
    {
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="feed" value="{Metadata("Feed")}" />
                <add key="machine" value="{Metadata("Packages")}" />
              </packageSources>
              <packageSourceMapping>
                <clear />
                <packageSource key="feed"><package pattern="NeuralGen" /></packageSource>
                <packageSource key="machine"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);

        // Nothing of the folders above.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write(".editorconfig", "root = true");
    }

    /// <summary>The version of the package.</summary>
    public static string Version => Metadata("Version");

    /// <summary>The package.</summary>
    public static string PackagePath => Path.Combine(Metadata("Feed"), $"NeuralGen.{Version}.nupkg");

    /// <summary>The folder of this repository.</summary>
    public static string Repository => Metadata("Repository");

    /// <summary>The machine, as the SDK calls it.</summary>
    public static string RuntimeIdentifier => Metadata("RuntimeIdentifier");

    public string this[string relative] => Path.Combine(_folder.FullName, relative);

    /// <summary>Writes a text and, where it is missing, its folder.</summary>
    public void Write(string relative, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllText(this[relative], content);
    }

    /// <summary>Writes a file and, where it is missing, its folder.</summary>
    public void Write(string relative, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], content);
    }

    /// <summary>Runs <c>dotnet</c> in a folder of this one.</summary>
    public Task<Result> DotNet(string relative, params string[] arguments) => Workplace.DotNet.Run(this[relative], this["packages"], arguments);

    /// <summary>Runs a program in this folder.</summary>
    public Task<Result> Run(string program) => Workplace.DotNet.Run(this[program], _folder.FullName, this["packages"], []);

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Metadata(string key) =>
        typeof(Folder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}

using System.IO.Compression;
using System.Xml.Linq;
using NeuralGen.Package.Tests.Workplace;

namespace NeuralGen.Package.Tests.Tests;

public class PackageContentTests
{
    private static readonly string[] Expected =
    [
        "LICENSE",
        "README.md",
        "analyzers/dotnet/cs/NeuralGen.CodeFixes.dll",
        "analyzers/dotnet/cs/NeuralGen.Compiler.dll",
        "analyzers/dotnet/cs/NeuralGen.Generator.dll",
        "buildTransitive/NeuralGen.props",
        "buildTransitive/NeuralGen.targets",
        "lib/net10.0/NeuralGen.dll",
        "lib/net10.0/NeuralGen.xml",
        "lib/net10.0/Sylvan.Data.Csv.dll",
        "licences/Sylvan.Data.Csv.txt",
        "tasks/netstandard2.0/NeuralGen.Tasks.dll",
    ];

    [Fact]
    public void Package_has_library_generator_code_fix_task_targets_readme_and_licences_and_nothing_else() =>
        Assert.Equal(Expected, Names(Folder.PackagePath));

    [Fact]
    public void Package_of_symbols_has_those_of_the_library() =>
        Assert.Equal(["lib/net10.0/NeuralGen.pdb"], Names(Path.ChangeExtension(Folder.PackagePath, ".snupkg")));

    [Theory]
    [InlineData("id", "NeuralGen")]
    [InlineData("license", "MIT")]
    [InlineData("readme", "README.md")]
    [InlineData("projectUrl", "https://github.com/neuralgen/neuralgen")]
    [InlineData("tags", "neural-network source-generator simd backpropagation machine-learning onnx safetensors nativeaot")]
    public void Package_says(string element, string expected) => Assert.Equal(expected, Element(Metadata(), element).Value);

    [Fact]
    public void Package_says_where_its_source_is()
    {
        XElement repository = Element(Metadata(), "repository");
        Assert.Equal(("git", "https://github.com/neuralgen/neuralgen"), (repository.Attribute("type")!.Value, repository.Attribute("url")!.Value));
    }

    /// <summary>A machine without a network has this package alone.</summary>
    [Fact]
    public void Package_needs_no_other() => Assert.DoesNotContain(Metadata().Descendants(), element => element.Name.LocalName == "dependency");

    /// <summary>The package's page has no files beside it.</summary>
    [Fact]
    public void Readme_has_no_links_to_files_beside_it() => Assert.DoesNotMatch(@"\]\((?!https://|#)", Readme());

    [Fact]
    public void Readme_is_the_repositorys_but_for_its_links()
    {
        string expected = File.ReadAllText(Path.Combine(Folder.Repository, "README.md"));
        string actual = Readme().Replace("https://github.com/neuralgen/neuralgen/blob/main/", "", StringComparison.Ordinal);
        Assert.Equal(expected.ReplaceLineEndings().TrimEnd(), actual.ReplaceLineEndings().TrimEnd());
    }

    /// <summary>All files but those of the format itself.</summary>
    private static string[] Names(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        return [.. package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal)
                && name != "[Content_Types].xml" && !name.EndsWith(".nuspec", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    private static string Readme()
    {
        using ZipArchive package = ZipFile.OpenRead(Folder.PackagePath);
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());
        return reader.ReadToEnd();
    }

    private static XElement Metadata()
    {
        using ZipArchive package = ZipFile.OpenRead(Folder.PackagePath);
        using Stream specification = package.GetEntry("NeuralGen.nuspec")!.Open();
        return Element(XDocument.Load(specification).Root!, "metadata");
    }

    private static XElement Element(XElement parent, string name) => parent.Elements().Single(element => element.Name.LocalName == name);
}

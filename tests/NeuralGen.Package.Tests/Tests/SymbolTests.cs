using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NeuralGen.Package.Tests.Workplace;

namespace NeuralGen.Package.Tests.Tests;

/// <summary>What a debugger needs: the library's symbols in a package of their own, those of what runs in builds within the assemblies.</summary>
public class SymbolTests
{
    private const string Library = "lib/net10.0/NeuralGen.dll";

    public static TheoryData<string> BuildAssemblies =>
    [
        "analyzers/dotnet/cs/NeuralGen.CodeFixes.dll",
        "analyzers/dotnet/cs/NeuralGen.Compiler.dll",
        "analyzers/dotnet/cs/NeuralGen.Generator.dll",
        "tasks/netstandard2.0/NeuralGen.Tasks.dll",
    ];

    [Fact]
    public void Symbols_in_their_package_are_those_of_the_library()
    {
        using var assembly = new PEReader(Read(Folder.PackagePath, Library));
        using MetadataReaderProvider symbols = LibrarySymbols();
        DebugDirectoryEntry entry = assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        var expected = new BlobContentId(assembly.ReadCodeViewDebugDirectoryData(entry).Guid, entry.Stamp);
        Assert.Equal(expected, new BlobContentId(symbols.GetMetadataReader().DebugMetadataHeader!.Id));
    }

    [Fact]
    public void Symbols_of_the_library_name_no_folder_of_this_machine()
    {
        using MetadataReaderProvider symbols = LibrarySymbols();
        Assert.All(Sources(symbols), path => Assert.StartsWith("/_/src/NeuralGen/", path, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(BuildAssemblies))]
    public void Assembly_of_the_build_has_symbols_that_name_no_folder_of_this_machine(string name)
    {
        using var assembly = new PEReader(Read(Folder.PackagePath, name));
        DebugDirectoryEntry entry = assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider symbols = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        Assert.All(Sources(symbols), path => Assert.StartsWith("/_/src/NeuralGen.", path, StringComparison.Ordinal));
    }

    /// <summary>The compiler notes that the same sources would give the same bytes.</summary>
    [Theory]
    [InlineData(Library)]
    [MemberData(nameof(BuildAssemblies))]
    public void Assembly_is_reproducible(string name)
    {
        using var assembly = new PEReader(Read(Folder.PackagePath, name));
        Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    private static MetadataReaderProvider LibrarySymbols() =>
        MetadataReaderProvider.FromPortablePdbStream(Read(Path.ChangeExtension(Folder.PackagePath, ".snupkg"), Path.ChangeExtension(Library, ".pdb")));

    private static string[] Sources(MetadataReaderProvider symbols)
    {
        MetadataReader reader = symbols.GetMetadataReader();
        string[] sources = [.. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))];
        Assert.NotEmpty(sources);
        return sources;
    }

    private static MemoryStream Read(string package, string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        using Stream entry = archive.GetEntry(name)!.Open();
        var content = new MemoryStream();
        entry.CopyTo(content);
        content.Position = 0;
        return content;
    }
}

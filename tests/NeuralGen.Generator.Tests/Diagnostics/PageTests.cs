using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NeuralGen.Generator.Diagnostics;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Diagnostics;

/// <summary>Every diagnostic has its page, and what the pages show is true.</summary>
public class PageTests
{
    public static TheoryData<string> Ids => new(Descriptors.All.Select(descriptor => descriptor.Id));

    /// <summary>The mistake of NG2009 is too long for a page.</summary>
    public static TheoryData<string> IdsWithExample => new(Descriptors.All.Select(descriptor => descriptor.Id).Except(["NG1014", "NG2009", "NG9999"]));

    /// <summary>NG3900 comes from the build, before the C# compiler runs: tests/NeuralGen.Package.Tests has it.</summary>
    [Fact]
    public void Pages_are_those_of_the_diagnostics() =>
        Assert.Equal(
            Descriptors.All.Select(descriptor => descriptor.Id).Append("NG3900").Order(),
            Directory.EnumerateFiles(Folder()).Select(Path.GetFileNameWithoutExtension).Order());

    [Fact]
    public void Ids_are_used_once()
    {
        IEnumerable<string> ids = Descriptors.All.Select(descriptor => descriptor.Id);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_is_headed_by_id_and_title(string id) =>
        Assert.StartsWith($"# {id}: {Descriptor(id).Title}\n", Page(id), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_gives_the_severity(string id) =>
        Assert.Contains($"\nSeverity: {Descriptor(id).DefaultSeverity}\n", Page(id), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_has_every_section(string id) => Assert.Equal(
        ["## What it means", "## How to fix it", "## How to silence it"],
        Page(id).Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal) && line != "## Example"));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Help_link_leads_to_the_page(string id) =>
        Assert.EndsWith($"/docs/diagnostics/{id}.md", Descriptor(id).HelpLinkUri, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(IdsWithExample))]
    public async Task Example_triggers_the_diagnostic(string id) =>
        Assert.Equal([id], (await AnalyzeAsync(Examples(id)[0])).Select(diagnostic => diagnostic.Id));

    [Theory]
    [MemberData(nameof(IdsWithExample))]
    public async Task Fixed_example_is_clean(string id) => Assert.Empty(await AnalyzeAsync(Examples(id)[1]));

    private static DiagnosticDescriptor Descriptor(string id) => Descriptors.All.Single(descriptor => descriptor.Id == id);

    private static string Page(string id) => File.ReadAllText(Path.Combine(Folder(), id + ".md"));

    /// <summary>The blocks of C#: first the mistake, then the cure.</summary>
    private static string[] Examples(string id) =>
        [.. Regex.Matches(Page(id), "```csharp\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source) =>
        await GeneratorRun.Of([source], BuildSettings.Default with { Models = source.Contains("OnnxModel", StringComparison.Ordinal) ? Onnx.OnnxModels.All : TestModels.All }, FakeCompiler.Compile).AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/diagnostics"));
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using NeuralGen.CodeFixes;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.CodeFixes;

/// <summary>The fix adds the word in the right places and touches nothing else.</summary>
public class MakePartialTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { "[NeuralNetwork(2)] [Dense(1)] class Net;", "[NeuralNetwork(2)] [Dense(1)] partial class Net;" },
        { "[NeuralNetwork(2)]\n[Dense(1)]\npublic sealed class Net\n{\n}", "[NeuralNetwork(2)]\n[Dense(1)]\npublic sealed partial class Net\n{\n}" },
        { "[NeuralNetwork(2)] [Dense(1)] internal sealed record Net(int X);", "[NeuralNetwork(2)] [Dense(1)] internal sealed partial record Net(int X);" },
        { "// A comment.\n[NeuralNetwork(2)]\n[Dense(1)]\n// Another.\nclass Net;", "// A comment.\n[NeuralNetwork(2)]\n[Dense(1)]\n// Another.\npartial class Net;" },
        { "[NeuralNetwork(2)] [Dense(1)] public /* so */ class Net;", "[NeuralNetwork(2)] [Dense(1)] public /* so */ partial class Net;" },
        {
            "public readonly struct A\n{\n    // Here.\n    static class B\n    {\n        [NeuralNetwork(2)]\n        [Dense(1)]\n        class Net;\n    }\n}",
            "public readonly partial struct A\n{\n    // Here.\n    static partial class B\n    {\n        [NeuralNetwork(2)]\n        [Dense(1)]\n        partial class Net;\n    }\n}"
        },
        {
            "interface IA { partial class B { record struct C { [NeuralNetwork(2)] [Dense(1)] partial class Net; } } }",
            "partial interface IA { partial class B { partial record struct C { [NeuralNetwork(2)] [Dense(1)] partial class Net; } } }"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fix_makes_everything_partial_that_must_be(string before, string after) =>
        Assert.Equal(after, await FixFirstAsync(before));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fixed_source_is_clean(string before, string after)
    {
        _ = after;
        GeneratorRun run = GeneratorRun.Of(["using NeuralGen;\n" + await FixFirstAsync(before)], null, FakeCompiler.Compile);
        await run.AssertCleanAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Fix_all_fixes_networks_that_share_a_type_around_them()
    {
        const string Before = "class Outer { [NeuralNetwork(2)] [Dense(1)] class A; [NeuralNetwork(2)] [Dense(1)] partial class B; }";
        const string After = "partial class Outer { [NeuralNetwork(2)] [Dense(1)] partial class A; [NeuralNetwork(2)] [Dense(1)] partial class B; }";
        Assert.Equal(After, await FixAllAsync(Before));
    }

    private static async Task<string> FixFirstAsync(string source)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        (Document document, ImmutableArray<Diagnostic> diagnostics) = await OpenAsync(workspace, source);
        CodeAction? action = null;
        var context = new CodeFixContext(document, diagnostics[^1], (registered, _) => action = registered, cancellation);
        await new MakePartialCodeFixProvider().RegisterCodeFixesAsync(context);
        return await ApplyAsync(action!, document);
    }

    private static async Task<string> FixAllAsync(string source)
    {
        using var workspace = new AdhocWorkspace();
        (Document document, ImmutableArray<Diagnostic> diagnostics) = await OpenAsync(workspace, source);
        var provider = new MakePartialCodeFixProvider();
        var context = new FixAllContext(
            document, provider, FixAllScope.Document, nameof(MakePartialCodeFixProvider), provider.FixableDiagnosticIds,
            new KnownDiagnostics(diagnostics), TestContext.Current.CancellationToken);
        return await ApplyAsync((await provider.GetFixAllProvider().GetFixAsync(context))!, document);
    }

    private static async Task<(Document Document, ImmutableArray<Diagnostic> Diagnostics)> OpenAsync(AdhocWorkspace workspace, string source)
    {
        Project project = workspace.AddProject("User", LanguageNames.CSharp)
            .WithParseOptions(BuildSettings.Default.ParseOptions)
            .WithCompilationOptions(BuildSettings.Default.Compile().Options)
            .WithMetadataReferences(BuildSettings.Default.Compile().References);
        Document document = project.AddDocument("source0.cs", "using NeuralGen;\n" + source);
        Compilation compilation = (await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        ImmutableArray<Diagnostic> diagnostics = await Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerExtensions
            .WithAnalyzers(compilation, [new NetworkAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return (document, [.. diagnostics.OrderByDescending(diagnostic => diagnostic.Location.SourceSpan.Start)]);
    }

    private static async Task<string> ApplyAsync(CodeAction action, Document document)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(cancellation);
        Solution solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        string text = (await solution.GetDocument(document.Id)!.GetTextAsync(cancellation)).ToString();
        return text["using NeuralGen;\n".Length..];
    }

    /// <summary>Gives the fix-all machinery the diagnostics that an editor would have at hand.</summary>
    private sealed class KnownDiagnostics(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}

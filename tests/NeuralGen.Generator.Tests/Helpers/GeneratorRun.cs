using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Generator.Tests.Helpers;

/// <summary>One build of a user's project: the generator, then the C# compiler and the analyzer over the result.</summary>
internal sealed class GeneratorRun
{
    private readonly BuildSettings _settings;

    private GeneratorRun(BuildSettings settings, GeneratorDriver driver, Compilation output)
    {
        _settings = settings;
        Driver = driver;
        Output = output;
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The user's sources and the generated ones.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>The generated files by name.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());

    public static GeneratorRun Of(string source, BuildSettings? settings = null) => Of([source], settings);

    /// <summary>Runs with the real compiler, or with the one given.</summary>
    public static GeneratorRun Of(
        string[] sources, BuildSettings? settings = null, Func<NetworkDeclaration, EquatableArray<GeneratedFile>>? compile = null)
    {
        settings ??= BuildSettings.Default;
        return Create(settings, new NetworkGenerator(compile ?? NetworkCompiler.Compile)).Rerun(settings.Compile(sources));
    }

    public static GeneratorRun Of(NetworkGenerator generator, params string[] sources) =>
        Create(BuildSettings.Default, generator).Rerun(BuildSettings.Default.Compile(sources));

    /// <summary>Builds again after an edit, with what Roslyn kept of this run.</summary>
    public GeneratorRun Rerun(Compilation input)
    {
        GeneratorDriver driver = Driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        return new GeneratorRun(_settings, driver, output);
    }

    /// <summary>Builds again with another build property.</summary>
    public GeneratorRun WithVectorWidth(string? width)
    {
        GeneratorDriver driver = Driver.WithUpdatedAnalyzerConfigOptions(new BuildProperties(width));
        return new GeneratorRun(_settings with { VectorWidth = width }, driver, Output);
    }

    /// <summary>Builds again with other models.</summary>
    public GeneratorRun WithModels(params TestModel[] models) =>
        new(_settings with { Models = models }, Driver.ReplaceAdditionalTexts([.. models]), Output);

    /// <summary>What the C# compiler says about the user's sources and the generated ones together.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics() => Emit(new MemoryStream(), []);

    /// <summary>What the generator says.</summary>
    public ImmutableArray<Diagnostic> GeneratorDiagnostics => Result.Diagnostics;

    /// <summary>What the analyzer says about the user's sources and the generated ones together.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzerDiagnosticsAsync(CancellationToken cancellation)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. _settings.Models], new BuildProperties(_settings.VectorWidth)),
            onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("The analyzer failed.", exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> all = await Output.WithAnalyzers([new NetworkAnalyzer(), new FunctionAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancellation);
        return [.. all.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>Fails unless the result is a whole assembly: no fault, no warning.</summary>
    public void AssertCompiles() => Assembly();

    /// <summary>The assembly, ready to be loaded. Fails where <see cref="AssertCompiles"/> does.</summary>
    public MemoryStream Assembly(params ResourceDescription[] resources)
    {
        Assert.Null(Result.Exception);
        AssertNone(GeneratorDiagnostics);
        var assembly = new MemoryStream();
        AssertNone(Emit(assembly, resources));
        assembly.Position = 0;
        return assembly;
    }

    /// <summary>Fails unless the result compiles and the analyzer has nothing to say.</summary>
    public async Task AssertCleanAsync(CancellationToken cancellation)
    {
        AssertCompiles();
        AssertNone(await AnalyzerDiagnosticsAsync(cancellation));
    }

    /// <summary>Fails with the first diagnostics and the lines they stand on.</summary>
    public static void AssertNone(IEnumerable<Diagnostic> diagnostics)
    {
        string[] lines = [.. diagnostics.Take(5).Select(Describe)];
        Assert.True(lines.Length == 0, string.Join(Environment.NewLine, lines));
    }

    private ImmutableArray<Diagnostic> Emit(MemoryStream assembly, ResourceDescription[] resources)
    {
        using var documentation = new MemoryStream();
        return [.. Output.Emit(assembly, xmlDocumentationStream: documentation, manifestResources: resources).Diagnostics
            .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden)];
    }

    private static string Describe(Diagnostic diagnostic)
    {
        string? line = diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString();
        return $"{diagnostic}{Environment.NewLine}    {line?.Trim()}";
    }

    private static GeneratorRun Create(BuildSettings settings, NetworkGenerator generator)
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()], settings.Models, settings.ParseOptions, new BuildProperties(settings.VectorWidth), options);
        return new GeneratorRun(settings, driver, settings.Compile());
    }
}

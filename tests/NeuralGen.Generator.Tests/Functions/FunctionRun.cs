using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Functions;

/// <summary>One build of a project with functions.</summary>
internal sealed record FunctionRun(GeneratorDriver Driver, Compilation Output)
{
    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    public static FunctionRun Of(
        BuildSettings settings, Func<FunctionDeclaration, EquatableArray<GeneratedFile>> compile, params string[] sources)
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new FunctionGenerator(compile).AsSourceGenerator()], [], settings.ParseOptions, new BuildProperties(settings.VectorWidth), options);
        return new FunctionRun(driver, settings.Compile()).Rerun(settings.Compile(sources));
    }

    public static FunctionRun Of(BuildSettings settings, params string[] sources) => Of(settings, FunctionCompiler.Compile, sources);

    public FunctionRun Rerun(Compilation input)
    {
        GeneratorDriver driver = Driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        return new FunctionRun(driver, output);
    }

    /// <summary>Fails unless the result is a whole assembly without warnings, about which the analyzers have nothing to say.</summary>
    public async Task AssertCleanAsync(CancellationToken cancellation)
    {
        Assert.Null(Result.Exception);
        GeneratorRun.AssertNone(Result.Diagnostics);
        using var assembly = new MemoryStream();
        using var documentation = new MemoryStream();
        GeneratorRun.AssertNone(Output.Emit(assembly, xmlDocumentationStream: documentation, cancellationToken: cancellation).Diagnostics
            .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden));
        GeneratorRun.AssertNone(await AnalyzeAsync(cancellation));
    }

    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CancellationToken cancellation) =>
        await Output.WithAnalyzers([new FunctionAnalyzer()]).GetAnalyzerDiagnosticsAsync(cancellation);
}

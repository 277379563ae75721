using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralGen.Generator.Declarations;
using NeuralGen.Generator.Diagnostics;
using NeuralGen.Generator.Options;

namespace NeuralGen.Generator;

/// <summary>
/// Reports the user's mistakes. An analyzer does it and not the generator, so that pragmas, editorconfig and code
/// fixes apply to them as to any other diagnostic.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.UserMistakes.Concat(FunctionDescriptors.All).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
        context.RegisterCompilationAction(AnalyzeOptions);
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        ReadResult result = DeclarationReader.Read((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken);
        foreach (Problem problem in result.Problems)
        {
            context.ReportDiagnostic(problem.ToDiagnostic());
        }
    }

    private static void AnalyzeOptions(CompilationAnalysisContext context)
    {
        if (VectorWidthOption.UnknownText(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions) is { } text)
        {
            context.ReportDiagnostic(Diagnostic.Create(DeclarationDescriptors.UnknownVectorWidth, Location.None, text));
        }
    }
}

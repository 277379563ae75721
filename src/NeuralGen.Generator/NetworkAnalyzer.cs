using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.ModelFiles;
using NeuralGen.Generator.Declarations;
using NeuralGen.Generator.Diagnostics;
using NeuralGen.Generator.Models;
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
        context.RegisterCompilationStartAction(start =>
        {
            var models = new Lazy<EquatableArray<ModelFile>>(() => ModelTexts.ReadAll(start.Options.AdditionalFiles, CancellationToken.None));
            start.RegisterSymbolAction(symbol => AnalyzeType(symbol, models), SymbolKind.NamedType);
        });
        context.RegisterCompilationAction(AnalyzeOptions);
    }

    private static void AnalyzeType(SymbolAnalysisContext context, Lazy<EquatableArray<ModelFile>> models)
    {
        ReadResult result = DeclarationReader.Read((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken);
        foreach (Problem problem in result.Problems)
        {
            context.ReportDiagnostic(problem.ToDiagnostic());
        }

        if (result.Declaration is { Model: not null } imported)
        {
            AnalyzeModel(context, result, imported, models.Value);
        }

        if (result.Declaration is { WeightsPath: not null } declaration)
        {
            foreach (WeightsProblem problem in WeightsResolver.Resolve(declaration, models.Value).Problems)
            {
                context.ReportDiagnostic(problem.ToDiagnostic(result.WeightsLocation));
            }
        }
    }

    private static void AnalyzeModel(SymbolAnalysisContext context, ReadResult result, NetworkDeclaration imported, EquatableArray<ModelFile> models)
    {
        (NetworkDeclaration? whole, IReadOnlyList<WeightsProblem> problems) = OnnxResolver.Resolve(imported, models);
        foreach (WeightsProblem problem in problems)
        {
            context.ReportDiagnostic(problem.ToDiagnostic(problem.IsAboutLoss ? result.LossLocation : result.WeightsLocation));
        }

        foreach (Problem clash in whole is null ? [] : result.CheckMembers!(whole))
        {
            context.ReportDiagnostic(clash.ToDiagnostic());
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

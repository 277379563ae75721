using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using NeuralGen.Generator.Declarations;
using NeuralGen.Generator.Diagnostics;
using NeuralGen.Generator.Functions;

namespace NeuralGen.Generator;

/// <summary>Reports what is wrong with functions of one's own, as <see cref="NetworkAnalyzer"/> does with networks.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = FunctionDescriptors.All.ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
        context.RegisterOperationAction(AnalyzeLocalFunction, OperationKind.LocalFunction, OperationKind.AnonymousFunction);
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (!AttributeNames.IsDifferentiable(method))
        {
            return;
        }

        foreach (Problem problem in FunctionDeclarationReader.Read(method, context.Compilation, context.CancellationToken).Problems)
        {
            context.ReportDiagnostic(problem.ToDiagnostic());
        }
    }

    /// <summary>Methods within methods have no siblings.</summary>
    private static void AnalyzeLocalFunction(OperationAnalysisContext context)
    {
        IMethodSymbol method = context.Operation is ILocalFunctionOperation local
            ? local.Symbol
            : ((IAnonymousFunctionOperation)context.Operation).Symbol;
        if (AttributeNames.IsDifferentiable(method))
        {
            Location location = FunctionDeclarationReader.AttributeLocation(method, context.CancellationToken);
            string name = method.MethodKind == MethodKind.LocalFunction ? method.Name : "The lambda";
            context.ReportDiagnostic(new Problem(FunctionDescriptors.NotAStaticMethod, location, name).ToDiagnostic());
        }
    }
}

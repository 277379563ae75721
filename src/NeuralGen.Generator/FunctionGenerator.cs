using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Declarations;
using NeuralGen.Generator.Diagnostics;
using NeuralGen.Generator.Functions;
using NeuralGen.Generator.Naming;
using NeuralGen.Generator.Options;

namespace NeuralGen.Generator;

/// <summary>
/// Writes the derivatives of every method with <c>[Differentiable]</c>. This class is wiring alone: what a method means is
/// <see cref="FunctionDeclarationReader"/>'s, what code it becomes is <see cref="FunctionCompiler"/>'s.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class FunctionGenerator : IIncrementalGenerator
{
    private readonly Func<FunctionDeclaration, EquatableArray<GeneratedFile>> _compile;

    /// <summary>Creates the generator.</summary>
    public FunctionGenerator()
        : this(FunctionCompiler.Compile)
    {
    }

    internal FunctionGenerator(Func<FunctionDeclaration, EquatableArray<GeneratedFile>> compile) => _compile = compile;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<FunctionOutcome> declarations = Methods(context, Read).WithTrackingName(TrackingNames.Declarations);
        IncrementalValueProvider<VectorWidths> options = context.AnalyzerConfigOptionsProvider
            .Select((provider, _) => VectorWidthOption.Read(provider.GlobalOptions))
            .WithTrackingName(TrackingNames.Options);
        IncrementalValuesProvider<FunctionOutcome> outcomes = declarations
            .Combine(options)
            .Select((pair, _) => Compile(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Sources);
        IncrementalValueProvider<EquatableArray<string>> clashes = declarations
            .Select((declaration, _) => Prefix(declaration.Function))
            .Collect()
            .Select((prefixes, _) => FileNames.Clashes(prefixes))
            .WithTrackingName(TrackingNames.FileNameClashes);
        IncrementalValuesProvider<EquatableArray<GeneratedFile>> files = outcomes
            .Combine(clashes)
            .Select((pair, _) => NameFiles(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Files);
        context.RegisterSourceOutput(files, GeneratorOutput.AddSources);

        IncrementalValuesProvider<FaultyFunction> faults = outcomes
            .Where(outcome => outcome is FaultyFunction)
            .Select((outcome, _) => (FaultyFunction)outcome)
            .WithTrackingName(TrackingNames.Faults);
        IncrementalValuesProvider<FunctionLocation> locations = Methods(context, ReadLocation).WithTrackingName(TrackingNames.Locations);
        context.RegisterSourceOutput(faults.Combine(locations.Collect()), (production, pair) => Report(production, pair.Left, pair.Right));
    }

    private static IncrementalValuesProvider<T> Methods<T>(
        IncrementalGeneratorInitializationContext context, Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> read)
        where T : class =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeNames.Differentiable, static (node, _) => node is MethodDeclarationSyntax, read)
            .Where(static result => result is not null)!;

    private static FunctionOutcome? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        return CatchFaults(
            () => Identify(method),
            () => FunctionDeclarationReader.Read(method, context.SemanticModel.Compilation, cancellation).Declaration is { } declaration
                ? new DeclaredFunction(Identify(method), declaration)
                : null);
    }

    private static FunctionLocation? ReadLocation(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        SyntaxNode? attribute = context.Attributes[0].ApplicationSyntaxReference?.GetSyntax(cancellation);
        FunctionIdentity function = Identify((IMethodSymbol)context.TargetSymbol);
        return new FunctionLocation(function, DeclarationLocation.Create(function.Type, (attribute ?? context.TargetNode).GetLocation()));
    }

    private static FunctionIdentity Identify(IMethodSymbol method) => new(
        TypeIdentityReader.Read(method.ContainingType),
        method.Name,
        string.Join(",", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))));

    private FunctionOutcome Compile(FunctionOutcome outcome, VectorWidths widths) => outcome is DeclaredFunction { Declaration: var declaration }
        ? CatchFaults(() => outcome.Function, () => new CompiledFunction(outcome.Function, _compile(declaration with { Widths = widths })))!
        : outcome;

    private static FunctionOutcome? CatchFaults(Func<FunctionIdentity> function, Func<FunctionOutcome?> step) =>
        GeneratorOutput.CatchFaults(step, message => new FaultyFunction(function(), message));

    private static string Prefix(FunctionIdentity function) => FileNames.MethodPrefix(function.Type, function.Name);

    private static EquatableArray<GeneratedFile> NameFiles(FunctionOutcome outcome, EquatableArray<string> clashes)
    {
        if (outcome is not CompiledFunction { Function: var function } compiled)
        {
            return EquatableArray<GeneratedFile>.Empty;
        }

        string prefix = FileNames.UniqueMethodPrefix(function.Type, function.Name, function.Signature, clashes);
        return compiled.Files.Select(file => file with { Name = prefix + "." + file.Name }).ToEquatableArray();
    }

    private static void Report(SourceProductionContext context, FaultyFunction fault, ImmutableArray<FunctionLocation> locations)
    {
        Location location = locations.FirstOrDefault(candidate => candidate.Function.Equals(fault.Function))?.Location.ToLocation() ?? Location.None;
        string name = FileNames.DottedName(fault.Function.Type) + "." + fault.Function.Name;
        context.ReportDiagnostic(Diagnostic.Create(InternalDescriptors.InternalFault, location, name, fault.Message));
    }
}

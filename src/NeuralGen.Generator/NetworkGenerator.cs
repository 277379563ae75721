using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.ModelFiles;
using NeuralGen.Generator.Declarations;
using NeuralGen.Generator.Diagnostics;
using NeuralGen.Generator.Models;
using NeuralGen.Generator.Naming;
using NeuralGen.Generator.Options;

namespace NeuralGen.Generator;

/// <summary>
/// Writes the other part of every class with <c>[NeuralNetwork]</c> or <c>[OnnxModel]</c>. This class is wiring alone: what a declaration
/// means is <see cref="DeclarationReader"/>'s, what code it becomes is <see cref="NetworkCompiler"/>'s.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>A network has one of them; what follows is the same for both.</summary>
    private static readonly string[] AttributesOfNetworks = [AttributeNames.Network, AttributeNames.OnnxModel];

    private readonly Func<INamedTypeSymbol, Compilation, CancellationToken, ReadResult> _read;
    private readonly Func<NetworkDeclaration, EquatableArray<GeneratedFile>> _compile;

    /// <summary>Creates the generator.</summary>
    public NetworkGenerator()
        : this(DeclarationReader.Read, NetworkCompiler.Compile)
    {
    }

    internal NetworkGenerator(Func<NetworkDeclaration, EquatableArray<GeneratedFile>> compile)
        : this(DeclarationReader.Read, compile)
    {
    }

    internal NetworkGenerator(
        Func<INamedTypeSymbol, Compilation, CancellationToken, ReadResult> read,
        Func<NetworkDeclaration, EquatableArray<GeneratedFile>> compile)
    {
        _read = read;
        _compile = compile;
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<VectorWidths> options = context.AnalyzerConfigOptionsProvider
            .Select((provider, _) => VectorWidthOption.Read(provider.GlobalOptions))
            .WithTrackingName(TrackingNames.Options);
        IncrementalValueProvider<EquatableArray<ModelFile>> models = context.AdditionalTextsProvider
            .Where(static text => ModelTexts.IsModel(text))
            .Select(static (text, cancellation) => ModelTexts.Read(text, cancellation))
            .Collect()
            .Select(static (files, _) => files.ToEquatableArray())
            .WithTrackingName(TrackingNames.Models);
        IncrementalValuesProvider<NetworkOutcome>[] declarations =
            [.. AttributesOfNetworks.Select(attribute => Attributes(context, attribute, Read).WithTrackingName(TrackingNames.Declarations))];

        // The clashes alone go on to the files, not all names: another network leaves the files as they are.
        IncrementalValueProvider<EquatableArray<string>> clashes = Prefixes(declarations[0])
            .Combine(Prefixes(declarations[1]))
            .Select((prefixes, _) => FileNames.Clashes(prefixes.Left.AddRange(prefixes.Right)))
            .WithTrackingName(TrackingNames.FileNameClashes);
        for (int i = 0; i < declarations.Length; i++)
        {
            IncrementalValuesProvider<NetworkOutcome> outcomes = Outcomes(declarations[i], models, options);
            RegisterSources(context, outcomes, clashes);
            RegisterFaults(context, outcomes, AttributesOfNetworks[i]);
        }
    }

    private static IncrementalValueProvider<ImmutableArray<string>> Prefixes(IncrementalValuesProvider<NetworkOutcome> declarations) =>
        declarations.Select((declaration, _) => FileNames.Prefix(declaration.Type)).Collect();

    private IncrementalValuesProvider<NetworkOutcome> Outcomes(
        IncrementalValuesProvider<NetworkOutcome> declarations,
        IncrementalValueProvider<EquatableArray<ModelFile>> models,
        IncrementalValueProvider<VectorWidths> options) =>
        declarations
            .Combine(models)
            .Select(static (pair, _) => AddModel(pair.Left, pair.Right))
            .Where(static network => network is not null)
            .Select(static (network, _) => network!)
            .WithTrackingName(TrackingNames.Weights)
            .Combine(options)
            .Select((pair, _) => Compile(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Sources);

    private static void RegisterSources(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<NetworkOutcome> outcomes,
        IncrementalValueProvider<EquatableArray<string>> clashes)
    {
        IncrementalValuesProvider<EquatableArray<GeneratedFile>> files = outcomes
            .Combine(clashes)
            .Select((pair, _) => NameFiles(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Files);
        context.RegisterSourceOutput(files, GeneratorOutput.AddSources);
    }

    private static void RegisterFaults(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<NetworkOutcome> outcomes, string attribute)
    {
        IncrementalValuesProvider<FaultyNetwork> faults = outcomes
            .Where(outcome => outcome is FaultyNetwork)
            .Select((outcome, _) => (FaultyNetwork)outcome)
            .WithTrackingName(TrackingNames.Faults);
        IncrementalValuesProvider<DeclarationLocation> locations = Attributes(context, attribute, ReadLocation)
            .WithTrackingName(TrackingNames.Locations);
        context.RegisterSourceOutput(faults.Combine(locations.Collect()), (production, pair) => Report(production, pair.Left, pair.Right));
    }

    private static IncrementalValuesProvider<T> Attributes<T>(
        IncrementalGeneratorInitializationContext context, string attribute, Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> read)
        where T : class =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax, read)
            .Where(static result => result is not null)!;

    private NetworkOutcome? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return CatchFaults(
            () => TypeIdentityReader.Read(type),
            () => _read(type, context.SemanticModel.Compilation, cancellation).Declaration is { } declaration ? new DeclaredNetwork(declaration) : null);
    }

    private static DeclarationLocation? ReadLocation(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        SyntaxNode? attribute = context.Attributes[0].ApplicationSyntaxReference?.GetSyntax(cancellation);
        TypeIdentity type = TypeIdentityReader.Read((INamedTypeSymbol)context.TargetSymbol);
        return DeclarationLocation.Create(type, (attribute ?? context.TargetNode).GetLocation());
    }

    /// <summary>Null where the model file does not fit, which the analyzer reports.</summary>
    private static NetworkOutcome? AddModel(NetworkOutcome network, EquatableArray<ModelFile> models) => network is DeclaredNetwork { Declaration: { } declaration }
        ? CatchFaults(() => declaration.Type, () => Resolve(declaration, models) is { } whole ? new DeclaredNetwork(whole) : null)
        : network;

    private static NetworkDeclaration? Resolve(NetworkDeclaration declaration, EquatableArray<ModelFile> models) =>
        declaration.Model is null ? WeightsResolver.Resolve(declaration, models).Declaration
        : OnnxResolver.Resolve(declaration, models).Declaration is { } whole && !OnnxResolver.HasClash(whole) ? whole
        : null;

    private NetworkOutcome Compile(NetworkOutcome network, VectorWidths widths) => network is DeclaredNetwork { Declaration: var declaration }
        ? CatchFaults(() => declaration.Type, () => new CompiledNetwork(declaration.Type, _compile(declaration with { Widths = widths })))!
        : network;

    private static NetworkOutcome? CatchFaults(Func<TypeIdentity> type, Func<NetworkOutcome?> step) =>
        GeneratorOutput.CatchFaults(step, message => new FaultyNetwork(type(), message));

    private static EquatableArray<GeneratedFile> NameFiles(NetworkOutcome outcome, EquatableArray<string> clashes)
    {
        if (outcome is not CompiledNetwork network)
        {
            return EquatableArray<GeneratedFile>.Empty;
        }

        string prefix = FileNames.UniquePrefix(network.Type, clashes);
        return network.Files.Select(file => file with { Name = prefix + "." + file.Name }).ToEquatableArray();
    }

    private static void Report(SourceProductionContext context, FaultyNetwork fault, ImmutableArray<DeclarationLocation> locations)
    {
        Location location = locations.FirstOrDefault(candidate => candidate.Type.Equals(fault.Type))?.ToLocation() ?? Location.None;
        context.ReportDiagnostic(Diagnostic.Create(InternalDescriptors.InternalFault, location, FileNames.DottedName(fault.Type), fault.Message));
    }
}

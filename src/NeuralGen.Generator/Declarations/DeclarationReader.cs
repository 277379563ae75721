using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Declarations;

/// <summary>
/// Turns a type with attributes into a declaration, or says what is wrong with it. The generator takes the one and
/// the analyzer the other, so that they never disagree. Pure.
/// </summary>
internal static class DeclarationReader
{
    public static ReadResult Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        List<DeclaredAttribute> networks = Select(attributes, AttributeNames.IsNetwork, cancellation);
        List<DeclaredAttribute> layers = Select(attributes, AttributeNames.IsLayer, cancellation);
        List<DeclaredAttribute> models = Select(attributes, AttributeNames.IsOnnxModel, cancellation);
        if (models.Count > 0)
        {
            return models.Count == 1 && models[0].Declaration is not null
                ? OnnxReader.Read(type, models[0], networks, layers, compilation, cancellation)
                : ReadResult.Nothing;
        }

        if (networks.Count == 0)
        {
            return ReadLayersAlone(type, layers);
        }

        // The C# compiler reports a second [NeuralNetwork] itself, and attributes in places where none belong.
        return networks.Count == 1 && networks[0].Declaration is not null
            ? ReadNetwork(type, networks[0], layers, compilation, cancellation)
            : ReadResult.Nothing;
    }

    private static ReadResult ReadLayersAlone(INamedTypeSymbol type, List<DeclaredAttribute> layers) => layers.Count == 0
        ? ReadResult.Nothing
        : ReadResult.Create(null, [new Problem(DeclarationDescriptors.LayerWithoutNetwork, layers[0].Location, type.Name)]);

    private static ReadResult ReadNetwork(
        INamedTypeSymbol type, DeclaredAttribute network, List<DeclaredAttribute> layers, Compilation compilation, CancellationToken cancellation)
    {
        var problems = new List<Problem>(TypeRules.Check(type, network.Declaration!));
        problems.AddRange(layers
            .Where(layer => layer.Declaration != network.Declaration)
            .Select(layer => new Problem(DeclarationDescriptors.LayersOnSeveralParts, layer.Location, type.Name)));
        if (layers.TrueForAll(layer => layer.IsDropout))
        {
            problems.Add(new Problem(DeclarationDescriptors.NoLayer, network.Location, type.Name));
        }

        NetworkDeclaration? declaration = null;
        if (network.IsValid && layers.TrueForAll(layer => layer.IsValid))
        {
            declaration = ReadArguments(type, network, layers, compilation, problems, cancellation);
            problems.AddRange(MemberClashes.Find(type, network.Declaration!, compilation, declaration));
        }

        return ReadResult.Create(declaration, problems) with { WeightsLocation = network.PropertyLocation(AttributeNames.Weights) };
    }

    private static NetworkDeclaration ReadArguments(
        INamedTypeSymbol type,
        DeclaredAttribute network,
        List<DeclaredAttribute> layers,
        Compilation compilation,
        List<Problem> problems,
        CancellationToken cancellation)
    {
        var functions = new CustomFunctionReader(type, compilation, problems, cancellation);
        NetworkDeclaration declaration = NetworkReader.Read(type, network, functions, problems);
        IEnumerable<LayerDeclaration> read = layers.Select(layer => layer.IsDropout
            ? (LayerDeclaration)DropoutReader.Read(layer, problems)
            : DenseReader.Read(layer, declaration.Precision, functions, problems));
        declaration = declaration with { Layers = read.ToEquatableArray() };
        if (declaration.WeightsPath is null)
        {
            problems.AddRange(layers
                .Where(layer => layer.IsPropertySet(AttributeNames.WeightsName))
                .Select(layer => new Problem(ModelDescriptors.WeightsNameUnused, layer.PropertyLocation(AttributeNames.WeightsName), type.Name)));
        }

        bool sizesArePossible = !problems.Exists(problem => problem.Descriptor.Id is DiagnosticIds.NonPositiveSize or DiagnosticIds.EmptyInputShape);
        if (sizesArePossible)
        {
            problems.AddRange(SizeRules.Check(declaration, type.Name, network, layers));
        }

        bool lastLayerIsClear = layers.Exists(layer => !layer.IsDropout) && layers.TrueForAll(layer => layer.Declaration == network.Declaration);
        if (lastLayerIsClear)
        {
            problems.AddRange(DropoutReader.CheckPlaces(layers));
        }

        bool activationsAreKnown = !problems.Exists(problem => problem.Descriptor.Id == DiagnosticIds.UnknownEnumValue);
        if (lastLayerIsClear && activationsAreKnown)
        {
            problems.AddRange(LossRules.Check(declaration, network));
        }

        return declaration;
    }

    private static List<DeclaredAttribute> Select(
        ImmutableArray<AttributeData> attributes, Func<AttributeData, bool> predicate, CancellationToken cancellation) =>
        attributes.Where(predicate).Select(attribute => DeclaredAttribute.Create(attribute, cancellation)).OfType<DeclaredAttribute>().ToList();
}

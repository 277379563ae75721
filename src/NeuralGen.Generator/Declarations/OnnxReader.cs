using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Declarations;

/// <summary>Reads [OnnxModel]. The declaration has no layers yet: they are in the model file.</summary>
internal static class OnnxReader
{
    public static ReadResult Read(
        INamedTypeSymbol type, DeclaredAttribute model, List<DeclaredAttribute> networks, List<DeclaredAttribute> layers, Compilation compilation, CancellationToken cancellation)
    {
        TypeDeclarationSyntax syntax = model.Declaration!;
        var problems = new List<Problem>(TypeRules.Check(type, syntax));
        problems.AddRange(networks.Select(network => new Problem(OnnxDescriptors.NetworkBesideModel, network.Location, type.Name)));
        problems.AddRange(layers.Take(networks.Count == 0 ? 1 : 0).Select(layer => new Problem(OnnxDescriptors.LayerBesideModel, layer.Location, type.Name)));
        NetworkDeclaration? declaration = model.IsValid ? Read(type, model, syntax, compilation, problems, cancellation) : null;
        return ReadResult.Create(declaration, problems) with
        {
            WeightsLocation = model.ParameterLocation(AttributeNames.Path),
            LossLocation = new CustomLossReader(model) is { IsSet: true, Location: var location } ? location : model.PropertyLocation(AttributeNames.Loss),
            CheckMembers = whole => MemberClashes.Find(type, syntax, compilation, whole),
        };
    }

    private static NetworkDeclaration Read(
        INamedTypeSymbol type, DeclaredAttribute model, TypeDeclarationSyntax syntax, Compilation compilation, List<Problem> problems, CancellationToken cancellation)
    {
        LossKind loss = EnumRules.Read<LossKind>(model.Property(AttributeNames.Loss, 0), "Loss", model.PropertyLocation(AttributeNames.Loss), problems);
        var customLoss = new CustomLossReader(model);
        var reference = new ModelReference(
            model.Parameter(AttributeNames.Path, "")!,
            model.Property<string?>(AttributeNames.Output, null),
            MemberClashes.Taken(type, syntax, compilation, Precision.Single).ToEquatableArray(),
            MemberClashes.Taken(type, syntax, compilation, Precision.Double).ToEquatableArray())
        {
            CustomLoss = customLoss.IsSet ? customLoss.ReadForModel(type, new CustomFunctionReader(type, compilation, problems, cancellation), problems) : null,
        };
        return new NetworkDeclaration(
            TypeIdentityReader.Read(type),
            EquatableArray<int>.Empty,
            EquatableArray<LayerDeclaration>.Empty,
            loss,
            Precision.Single,
            Seed: 0,
            VectorWidths.All)
        {
            Model = reference,
        };
    }
}

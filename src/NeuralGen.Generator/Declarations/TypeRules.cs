using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Declarations;

/// <summary>What kind of type a network may be, and what the types around it must be, so that a part can be added to it.</summary>
internal static class TypeRules
{
    public static IEnumerable<Problem> Check(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        if (type.TypeKind != TypeKind.Class)
        {
            return [new Problem(DeclarationDescriptors.NotAClass, declaration.Identifier.GetLocation(), type.Name, Kind(type))];
        }

        return CheckModifiers(type, declaration).Concat(CheckPartial(type, declaration));
    }

    private static IEnumerable<Problem> CheckModifiers(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        if (type.IsStatic)
        {
            yield return new Problem(DeclarationDescriptors.StaticClass, ModifierLocation(type, SyntaxKind.StaticKeyword, declaration), type.Name);
        }
        else if (type.IsAbstract)
        {
            yield return new Problem(DeclarationDescriptors.AbstractClass, ModifierLocation(type, SyntaxKind.AbstractKeyword, declaration), type.Name);
        }

        // Only a top-level type can be file-local; what stands in it cannot be reached from another file either.
        INamedTypeSymbol outermost = TypeIdentityReader.Around(type).LastOrDefault() ?? type;
        if (outermost.IsFileLocal)
        {
            Location location = ModifierLocation(outermost, SyntaxKind.FileKeyword, declaration);
            yield return new Problem(DeclarationDescriptors.FileLocalType, location, outermost.Name, type.Name);
        }
    }

    private static IEnumerable<Problem> CheckPartial(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        Location network = declaration.Identifier.GetLocation();
        if (!IsPartial(type))
        {
            yield return new Problem(DeclarationDescriptors.NotPartial, network, type.Name, TypeIdentityReader.Keyword(type));
        }

        IEnumerable<TypeDeclarationSyntax> declarations = declaration.Ancestors().OfType<TypeDeclarationSyntax>();
        foreach ((INamedTypeSymbol outer, TypeDeclarationSyntax outerDeclaration) in
            TypeIdentityReader.Around(type).Zip(declarations, (outer, outerDeclaration) => (outer, outerDeclaration)))
        {
            if (!IsPartial(outer))
            {
                Location location = outerDeclaration.Identifier.GetLocation();
                string keyword = TypeIdentityReader.Keyword(outer);
                yield return new Problem(DeclarationDescriptors.ContainingTypeNotPartial, location, outer.Name, type.Name, keyword) { FixLocation = network };
            }
        }
    }

    /// <summary>Where only some parts say partial, the C# compiler complains about the others.</summary>
    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is not TypeDeclarationSyntax declaration || Modifier(declaration, SyntaxKind.PartialKeyword) is not null);

    private static string Kind(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "an interface",
        { TypeKind: TypeKind.Struct, IsRefLikeType: true } => "a ref struct",
        _ => "a " + TypeIdentityReader.Keyword(type),
    };

    private static Location ModifierLocation(INamedTypeSymbol type, SyntaxKind modifier, TypeDeclarationSyntax fallback)
    {
        IEnumerable<SyntaxToken> modifiers = type.DeclaringSyntaxReferences
            .Select(part => part.GetSyntax())
            .OfType<TypeDeclarationSyntax>()
            .Select(declaration => Modifier(declaration, modifier))
            .OfType<SyntaxToken>();
        return modifiers.Append(fallback.Identifier).First().GetLocation();
    }

    private static SyntaxToken? Modifier(TypeDeclarationSyntax declaration, SyntaxKind kind)
    {
        int index = declaration.Modifiers.IndexOf(kind);
        return index < 0 ? null : declaration.Modifiers[index];
    }
}

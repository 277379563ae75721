using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralGen.Generator.Declarations;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Functions;

/// <summary>What the types around a differentiable method must be, so that its siblings can be added.</summary>
internal static class FunctionTypeRules
{
    public static IEnumerable<Problem> Check(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        Location name = declaration.Identifier.GetLocation();
        INamedTypeSymbol[] types = [method.ContainingType, .. TypeIdentityReader.Around(method.ContainingType)];
        if (types.Last().IsFileLocal)
        {
            yield return new Problem(FunctionDescriptors.FileLocalType, name, method.Name, types.Last().Name);
        }

        foreach ((INamedTypeSymbol type, TypeDeclarationSyntax part) in
            types.Zip(declaration.Ancestors().OfType<TypeDeclarationSyntax>(), (type, part) => (type, part)))
        {
            if (!IsPartial(type))
            {
                Location location = part.Identifier.GetLocation();
                yield return new Problem(FunctionDescriptors.TypeNotPartial, location, type.Name, method.Name, TypeIdentityReader.Keyword(type)) { FixLocation = name };
            }
        }
    }

    /// <summary>Where only some parts say partial, the C# compiler complains about the others.</summary>
    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(part =>
        part.GetSyntax() is not TypeDeclarationSyntax declaration || declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}

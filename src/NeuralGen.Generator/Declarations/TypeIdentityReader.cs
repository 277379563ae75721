using Microsoft.CodeAnalysis;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Naming;

namespace NeuralGen.Generator.Declarations;

/// <summary>Writes down where a class stands, as the header of another part of it has to repeat it.</summary>
internal static class TypeIdentityReader
{
    public static TypeIdentity Read(INamedTypeSymbol type) =>
        new(Namespace(type.ContainingNamespace), Around(type).Reverse().Select(Part).ToEquatableArray(), Part(type));

    /// <summary>The types around a type, innermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            yield return outer;
        }
    }

    /// <summary>The words between <c>partial</c> and the name.</summary>
    public static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    private static TypePart Part(INamedTypeSymbol type) => new(
        Keyword(type),
        Identifiers.EscapeType(type.Name),
        type.TypeParameters.Select(parameter => Identifiers.EscapeType(parameter.Name)).ToEquatableArray());

    private static string Namespace(INamespaceSymbol symbol)
    {
        if (symbol.IsGlobalNamespace)
        {
            return string.Empty;
        }

        string outer = Namespace(symbol.ContainingNamespace);
        string name = Identifiers.Escape(symbol.Name);
        return outer.Length == 0 ? name : outer + "." + name;
    }
}

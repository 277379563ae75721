using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Declarations;

/// <summary>Finds names that the user has given away where the generated part needs them.</summary>
internal static class MemberClashes
{
    public static IEnumerable<Problem> Find(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, NetworkDeclaration network)
    {
        var names = new HashSet<string>(GeneratedMemberNames.Of(network), StringComparer.Ordinal);
        return Find(type, declaration, compilation, names.Contains, network.Precision);
    }

    /// <summary>The names that are in the way of any network of a precision, however many layers it has.</summary>
    public static IEnumerable<string> Taken(INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, Precision precision) =>
        Find(type, declaration, compilation, GeneratedMemberNames.MayBeGenerated, precision)
            .Select(problem => (string)problem.Arguments[problem.Arguments.Count - 1])
            .Distinct();

    private static IEnumerable<Problem> Find(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, Func<string, bool> isName, Precision precision)
    {
        Location here = declaration.Identifier.GetLocation();
        if (isName(type.Name))
        {
            yield return Clash(type, here, "the name", type.Name);
        }

        foreach (ITypeParameterSymbol parameter in type.TypeParameters.Where(parameter => isName(parameter.Name)))
        {
            yield return Clash(type, LocationOf(parameter, here), "the type parameter", parameter.Name);
        }

        foreach (ISymbol member in type.GetMembers().Where(IsUsers))
        {
            if (isName(Name(member)) && !IsOverload(member, precision))
            {
                yield return Clash(type, LocationOf(member, here), "the member", Name(member));
            }
        }

        foreach (IParameterSymbol parameter in PrimaryConstructorParameters(type).Where(parameter => isName(parameter.Name)))
        {
            yield return Clash(type, LocationOf(parameter, here), "the primary constructor's parameter", parameter.Name);
        }

        foreach (Problem inherited in FindInherited(type, here, compilation, isName, precision))
        {
            yield return inherited;
        }
    }

    private static IEnumerable<Problem> FindInherited(INamedTypeSymbol type, Location here, Compilation compilation, Func<string, bool> isName, Precision precision)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            // The generator cannot see what it writes for the parent, so the attribute has to tell.
            if (parent.GetAttributes().Any(attribute => AttributeNames.IsNetwork(attribute) || AttributeNames.IsOnnxModel(attribute)))
            {
                yield return Clash(type, here, $"from the neural network '{parent.Name}', which it inherits, the member", "Forward");
                yield break;
            }

            foreach (ISymbol member in parent.GetMembers().Where(IsUsers))
            {
                string name = Name(member);
                if (isName(name) && !IsOverload(member, precision) && compilation.IsSymbolAccessibleWithin(member, type) && seen.Add(name))
                {
                    yield return Clash(type, here, $"from '{parent.Name}', which it inherits, the member", name);
                }
            }
        }
    }

    /// <summary>Accessors come with their property. A record's positional parameter has a property of its own.</summary>
    private static bool IsUsers(ISymbol member) =>
        member is not IMethodSymbol { AssociatedSymbol: not null } && !GeneratedCode.IsGenerated(member);

    /// <summary>Whether a member is a method that can stand beside the generated one of its name, because its parameters differ.</summary>
    private static bool IsOverload(ISymbol member, Precision precision)
    {
        if (member is not IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: true } method
            || !GeneratedMemberNames.InspectionMethods.TryGetValue(method.Name, out int read))
        {
            return false;
        }

        string number = precision.Keyword();
        IEnumerable<string> generated = Enumerable.Repeat($"System.ReadOnlySpan<{number}>", read).Append($"System.Span<{number}>");
        return method.Arity > 0
            || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None)
            || !method.Parameters.Select(parameter => parameter.Type.ToDisplayString()).SequenceEqual(generated);
    }

    /// <summary>
    /// The name under which C# keeps a member. The user's own implementation of another interface's member has a
    /// name of its own; of INeuralNetwork's it would stand in the way.
    /// </summary>
    private static string Name(ISymbol member) => member switch
    {
        IPropertySymbol { IsIndexer: true, ExplicitInterfaceImplementations.IsEmpty: true } => member.MetadataName,
        IPropertySymbol property => NetworkMember(property.ExplicitInterfaceImplementations) ?? property.Name,
        IMethodSymbol method => NetworkMember(method.ExplicitInterfaceImplementations) ?? method.Name,
        _ => member.Name,
    };

    private static string? NetworkMember(IEnumerable<ISymbol> implemented) =>
        implemented.FirstOrDefault(member => AttributeNames.IsNetworkInterface(member.ContainingType))?.Name;

    /// <summary>Inside the class, generated parts included, the name of such a parameter hides a member's.</summary>
    private static IEnumerable<IParameterSymbol> PrimaryConstructorParameters(INamedTypeSymbol type) =>
        type.IsRecord
            ? []
            : type.InstanceConstructors
                .Where(constructor => constructor.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is TypeDeclarationSyntax))
                .SelectMany(constructor => constructor.Parameters);

    private static Location LocationOf(ISymbol symbol, Location fallback) =>
        symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? fallback;

    private static Problem Clash(INamedTypeSymbol type, Location location, string what, string name) =>
        new(DeclarationDescriptors.MemberClash, location, type.Name, what, name);
}

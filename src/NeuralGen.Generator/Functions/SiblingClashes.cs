using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Declarations;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Functions;

/// <summary>Finds names that the user has given away where a differentiable method's siblings need them.</summary>
internal static class SiblingClashes
{
    public static IEnumerable<Problem> Find(
        IMethodSymbol method, MethodDeclarationSyntax declaration, bool isTuple, Compilation compilation)
    {
        Location here = declaration.Identifier.GetLocation();
        FunctionSibling[] siblings = [.. FunctionSiblings.Of(method.Name, method.Parameters.Length, isTuple)];
        INamedTypeSymbol type = method.ContainingType;
        IEnumerable<ISymbol> own = type.GetMembers().Where(member => !GeneratedCode.IsGenerated(member));
        IEnumerable<ISymbol> inherited = Parents(type)
            .SelectMany(parent => parent.GetMembers())
            .Where(member => compilation.IsSymbolAccessibleWithin(member, type));
        IEnumerable<ISymbol> parametersAndType = type.TypeParameters.Concat([(ISymbol)type]);
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (FunctionSibling sibling in siblings)
        {
            foreach (ISymbol member in own.Concat(parametersAndType).Where(member => Clashes(member, sibling, method) && reported.Add(member)))
            {
                Location location = member.Locations.FirstOrDefault(place => place.IsInSource) ?? here;
                yield return new Problem(FunctionDescriptors.SiblingClash, location, method.Name, sibling.Name);
            }

            if (inherited.Any(member => Clashes(member, sibling, method) && reported.Add(member)))
            {
                yield return new Problem(FunctionDescriptors.SiblingClash, here, method.Name, sibling.Name);
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Parents(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            yield return parent;
        }
    }

    /// <summary>Methods may share a name as long as their parameters differ; the method itself is one of those.</summary>
    private static bool Clashes(ISymbol member, FunctionSibling sibling, IMethodSymbol method)
    {
        if (member.Name != sibling.Name)
        {
            return false;
        }

        if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } other)
        {
            return true;
        }

        ITypeSymbol scalar = method.Parameters[0].Type;
        int scalars = sibling.Shape == SiblingShape.Spans ? 0 : method.Parameters.Length;
        int spans = sibling.Shape switch { SiblingShape.Scalars => 0, SiblingShape.ScalarsAndSpan => 1, _ => 2 };
        return other.Arity == 0 && other.Parameters.Length == scalars + spans
            && other.Parameters.Take(scalars).All(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, scalar))
            && other.Parameters.Skip(scalars).All(parameter => parameter.Type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", Arity: 1 } span
                && SymbolEqualityComparer.Default.Equals(span.TypeArguments[0], scalar));
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Declarations;
using NeuralGen.Generator.Diagnostics;
using NeuralGen.Generator.Naming;

namespace NeuralGen.Generator.Functions;

/// <summary>What the reader made of a method with <c>[Differentiable]</c>.</summary>
internal sealed record FunctionDeclarationResult(FunctionDeclaration? Declaration, ImmutableArray<Problem> Problems);

/// <summary>Turns a method with <c>[Differentiable]</c> into a declaration, or says what is wrong with it. Pure.</summary>
internal static class FunctionDeclarationReader
{
    /// <summary>Derivatives of this size take the compiler a few seconds, and are thousands of lines.</summary>
    private const int GreatestSize = 20_000;

    public static FunctionDeclarationResult Read(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        method = method.PartialDefinitionPart ?? method;
        if (IsRefusedByCompiler(method))
        {
            return Failed([]);
        }

        if (SignatureRules.Declaration(method, cancellation) is not { } declaration || method.MethodKind != MethodKind.Ordinary)
        {
            return Failed([new Problem(FunctionDescriptors.NotAStaticMethod, AttributeLocation(method, cancellation), method.Name)]);
        }

        var problems = new List<Problem>(FunctionTypeRules.Check(method, declaration));
        FunctionReadResult read = FunctionReader.Read(method, compilation, CallableMethods.Differentiable, cancellation);
        problems.AddRange(read.Problems);
        if (read.Function is not { } function)
        {
            return Failed(problems);
        }

        double size = DerivativeSize.Estimate(function.Results, function.Parameters, withSecond: !function.IsTuple);
        if (size > GreatestSize)
        {
            problems.Add(new Problem(
                FunctionDescriptors.DerivativesTooLarge,
                declaration.Identifier.GetLocation(),
                method.Name,
                size.ToString("N0", CultureInfo.InvariantCulture),
                GreatestSize.ToString("N0", CultureInfo.InvariantCulture)));
        }

        problems.AddRange(SiblingClashes.Find(method, declaration, function.IsTuple, compilation));
        return problems.Count > 0 ? Failed(problems) : new FunctionDeclarationResult(Declare(method, function), ImmutableArray<Problem>.Empty);
    }

    /// <summary>The C# compiler itself refuses the attribute on constructors, and a second method with the parameters of a first.</summary>
    private static bool IsRefusedByCompiler(IMethodSymbol method) =>
        method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor
        || (method.MethodKind == MethodKind.Ordinary && !SymbolEqualityComparer.Default.Equals(method, method.ContainingType.GetMembers(method.Name)
            .OfType<IMethodSymbol>()
            .First(other => other.Parameters.Length == method.Parameters.Length && other.Arity == method.Arity && other.Parameters
                .Zip(method.Parameters, (one, another) => SymbolEqualityComparer.Default.Equals(one.Type, another.Type)).All(same => same))));

    /// <summary>Where an attribute of the library stands.</summary>
    public static Location AttributeLocation(IMethodSymbol method, CancellationToken cancellation)
    {
        AttributeData? attribute = method.GetAttributes().FirstOrDefault(AttributeNames.IsDifferentiable);
        return attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? method.Locations.FirstOrDefault() ?? Location.None;
    }

    private static FunctionDeclaration Declare(IMethodSymbol method, MathematicalFunction function) => new(
        TypeIdentityReader.Read(method.ContainingType),
        Identifiers.Escape(method.Name),
        AccessibilityOf(method),
        Overload(method),
        function.Precision,
        function.Parameters.Select(name => new FunctionParameter(name, Identifiers.Escape(name))).ToEquatableArray(),
        function.Results,
        function.IsTuple,
        VectorWidths.All);

    private static FunctionDeclarationResult Failed(IEnumerable<Problem> problems) => new(null, problems.ToImmutableArray());

    private static string AccessibilityOf(IMethodSymbol method) => method.DeclaredAccessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal => "internal",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    /// <summary>The method's place among the differentiable ones of its name, in an order that does not depend on where they stand.</summary>
    private static int Overload(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name)
        .OfType<IMethodSymbol>()
        .Where(AttributeNames.IsDifferentiable)
        .Select(Signature)
        .OrderBy(signature => signature, StringComparer.Ordinal)
        .TakeWhile(signature => signature != Signature(method))
        .Count();

    private static string Signature(IMethodSymbol method) =>
        string.Concat(method.Parameters.Select(parameter => parameter.Type.SpecialType == SpecialType.System_Single ? 'f' : 'd'));
}

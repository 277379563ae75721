using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralGen.Generator.Declarations;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Functions;

/// <summary>What a method must look like from outside to be a function of calculus.</summary>
internal static class SignatureRules
{
    /// <summary>The number format of all parameters, or null where they differ.</summary>
    public static SpecialType? ScalarOf(IMethodSymbol method) =>
        method.Parameters.Length > 0 && method.Parameters[0].Type.SpecialType is SpecialType.System_Single or SpecialType.System_Double
            && method.Parameters.All(parameter => parameter.Type.SpecialType == method.Parameters[0].Type.SpecialType)
            ? method.Parameters[0].Type.SpecialType
            : null;

    public static IEnumerable<Problem> Check(IMethodSymbol method, CancellationToken cancellation)
    {
        if (Declaration(method, cancellation) is not { } declaration)
        {
            yield break;
        }

        Location name = declaration.Identifier.GetLocation();
        if (!method.IsStatic || method.IsGenericMethod)
        {
            yield return new Problem(FunctionDescriptors.NotAStaticMethod, name, method.Name);
            yield break;
        }

        if (declaration.ExpressionBody is null && declaration.Body is null)
        {
            yield return new Problem(FunctionDescriptors.NoBody, name, method.Name);
            yield break;
        }

        if (method.Parameters.Length == 0)
        {
            yield return new Problem(FunctionDescriptors.BadParameter, name, method.Name);
            yield break;
        }

        SpecialType scalar = method.Parameters[0].Type.SpecialType;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            bool isScalar = parameter.Type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
            if (!isScalar || parameter.Type.SpecialType != scalar || parameter.RefKind != RefKind.None || parameter.IsParams)
            {
                Location location = declaration.ParameterList.Parameters[parameter.Ordinal].GetLocation();
                yield return new Problem(FunctionDescriptors.BadParameter, location, method.Name);
                yield break;
            }
        }

        if (!IsResult(method.ReturnType, scalar) || method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            string word = scalar == SpecialType.System_Single ? "float" : "double";
            yield return new Problem(FunctionDescriptors.BadResult, declaration.ReturnType.GetLocation(), method.Name, word);
        }
    }

    /// <summary>The part of a method's declaration that has its body, else any; null for what is no ordinary method of the source.</summary>
    public static MethodDeclarationSyntax? Declaration(IMethodSymbol method, CancellationToken cancellation)
    {
        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        return implementation.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellation)).OfType<MethodDeclarationSyntax>().FirstOrDefault();
    }

    private static bool IsResult(ITypeSymbol type, SpecialType scalar) =>
        type.SpecialType == scalar
        || (type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(element => element.Type.SpecialType == scalar));
}

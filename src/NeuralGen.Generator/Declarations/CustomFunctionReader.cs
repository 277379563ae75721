using Microsoft.CodeAnalysis;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Diagnostics;
using NeuralGen.Generator.Functions;

namespace NeuralGen.Generator.Declarations;

/// <summary>Finds the method that an attribute names as activation or loss, and reads it.</summary>
internal static class CustomFunctionReader
{
    /// <summary>The function as an expression in the given variables; null, and problems, where it is none.</summary>
    /// <param name="type">The class in which the method stands.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="argument">Where the attribute names it.</param>
    /// <param name="precision">The type of its parameters and its result.</param>
    /// <param name="variables">The names its parameters get, which are the mathematical ones.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="problems">What is wrong.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Expression? Read(
        INamedTypeSymbol type,
        string name,
        Location argument,
        Precision precision,
        string[] variables,
        Compilation compilation,
        List<Problem> problems,
        CancellationToken cancellation)
    {
        IMethodSymbol[] methods = [.. type.GetMembers(name).OfType<IMethodSymbol>()];
        string number = precision == Precision.Single ? "float" : "double";
        string wanted = $"static {number} {(methods.Length == 0 ? Example(variables) : name)}({string.Join(", ", variables.Select(variable => $"{number} {variable}"))})";
        if (methods.Length == 0)
        {
            problems.Add(new Problem(CustomFunctionDescriptors.FunctionNotFound, argument, type.Name, name, wanted));
            return null;
        }

        SpecialType scalar = precision == Precision.Single ? SpecialType.System_Single : SpecialType.System_Double;
        IMethodSymbol? method = methods.FirstOrDefault(candidate => Fits(candidate, scalar, variables.Length));
        if (method is null)
        {
            problems.Add(new Problem(CustomFunctionDescriptors.FunctionSignature, argument, name, type.Name, wanted));
            return null;
        }

        FunctionReadResult result = FunctionReader.Read(method, compilation, CallableMethods.SameClass, cancellation);
        problems.AddRange(result.Problems);
        return result.Function is { } function
            ? Substitution.Rename(function.Results[0], function.Parameters.Zip(variables, (from, to) => (from, to)).ToDictionary(pair => pair.from, pair => pair.to))
            : null;
    }

    private static string Example(string[] variables) => variables.Length == 1 ? "Activation" : "Loss";

    private static bool Fits(IMethodSymbol method, SpecialType scalar, int parameters) =>
        method is { IsStatic: true, IsGenericMethod: false, ReturnsByRef: false, ReturnsByRefReadonly: false, MethodKind: MethodKind.Ordinary }
        && method.ReturnType.SpecialType == scalar
        && method.Parameters.Length == parameters
        && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && parameter.Type.SpecialType == scalar);
}

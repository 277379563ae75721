using Microsoft.CodeAnalysis;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Diagnostics;
using NeuralGen.Generator.Functions;

namespace NeuralGen.Generator.Declarations;

/// <summary>Finds the methods that the attributes of one network name as activation or loss, and reads each once.</summary>
/// <param name="network">The network's class, in which methods stand unless another is named.</param>
/// <param name="compilation">The project.</param>
/// <param name="problems">What is wrong.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class CustomFunctionReader(INamedTypeSymbol network, Compilation compilation, List<Problem> problems, CancellationToken cancellation)
{
    private readonly Dictionary<IMethodSymbol, FunctionReadResult> _read = new(SymbolEqualityComparer.Default);

    /// <summary>The function as an expression in the given variables; null, and problems, where it is none.</summary>
    /// <param name="owner">The class in which the method stands; null for the network's.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="argument">Where the attribute names it.</param>
    /// <param name="precision">The type of its parameters and its result.</param>
    /// <param name="variables">The names its parameters get, which are the mathematical ones.</param>
    public Expression? Read(INamedTypeSymbol? owner, string name, Location argument, Precision precision, string[] variables)
    {
        INamedTypeSymbol type = owner ?? network;
        IMethodSymbol[] methods = [.. type.GetMembers(name).OfType<IMethodSymbol>()];
        string wanted = Signature(methods.Length == 0 ? Example(variables) : name, precision, variables);
        if (methods.Length == 0)
        {
            problems.Add(new Problem(CustomFunctionDescriptors.FunctionNotFound, argument, type.Name, name, wanted));
            return null;
        }

        IMethodSymbol? method = methods.FirstOrDefault(candidate => Fits(candidate, precision, variables.Length));
        if (method is null)
        {
            problems.Add(new Problem(CustomFunctionDescriptors.FunctionSignature, argument, name, type.Name, wanted));
            return null;
        }

        FunctionReadResult result = Read(method);
        return result.Function is { } function
            ? Substitution.Rename(function.Results[0], function.Parameters.Zip(variables, (from, to) => (from, to)).ToDictionary(pair => pair.from, pair => pair.to))
            : null;
    }

    /// <summary>Whether there is a method of the precision.</summary>
    /// <param name="parameters">How many parameters it has.</param>
    public bool Has(INamedTypeSymbol? owner, string name, Precision precision, int parameters) =>
        (owner ?? network).GetMembers(name).OfType<IMethodSymbol>().Any(method => Fits(method, precision, parameters));

    /// <summary>What a method has to look like.</summary>
    public static string Signature(string name, Precision precision, string[] variables)
    {
        string number = precision.Keyword();
        return $"static {number} {name}({string.Join(", ", variables.Select(variable => $"{number} {variable}"))})";
    }

    /// <summary>What is wrong with a method that several layers name is reported once.</summary>
    private FunctionReadResult Read(IMethodSymbol method)
    {
        if (!_read.TryGetValue(method, out FunctionReadResult? result))
        {
            result = FunctionReader.Read(method, compilation, CallableMethods.SameClass, cancellation);
            problems.AddRange(result.Problems);
            _read.Add(method, result);
        }

        return result;
    }

    private static string Example(string[] variables) => variables.Length == 1 ? "Activation" : "Loss";

    private static bool Fits(IMethodSymbol method, Precision precision, int parameters)
    {
        SpecialType scalar = precision == Precision.Single ? SpecialType.System_Single : SpecialType.System_Double;
        return method is { IsStatic: true, IsGenericMethod: false, ReturnsByRef: false, ReturnsByRefReadonly: false, MethodKind: MethodKind.Ordinary }
            && method.ReturnType.SpecialType == scalar
            && method.Parameters.Length == parameters
            && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && parameter.Type.SpecialType == scalar);
    }
}

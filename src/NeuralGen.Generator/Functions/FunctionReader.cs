using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Declarations;

namespace NeuralGen.Generator.Functions;

/// <summary>A C# method as mathematics.</summary>
/// <param name="Parameters">The names of its parameters, which are the variables of the expressions.</param>
/// <param name="Results">What it returns: one expression, or those of a tuple. Simplified.</param>
/// <param name="IsTuple">Whether it returns a tuple.</param>
internal sealed record MathematicalFunction(
    EquatableArray<string> Parameters, EquatableArray<Expression> Results, bool IsTuple, Precision Precision);

/// <summary>What the reader made of a method.</summary>
/// <param name="Function">The function, or null where there are problems or the C# compiler reports an error itself.</param>
internal sealed record FunctionReadResult(MathematicalFunction? Function, ImmutableArray<Problem> Problems);

/// <summary>Which other methods a function may call.</summary>
internal enum CallableMethods
{
    /// <summary>Those with <c>[Differentiable]</c>.</summary>
    Differentiable,

    /// <summary>Those, and every static method of the same class that can be read.</summary>
    SameClass,
}

/// <summary>
/// Reads a static method written in plain C# as expressions, or says at which piece of syntax that fails. Pure; the
/// generator takes the function and the analyzer the problems, so that they never disagree.
/// </summary>
internal static class FunctionReader
{
    /// <summary>Larger expressions take the compiler seconds to differentiate twice, and nobody could read the result.</summary>
    private const int GreatestSize = 1000;

    public static FunctionReadResult Read(
        IMethodSymbol method, Compilation compilation, CallableMethods callable, CancellationToken cancellation)
    {
        method = method.PartialDefinitionPart ?? method;
        var problems = new List<Problem>(SignatureRules.Check(method, cancellation));
        if (problems.Count > 0 || SignatureRules.ScalarOf(method) is not { } scalar)
        {
            return new FunctionReadResult(null, problems.ToImmutableArray());
        }

        var reader = new MethodReader(compilation, callable, GreatestSize, problems, cancellation);
        Value? value = reader.Read(method, [.. method.Parameters.Select(parameter => new Value.Number(new Variable(parameter.Name)))]);
        IReadOnlyList<Expression>? results = value switch
        {
            Value.Number number => [number.Expression],
            Value.Tuple tuple => tuple.Items,
            _ => null,
        };
        if (problems.Count > 0 || results is null)
        {
            return new FunctionReadResult(null, problems.ToImmutableArray());
        }

        var function = new MathematicalFunction(
            method.Parameters.Select(parameter => parameter.Name).ToEquatableArray(),
            results.Select(Simplifier.Simplify).ToEquatableArray(),
            value is Value.Tuple,
            scalar == SpecialType.System_Single ? Precision.Single : Precision.Double);
        return new FunctionReadResult(function, ImmutableArray<Problem>.Empty);
    }
}

using Microsoft.CodeAnalysis;

namespace NeuralGen.Generator.Diagnostics;

/// <summary>NG12xx: functions of one's own that calculus cannot read.</summary>
internal static class FunctionDescriptors
{
    public static readonly DiagnosticDescriptor NotAStaticMethod = Create(
        DiagnosticIds.FunctionNotStatic,
        "A differentiable method must be static and not generic",
        "'{0}' is not a static method without type parameters; write 'static', so that it depends on its parameters alone");

    public static readonly DiagnosticDescriptor NoBody = Create(
        DiagnosticIds.FunctionWithoutBody,
        "A differentiable method must have a body",
        "'{0}' has no body that NeuralGen could differentiate; write an expression, or locals and one return");

    public static readonly DiagnosticDescriptor BadParameter = Create(
        DiagnosticIds.FunctionParameter,
        "The parameters must be numbers of one format",
        "The parameters of '{0}' must be at least one number, all float or all double and passed by value");

    public static readonly DiagnosticDescriptor BadResult = Create(
        DiagnosticIds.FunctionResult,
        "The result must be a number or a tuple of numbers",
        "'{0}' must return what its parameters are; write {1} or a tuple of it");

    public static readonly DiagnosticDescriptor BadStatement = Create(
        DiagnosticIds.FunctionStatement,
        "Only locals and one return can be differentiated",
        "NeuralGen cannot differentiate the statement '{0}'; write locals that get their value once, then one return, with the conditional operator for branches");

    public static readonly DiagnosticDescriptor BadExpression = Create(
        DiagnosticIds.FunctionExpression,
        "The expression cannot be differentiated",
        "NeuralGen cannot differentiate '{0}'; write arithmetic of float or double, comparisons, the conditional operator and calls of elementary or [Differentiable] functions");

    public static readonly DiagnosticDescriptor UnknownFunction = Create(
        DiagnosticIds.FunctionUnknown,
        "The called function has no known derivative",
        "'{0}' is neither an elementary function with a derivative nor [Differentiable]; write it with functions that are, or put [Differentiable] on it");

    public static readonly DiagnosticDescriptor NotAConstant = Create(
        DiagnosticIds.FunctionNotAConstant,
        "A function must depend on its parameters and constants alone",
        "'{0}' may change without the function's parameters; write a const, or make it a parameter");

    public static readonly DiagnosticDescriptor Recursion = Create(
        DiagnosticIds.FunctionRecursion,
        "A differentiable method must not call itself",
        "This call leads back to '{0}', so that the formula would have no end; write it without recursion");

    public static readonly DiagnosticDescriptor FailedCall = Create(
        DiagnosticIds.FunctionFailedCall,
        "The called function cannot be differentiated",
        "The call of '{0}' cannot be differentiated: {1}");

    public static readonly DiagnosticDescriptor TooLarge = Create(
        DiagnosticIds.FunctionTooLarge,
        "The formula is too large",
        "With locals and calls written out, the formula of '{0}' has more than {1} operations and operands or is nested too deeply here; write a smaller one");

    public static readonly DiagnosticDescriptor TypeNotPartial = Create(
        DiagnosticIds.FunctionTypeNotPartial,
        "The type of a differentiable method must be partial",
        "NeuralGen writes the derivatives of '{1}' into '{0}', which is not partial; write 'partial {2} {0}'");

    public static readonly DiagnosticDescriptor FileLocalType = Create(
        DiagnosticIds.FunctionFileLocal,
        "The type of a differentiable method must not be file-local",
        "The derivatives of '{0}' are written in another file, which cannot see '{1}'; remove 'file'");

    public static readonly DiagnosticDescriptor SiblingClash = Create(
        DiagnosticIds.FunctionSiblingClash,
        "A member has the name of a generated derivative",
        "The differentiable method '{0}' gets a sibling '{1}', but that name with such parameters is taken; rename one of them");

    public static readonly DiagnosticDescriptor DerivativesTooLarge = Create(
        DiagnosticIds.FunctionDerivativesTooLarge,
        "The derivatives are too large",
        "The derivatives of '{0}' would have about {1} operations and operands, and NeuralGen writes no more than {2}; split the function and join its parts by the chain rule");

    public static IEnumerable<DiagnosticDescriptor> All =>
    [
        NotAStaticMethod,
        NoBody,
        BadParameter,
        BadResult,
        BadStatement,
        BadExpression,
        UnknownFunction,
        NotAConstant,
        Recursion,
        FailedCall,
        TooLarge,
        TypeNotPartial,
        FileLocalType,
        SiblingClash,
        DerivativesTooLarge,
    ];

    private static DiagnosticDescriptor Create(string id, string title, string message) => new(
        id, title, message, "NeuralGen", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Descriptors.PageOf(id));
}

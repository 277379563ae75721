using Microsoft.CodeAnalysis;

namespace NeuralGen.Generator.Diagnostics;

/// <summary>NG1015 to NG1017: activations and losses of the user's own that are named wrongly.</summary>
internal static class CustomFunctionDescriptors
{
    public static readonly DiagnosticDescriptor FunctionNotFound = new(
        DiagnosticIds.FunctionNotFound,
        "There is no such function",
        "'{0}' has no method named '{1}'; write the name of a method such as '{2}'",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.FunctionNotFound));

    public static readonly DiagnosticDescriptor FunctionSignature = new(
        DiagnosticIds.FunctionSignature,
        "The function has the wrong signature",
        "No method '{0}' of '{1}' is one that can be used here; it must be '{2}'",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.FunctionSignature));

    public static readonly DiagnosticDescriptor TwoLosses = new(
        DiagnosticIds.TwoLosses,
        "A network has one loss",
        "CustomLoss says what the loss is, so Loss has no effect; remove one of the two",
        "NeuralGen",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.TwoLosses));

    public static IEnumerable<DiagnosticDescriptor> All => [FunctionNotFound, FunctionSignature, TwoLosses];
}

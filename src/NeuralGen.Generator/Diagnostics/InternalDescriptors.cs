using Microsoft.CodeAnalysis;

namespace NeuralGen.Generator.Diagnostics;

/// <summary>NG9999: NeuralGen's own defects.</summary>
internal static class InternalDescriptors
{
    public static readonly DiagnosticDescriptor InternalFault = new(
        DiagnosticIds.InternalFault,
        "NeuralGen failed on a network",
        "NeuralGen failed on '{0}': {1}. This is a defect of NeuralGen, not of your program; please report it with this declaration.",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.InternalFault));
}

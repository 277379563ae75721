using Microsoft.CodeAnalysis;

namespace NeuralGen.Generator.Diagnostics;

/// <summary>Makes descriptors; the diagnostics themselves stand in one class per band.</summary>
internal static class Descriptors
{
    private const string Category = "NeuralGen";
    private const string Pages = "https://github.com/neuralgen/neuralgen/blob/main/docs/diagnostics/";

    /// <summary>Everything about networks that the analyzer may report, but for what is in the way of their functions.</summary>
    public static IEnumerable<DiagnosticDescriptor> UserMistakes => DeclarationDescriptors.All.Concat(CustomFunctionDescriptors.All).Concat(ShapeDescriptors.All).Concat(ModelDescriptors.All).Concat(OnnxDescriptors.All);

    /// <summary>Everything NeuralGen may report.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => UserMistakes.Concat(FunctionDescriptors.All).Append(InternalDescriptors.InternalFault);

    /// <summary>The address of a diagnostic's page.</summary>
    public static string PageOf(string id) => Pages + id + ".md";
}

using Microsoft.CodeAnalysis;

namespace NeuralGen.Generator.Diagnostics;

/// <summary>NG3xxx: model files, and networks that they do not fit.</summary>
internal static class ModelDescriptors
{
    public static readonly DiagnosticDescriptor ModelNotFound = new(
        DiagnosticIds.ModelNotFound,
        "The project has no such model",
        "The project has no model '{0}'{1}; write <NeuralModel Include=\"{0}\" /> into an <ItemGroup> of the project file",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.ModelNotFound));

    public static readonly DiagnosticDescriptor ModelAmbiguous = new(
        DiagnosticIds.ModelAmbiguous,
        "Several models have this name",
        "The project has several models '{0}': {1}; write the whole path of one of them, as the project file has it",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.ModelAmbiguous));

    public static readonly DiagnosticDescriptor ModelUnusable = new(
        DiagnosticIds.ModelUnusable,
        "The model file cannot be used",
        "'{0}' {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.ModelUnusable));

    public static readonly DiagnosticDescriptor TensorMissing = new(
        DiagnosticIds.TensorMissing,
        "The model file lacks a tensor",
        "'{0}' does not fit the network: it has no {1}{2}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.TensorMissing));

    public static readonly DiagnosticDescriptor TensorUnexpected = new(
        DiagnosticIds.TensorUnexpected,
        "The model file has a tensor too many",
        "'{0}' does not fit the network, which has nothing for {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.TensorUnexpected));

    public static readonly DiagnosticDescriptor TensorShape = new(
        DiagnosticIds.TensorShape,
        "A tensor of the model file has the wrong shape",
        "'{0}' does not fit the network: {1} must have the shape {2} of {4} and has {3}{5}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.TensorShape));

    public static readonly DiagnosticDescriptor TensorType = new(
        DiagnosticIds.TensorType,
        "A tensor of the model file has the wrong type",
        "'{0}' does not fit the network: {1} must be of type {2} and is of {3}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.TensorType));

    public static readonly DiagnosticDescriptor NumberTooLarge = new(
        DiagnosticIds.NumberTooLarge,
        "A weight is too large for single precision",
        "'{0}' does not fit the network: {1} of {2} holds {3}, which is too large for single precision; write Precision = Precision.Double",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.NumberTooLarge));

    public static readonly DiagnosticDescriptor WeightsNameUnused = new(
        DiagnosticIds.WeightsNameUnused,
        "WeightsName needs a model file",
        "WeightsName has no effect, since '{0}' takes its weights from no file; remove it, or write Weights = \"model.safetensors\" in [NeuralNetwork]",
        "NeuralGen",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.WeightsNameUnused));

    public static IEnumerable<DiagnosticDescriptor> All =>
    [
        ModelNotFound,
        ModelAmbiguous,
        ModelUnusable,
        TensorMissing,
        TensorUnexpected,
        TensorShape,
        TensorType,
        NumberTooLarge,
        WeightsNameUnused,
    ];
}

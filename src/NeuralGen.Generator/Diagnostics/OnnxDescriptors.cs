using Microsoft.CodeAnalysis;
using NeuralGen.Compiler.Onnx;

namespace NeuralGen.Generator.Diagnostics;

/// <summary>NG31xx: ONNX models, and classes that are to be one.</summary>
internal static class OnnxDescriptors
{
    public static readonly DiagnosticDescriptor NotOnnx = new(
        DiagnosticIds.NotOnnx,
        "The file is no ONNX model",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.NotOnnx));

    public static readonly DiagnosticDescriptor DamagedModel = new(
        DiagnosticIds.DamagedModel,
        "The ONNX model is damaged",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.DamagedModel));

    public static readonly DiagnosticDescriptor UnsupportedVersion = new(
        DiagnosticIds.UnsupportedVersion,
        "The version of the ONNX model is not supported",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.UnsupportedVersion));

    public static readonly DiagnosticDescriptor UnsupportedOperator = new(
        DiagnosticIds.UnsupportedOperator,
        "An operator of the ONNX model is not supported",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.UnsupportedOperator));

    public static readonly DiagnosticDescriptor UnsupportedAttribute = new(
        DiagnosticIds.UnsupportedAttribute,
        "An attribute of a node is not supported",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.UnsupportedAttribute));

    public static readonly DiagnosticDescriptor UnsupportedShape = new(
        DiagnosticIds.UnsupportedShape,
        "The shapes in the ONNX model are not supported",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.UnsupportedShape));

    public static readonly DiagnosticDescriptor UnsupportedType = new(
        DiagnosticIds.UnsupportedType,
        "A type in the ONNX model is not supported",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.UnsupportedType));

    public static readonly DiagnosticDescriptor UnsupportedGraph = new(
        DiagnosticIds.UnsupportedGraph,
        "The graph of the ONNX model is not supported",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.UnsupportedGraph));

    public static readonly DiagnosticDescriptor ExternalDataMissing = new(
        DiagnosticIds.ExternalDataMissing,
        "A file beside the ONNX model is missing",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.ExternalDataMissing));

    public static readonly DiagnosticDescriptor ExternalDataDamaged = new(
        DiagnosticIds.ExternalDataDamaged,
        "A file beside the ONNX model is damaged",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.ExternalDataDamaged));

    public static readonly DiagnosticDescriptor TrainingOnly = new(
        DiagnosticIds.TrainingOnly,
        "The ONNX model is one for training",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.TrainingOnly));

    public static readonly DiagnosticDescriptor ModelTooLarge = new(
        DiagnosticIds.ModelTooLarge,
        "The ONNX model is too large",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.ModelTooLarge));

    public static readonly DiagnosticDescriptor NoLayers = new(
        DiagnosticIds.NoLayers,
        "The ONNX model has no layer with weights",
        "'{0}' cannot be compiled: {1}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.NoLayers));

    public static readonly DiagnosticDescriptor LayerBesideModel = new(
        DiagnosticIds.LayerBesideModel,
        "The layers of an ONNX model are in its file",
        "'{0}' takes its layers from an ONNX model, so it can have none of its own; remove this layer, or write [NeuralNetwork] in the place of [OnnxModel]",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.LayerBesideModel));

    public static readonly DiagnosticDescriptor NetworkBesideModel = new(
        DiagnosticIds.NetworkBesideModel,
        "A network is declared or imported, not both",
        "'{0}' has both [NeuralNetwork] and [OnnxModel]; remove one of them",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.NetworkBesideModel));

    public static readonly DiagnosticDescriptor LossNeedsActivation = new(
        DiagnosticIds.LossNeedsActivation,
        "The loss does not fit the ONNX model",
        "Loss.{0} needs a model that ends with a {1}, but '{2}' ends with {3}; choose another loss, or export the model with a {1} at its end",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.LossNeedsActivation));

    public static IEnumerable<DiagnosticDescriptor> All =>
    [
        NotOnnx,
        DamagedModel,
        UnsupportedVersion,
        UnsupportedOperator,
        UnsupportedAttribute,
        UnsupportedShape,
        UnsupportedType,
        UnsupportedGraph,
        ExternalDataMissing,
        ExternalDataDamaged,
        TrainingOnly,
        ModelTooLarge,
        NoLayers,
        LayerBesideModel,
        NetworkBesideModel,
        LossNeedsActivation,
    ];

    /// <summary>The diagnostic for a kind of problem; its arguments are the file's name and the message.</summary>
    public static DiagnosticDescriptor Of(ProblemKind kind) => kind switch
    {
        ProblemKind.NotOnnx => NotOnnx,
        ProblemKind.DamagedFile => DamagedModel,
        ProblemKind.UnsupportedVersion => UnsupportedVersion,
        ProblemKind.UnsupportedOperator => UnsupportedOperator,
        ProblemKind.UnsupportedAttribute => UnsupportedAttribute,
        ProblemKind.UnsupportedShape => UnsupportedShape,
        ProblemKind.UnsupportedType => UnsupportedType,
        ProblemKind.UnsupportedGraph => UnsupportedGraph,
        ProblemKind.ExternalDataMissing => ExternalDataMissing,
        ProblemKind.ExternalDataDamaged => ExternalDataDamaged,
        ProblemKind.TrainingOnly => TrainingOnly,
        ProblemKind.TooLarge => ModelTooLarge,
        ProblemKind.NoLayers => NoLayers,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no diagnostic"),
    };
}

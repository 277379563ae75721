using Microsoft.CodeAnalysis;

namespace NeuralGen.Generator.Diagnostics;

/// <summary>NG2xxx: sizes that cannot be, and parts that do not fit one another.</summary>
internal static class ShapeDescriptors
{
    public static readonly DiagnosticDescriptor NonPositiveSize = new(
        DiagnosticIds.NonPositiveSize,
        "A size must be at least 1",
        "The {0} is {1}, but must be at least 1",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.NonPositiveSize));

    public static readonly DiagnosticDescriptor EmptyInputShape = new(
        DiagnosticIds.EmptyInputShape,
        "The input shape is empty",
        "'{0}' has no input; write the number of inputs, such as [NeuralNetwork(784)]",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.EmptyInputShape));

    public static readonly DiagnosticDescriptor TooLarge = new(
        DiagnosticIds.TooLarge,
        "The network is too large",
        "With this size {0} of '{1}' come to more than the {2} that fit into one block of memory; write a smaller size",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.TooLarge));

    public static readonly DiagnosticDescriptor CrossEntropyNeedsSoftmax = new(
        DiagnosticIds.CrossEntropyNeedsSoftmax,
        "CrossEntropy needs a Softmax output",
        "Loss.CrossEntropy needs outputs that are probabilities which sum to 1, but the last layer has {0}; write Activation.Softmax there or choose another loss",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.CrossEntropyNeedsSoftmax));

    public static readonly DiagnosticDescriptor BinaryCrossEntropyNeedsSigmoid = new(
        DiagnosticIds.BinaryCrossEntropyNeedsSigmoid,
        "BinaryCrossEntropy needs a Sigmoid output",
        "Loss.BinaryCrossEntropy needs outputs that are probabilities each, but the last layer has {0}; write Activation.Sigmoid there or choose another loss",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.BinaryCrossEntropyNeedsSigmoid));

    public static readonly DiagnosticDescriptor SoftmaxOverOneOutput = new(
        DiagnosticIds.SoftmaxOverOneOutput,
        "Softmax over a single output is always 1",
        "Softmax makes the outputs of a layer sum to 1, so that a single output is always 1 and learns nothing; write Activation.Sigmoid or more outputs",
        "NeuralGen",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.SoftmaxOverOneOutput));

    public static readonly DiagnosticDescriptor DropoutRate = new(
        DiagnosticIds.DropoutRate,
        "A dropout rate must be at least 0 and less than 1",
        "The rate of this dropout layer is {0}, but must be a probability of at least 0 and less than 1",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.DropoutRate));

    public static readonly DiagnosticDescriptor DropoutPlace = new(
        DiagnosticIds.DropoutPlace,
        "A dropout layer must stand before a dense layer",
        "A dropout layer must stand directly before the dense layer whose input it drops, but {0}; move it or remove it",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.DropoutPlace));

    public static readonly DiagnosticDescriptor TooManyLayers = new(
        DiagnosticIds.TooManyLayers,
        "The network has too many layers",
        "'{0}' has {1} layers, but at most {2} can be compiled, for the code is written out layer by layer; remove those from this one on",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.TooManyLayers));

    public static IEnumerable<DiagnosticDescriptor> All =>
    [
        NonPositiveSize,
        EmptyInputShape,
        TooLarge,
        CrossEntropyNeedsSoftmax,
        BinaryCrossEntropyNeedsSigmoid,
        SoftmaxOverOneOutput,
        DropoutRate,
        DropoutPlace,
        TooManyLayers,
    ];
}

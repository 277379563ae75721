using Microsoft.CodeAnalysis;

namespace NeuralGen.Generator.Diagnostics;

/// <summary>NG1xxx: mistakes in where and how a network is declared.</summary>
internal static class DeclarationDescriptors
{
    public static readonly DiagnosticDescriptor NotPartial = new(
        DiagnosticIds.NotPartial,
        "A neural network's class must be partial",
        "'{0}' is a neural network, whose other part NeuralGen writes, but it is not partial; write 'partial {1} {0}'",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.NotPartial));

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        DiagnosticIds.ContainingTypeNotPartial,
        "A type around a neural network must be partial",
        "'{0}' is not partial, but contains the neural network '{1}', of which NeuralGen writes another part; write 'partial {2} {0}'",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.ContainingTypeNotPartial));

    public static readonly DiagnosticDescriptor NotAClass = new(
        DiagnosticIds.NotAClass,
        "A neural network must be a class",
        "'{0}' is {1}, but a neural network must be a class, since it owns its parameters; write 'partial class {0}'",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.NotAClass));

    public static readonly DiagnosticDescriptor StaticClass = new(
        DiagnosticIds.StaticClass,
        "A neural network must not be static",
        "'{0}' is static, but each instance of a neural network has its own parameters; remove 'static'",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.StaticClass));

    public static readonly DiagnosticDescriptor AbstractClass = new(
        DiagnosticIds.AbstractClass,
        "A neural network must not be abstract",
        "'{0}' is abstract, but NeuralGen writes a whole network that can be created; remove 'abstract'",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.AbstractClass));

    public static readonly DiagnosticDescriptor FileLocalType = new(
        DiagnosticIds.FileLocalType,
        "A neural network must not be file-local",
        "'{0}' is local to its file, so the part of '{1}' that NeuralGen writes, in another file, could not join it; remove 'file' or write 'internal'",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.FileLocalType));

    public static readonly DiagnosticDescriptor NoLayer = new(
        DiagnosticIds.NoLayer,
        "A neural network needs a layer",
        "'{0}' has no layer; add one under this attribute, such as [Dense(10, Activation.Softmax)]",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.NoLayer));

    public static readonly DiagnosticDescriptor LayerWithoutNetwork = new(
        DiagnosticIds.LayerWithoutNetwork,
        "A layer needs a neural network",
        "'{0}' has layers but is not a neural network; write [NeuralNetwork(inputSize)] above them",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.LayerWithoutNetwork));

    public static readonly DiagnosticDescriptor LayersOnSeveralParts = new(
        DiagnosticIds.LayersOnSeveralParts,
        "The layers must stand under [NeuralNetwork]",
        "This layer of '{0}' stands on another part of the class than [NeuralNetwork], so that its place among the layers is unclear; move it to the other layers",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.LayersOnSeveralParts));

    public static readonly DiagnosticDescriptor MemberClash = new(
        DiagnosticIds.MemberClash,
        "A member has the name of a generated one",
        "'{0}' already has {1} '{2}', a name that NeuralGen gives to a member that it writes; rename it",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.MemberClash));

    public static readonly DiagnosticDescriptor UnknownEnumValue = new(
        DiagnosticIds.UnknownEnumValue,
        "Unknown value",
        "{0} is not a value of {1}; write one of {2}",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.UnknownEnumValue));

    public static readonly DiagnosticDescriptor AlphaNotFinite = new(
        DiagnosticIds.AlphaNotFinite,
        "Alpha must be a finite number",
        "Alpha is {0}, but must be a finite number in the network's precision ({1}); write for example Alpha = 0.01",
        "NeuralGen",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.AlphaNotFinite));

    public static readonly DiagnosticDescriptor AlphaUnused = new(
        DiagnosticIds.AlphaUnused,
        "The activation has no Alpha",
        "{0} has no parameter, so Alpha has no effect; remove it, or write Activation.LeakyReLU or Activation.ELU",
        "NeuralGen",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.AlphaUnused));

    public static readonly DiagnosticDescriptor UnknownVectorWidth = new(
        DiagnosticIds.UnknownVectorWidth,
        "Unknown vector width",
        "The build property NeuralGenVectorWidth is '{0}', which is treated as 'auto'; write one of auto, 512, 256, 128, scalar, or several of them with '+' between them",
        "NeuralGen",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.PageOf(DiagnosticIds.UnknownVectorWidth),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static IEnumerable<DiagnosticDescriptor> All =>
    [
        NotPartial,
        ContainingTypeNotPartial,
        NotAClass,
        StaticClass,
        AbstractClass,
        FileLocalType,
        NoLayer,
        LayerWithoutNetwork,
        LayersOnSeveralParts,
        MemberClash,
        UnknownEnumValue,
        AlphaNotFinite,
        AlphaUnused,
        UnknownVectorWidth,
    ];
}

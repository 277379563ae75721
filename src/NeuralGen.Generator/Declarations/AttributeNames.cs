using Microsoft.CodeAnalysis;

namespace NeuralGen.Generator.Declarations;

/// <summary>The library's attributes and their parts, by name: the generator does not reference the library.</summary>
internal static class AttributeNames
{
    public const string Network = "NeuralGen.NeuralNetworkAttribute";

    public const string OnnxModel = "NeuralGen.OnnxModelAttribute";

    public const string Differentiable = "NeuralGen.DifferentiableAttribute";

    public const string InputSize = "inputSize";
    public const string InputShape = "inputShape";
    public const string Loss = "Loss";
    public const string CustomLoss = "CustomLoss";
    public const string CustomLossType = "CustomLossType";
    public const string Precision = "Precision";
    public const string Seed = "Seed";

    public const string Path = "path";
    public const string Output = "Output";

    public const string Weights = "Weights";
    public const string WeightsName = "WeightsName";

    public const string Outputs = "outputs";
    public const string Activation = "activation";
    public const string Function = "function";
    public const string FunctionType = "functionType";
    public const string Bias = "Bias";
    public const string Initializer = "Initializer";
    public const string Alpha = "Alpha";

    public const string Rate = "rate";

    public static bool IsNetwork(AttributeData attribute) => IsLibraryType(attribute.AttributeClass, "NeuralNetworkAttribute");

    public static bool IsOnnxModel(AttributeData attribute) => IsLibraryType(attribute.AttributeClass, "OnnxModelAttribute");

    public static bool IsLayer(AttributeData attribute) =>
        IsLibraryType(attribute.AttributeClass, "DenseAttribute") || IsLibraryType(attribute.AttributeClass, "DropoutAttribute");

    public static bool IsDifferentiable(AttributeData attribute) => IsLibraryType(attribute.AttributeClass, "DifferentiableAttribute");

    public static bool IsDifferentiable(IMethodSymbol method) => method.GetAttributes().Any(IsDifferentiable);

    public static bool IsNetworkInterface(INamedTypeSymbol type) => IsLibraryType(type, "INeuralNetwork");

    private static bool IsLibraryType(INamedTypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "NeuralGen", ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;
}

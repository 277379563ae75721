using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Declarations;

/// <summary>Losses that are computed from z, and so need their own activation in the last layer.</summary>
internal static class LossRules
{
    public static IEnumerable<Problem> Check(NetworkDeclaration declaration, DeclaredAttribute network)
    {
        if (network.IsPropertySet(AttributeNames.CustomLoss))
        {
            yield break;
        }

        DenseDeclaration output = declaration.Layers.OfType<DenseDeclaration>().Last();
        string activation = output.CustomActivation is null ? "Activation." + output.Activation : "a function of your own";
        ActivationKind? missing = Missing(declaration);
        if (missing == ActivationKind.Softmax)
        {
            yield return new Problem(ShapeDescriptors.CrossEntropyNeedsSoftmax, network.PropertyLocation(AttributeNames.Loss), activation);
        }

        if (missing == ActivationKind.Sigmoid)
        {
            yield return new Problem(ShapeDescriptors.BinaryCrossEntropyNeedsSigmoid, network.PropertyLocation(AttributeNames.Loss), activation);
        }
    }

    /// <summary>The activation that the loss needs in the last layer and that is not there.</summary>
    public static ActivationKind? Missing(NetworkDeclaration declaration)
    {
        DenseDeclaration output = declaration.Layers.OfType<DenseDeclaration>().Last();
        return declaration.Loss switch
        {
            LossKind.CrossEntropy when output is not { CustomActivation: null, Activation: ActivationKind.Softmax } => ActivationKind.Softmax,
            LossKind.BinaryCrossEntropy when !IsSigmoid(output) => ActivationKind.Sigmoid,
            _ => null,
        };
    }

    private static bool IsSigmoid(DenseDeclaration layer) => layer.CustomActivation is { } function
        ? CustomFunctions.Activation(function) is Call { Function: Function.Sigmoid, Argument: Variable }
        : layer.Activation == ActivationKind.Sigmoid;
}

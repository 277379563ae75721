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
        if (declaration.Loss == LossKind.CrossEntropy && output is not { CustomActivation: null, Activation: ActivationKind.Softmax })
        {
            yield return new Problem(ShapeDescriptors.CrossEntropyNeedsSoftmax, network.PropertyLocation(AttributeNames.Loss), activation);
        }

        if (declaration.Loss == LossKind.BinaryCrossEntropy && !IsSigmoid(output))
        {
            yield return new Problem(ShapeDescriptors.BinaryCrossEntropyNeedsSigmoid, network.PropertyLocation(AttributeNames.Loss), activation);
        }
    }

    private static bool IsSigmoid(DenseDeclaration layer) => layer.CustomActivation is { } function
        ? CustomFunctions.Activation(function) is Call { Function: Function.Sigmoid, Argument: Variable }
        : layer.Activation == ActivationKind.Sigmoid;
}

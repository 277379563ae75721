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
        LayerDeclaration output = declaration.Layers.Last(layer => layer is not DropoutDeclaration);
        return declaration.Loss switch
        {
            LossKind.CrossEntropy when !IsSoftmax(output) => ActivationKind.Softmax,
            LossKind.BinaryCrossEntropy when !IsSigmoid(output) => ActivationKind.Sigmoid,
            _ => null,
        };
    }

    /// <summary>Probabilities, or their logarithms, of which cross-entropy is the negative log-likelihood.</summary>
    private static bool IsSoftmax(LayerDeclaration output) =>
        output is SoftmaxDeclaration or LogSoftmaxDeclaration or DenseDeclaration { CustomActivation: null, Activation: ActivationKind.Softmax };

    private static bool IsSigmoid(LayerDeclaration output) => output switch
    {
        DenseDeclaration { CustomActivation: { } function } => IsSigmoid(CustomFunctions.Activation(function)),
        DenseDeclaration dense => dense.Activation == ActivationKind.Sigmoid,
        ElementwiseDeclaration function => IsSigmoid(function.Function),
        _ => false,
    };

    private static bool IsSigmoid(Expression function) => function is Call { Function: Function.Sigmoid, Argument: Variable };
}

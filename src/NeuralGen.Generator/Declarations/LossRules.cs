using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Declarations;

/// <summary>Losses that are computed from z, and so need their own activation in the last layer.</summary>
internal static class LossRules
{
    public static IEnumerable<Problem> Check(NetworkDeclaration declaration, DeclaredAttribute network)
    {
        ActivationKind output = ((DenseDeclaration)declaration.Layers[declaration.Layers.Count - 1]).Activation;
        if (declaration.Loss == LossKind.CrossEntropy && output != ActivationKind.Softmax)
        {
            yield return new Problem(ShapeDescriptors.CrossEntropyNeedsSoftmax, network.PropertyLocation(AttributeNames.Loss), output);
        }

        if (declaration.Loss == LossKind.BinaryCrossEntropy && output != ActivationKind.Sigmoid)
        {
            yield return new Problem(ShapeDescriptors.BinaryCrossEntropyNeedsSigmoid, network.PropertyLocation(AttributeNames.Loss), output);
        }
    }
}

using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Files;
using NeuralGen.Compiler.Planning;

namespace NeuralGen.Compiler.Emission;

/// <summary>Plan to C#. Writes down what planning decided.</summary>
internal static class SourceEmitter
{
    public static IEnumerable<GeneratedFile> Emit(NetworkDeclaration declaration, ExecutionPlan plan)
    {
        TypeIdentity type = declaration.Type;
        yield return ClassFile.Write(type, declaration.Seed, declaration.Weights, plan);
        yield return ParametersFile.Write(type, declaration.Weights, plan);
        if (declaration.Weights is { } weights)
        {
            yield return WeightsFile.Write(type, weights, plan);
        }

        yield return PassFiles.Forward(type, plan);
        yield return PassFiles.Backward(type, plan);
        if (plan.Training is { } training)
        {
            yield return PassFiles.Training(type, plan, training);
        }

        yield return InspectionFile.Write(type, plan);
        yield return OnnxGraphFile.Write(type, LossOf(declaration), plan);
        yield return KernelFiles.Interface(type, plan);
        foreach (TierPlan tier in plan.Tiers)
        {
            yield return KernelFiles.Tier(type, plan.Precision, tier);
        }
    }

    /// <summary>What training minimises, for people who read a file.</summary>
    private static string LossOf(NetworkDeclaration declaration) =>
        declaration.CustomLoss is { } custom ? FormulaWriter.Write(custom) : declaration.Loss.ToString();
}

using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>The forward pass and backpropagation: the order of the equations, above the kernels that compute them.</summary>
internal static class PassFiles
{
    public static GeneratedFile Forward(TypeIdentity type, ExecutionPlan plan) =>
        SourceFile.Helpers(type, "Forward.g.cs", "This file: the forward pass and the loss.", writer =>
        {
            writer.Line("/// <summary>The forward pass: z^l = W^l a^(l-1) + b^l and a^l = f(z^l), layer by layer.</summary>");
            using (writer.Block($"internal static class {GeneratedNames.Forward}"))
            {
                ProgramWriter program = Writer(writer, plan);
                program.WriteSample(plan.Forward, "Sample", "The output of one sample.");
                writer.Blank();
                program.WriteBatch(plan.Forward, "Batch", "The outputs of a batch, block by block.");
                writer.Blank();
                program.WriteSample(plan.Loss, "Loss", "The loss of one sample.");
                writer.Blank();
                program.WriteBlock(plan.Forward, "The outputs of a block of samples.");
                writer.Blank();
                program.WriteBlock(plan.Loss, "The sum of the losses of a block of samples.");
            }
        });

    public static GeneratedFile Backward(TypeIdentity type, ExecutionPlan plan) =>
        SourceFile.Helpers(type, "Backward.g.cs", "This file: backpropagation.", writer =>
        {
            writer.Lines(
            [
                "/// <summary>Backpropagation: the gradient of the loss C by every weight and bias.</summary>",
                "/// <remarks>",
                "/// With delta^l = dC/dz^l, the error of layer l:",
                "/// <code>",
                "/// (BP1) delta^L = dC/da^L (.) f'(z^L)",
                "/// (BP2) delta^l = (W^(l+1)T delta^(l+1)) (.) f'(z^l)",
                "/// (BP3) dC/db^l = delta^l",
                "/// (BP4) dC/dW^l = delta^l a^(l-1)T",
                "/// </code>",
                "/// (.) is the product element by element. A batch's loss is the mean over its samples, so delta^L carries a factor",
                "/// of 1 / batch size, and (BP3) and (BP4) sum over the samples.",
                "/// </remarks>",
            ]);
            using (writer.Block($"internal static class {GeneratedNames.Backward}"))
            {
                ProgramWriter program = Writer(writer, plan);
                program.WriteSample(plan.Backward, "Sample", "The loss of one sample and its gradient.");
                writer.Blank();
                program.WriteSample(plan.BackwardToInput, "SampleToInput", "The loss of one sample, its gradient, and dC/dx.");
                writer.Blank();
                program.WriteBatch(plan.Backward, "Batch", "The mean loss of a batch and its gradient, block by block.");
                writer.Blank();
                program.WriteBlock(plan.Backward, "The sum of the losses of a block of samples; the gradient is overwritten or added to.");
                writer.Blank();
                program.WriteBlock(plan.BackwardToInput, "The same, down to the input.");
            }
        });

    private static ProgramWriter Writer(SourceWriter writer, ExecutionPlan plan) =>
        new(
            writer,
            plan,
            VectorDialect.Create(plan.Precision, 0).Scalar,
            plan.Tiers.Count == 1 ? GeneratedNames.TierKernels(plan.Tiers[0].Bits) : GeneratedNames.Kernels);
}

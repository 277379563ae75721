using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>The forward pass and backpropagation: the order of the equations, above the kernels that compute them.</summary>
internal static class PassFiles
{
    private static readonly string[] EquationsOfChain =
    [
        "/// (BP1) delta^L = dC/da^L (.) f'(z^L)",
        "/// (BP2) delta^l = (W^(l+1)T delta^(l+1)) (.) f'(z^l)",
        "/// (BP3) dC/db^l = delta^l",
        "/// (BP4) dC/dW^l = delta^l a^(l-1)T",
    ];

    /// <summary>The same where a layer reads any values before it, and a value may be read by several layers.</summary>
    private static readonly string[] EquationsOfBranches =
    [
        "/// (BP1) delta^L = dC/da^L (.) f'(z^L), or dC/da^L alone where the last layer is not dense",
        "/// (BP2) delta^l = dC/da^l (.) f'(z^l), with dC/da^l the sum over all layers m that read a^l: of",
        "///       W^mT delta^m where m is dense, dC/da^m (.) da^m/da^l where it is a function element by element, and",
        "///       J^T dC/da^m where it is a softmax or its logarithm, with the Jacobian J",
        "/// (BP3) dC/db^l = delta^l, and dC/dp^l = dC/da^l (.) da^l/dp^l for the parameters p^l of a function",
        "/// (BP4) dC/dW^l = delta^l a^iT for the value a^i that layer l reads; a^0 = x",
    ];

    public static GeneratedFile Forward(TypeIdentity type, ExecutionPlan plan) =>
        SourceFile.Helpers(type, "Forward.g.cs", "This file: the forward pass and the loss.", writer =>
        {
            writer.Line("/// <summary>The forward pass: z^l = W^l a^(l-1) + b^l and a^l = f(z^l), layer by layer.</summary>");
            using (writer.Block($"internal static class {GeneratedNames.Forward}"))
            {
                WriteBlockSize(writer, plan.Forward);
                string scalar = VectorDialect.Create(plan.Precision, 0).Scalar;
                var program = new ProgramWriter(writer, plan, scalar);
                var choice = new WidthChoice(writer, plan);
                string[] sample = [$"ref {scalar} parameters", $"ref {scalar} x", $"ref {scalar} output"];
                string[] batch = [.. sample, "int count", "int threads"];
                string[] loss = [$"ref {scalar} parameters", $"ref {scalar} x", $"ref {scalar} y"];
                choice.WriteForOutput("The output of one sample.", "Sample", sample);
                choice.Write("The outputs of a batch, in blocks that several threads may share.", "void", "Batch", batch);
                choice.Write("The loss of one sample.", scalar, "Loss", loss);
                program.WriteSample(plan.Forward, "Sample", sample);
                program.WriteSample(plan.Loss, "Loss", loss);
                program.WriteBatch(plan.Forward, "Sample(ref parameters, ref x, ref output)", batch);
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
                .. plan.Inspection.IsChain ? EquationsOfChain : EquationsOfBranches,
                "/// </code>",
                "/// (.) is the product element by element. A batch's loss is the mean over its samples, so delta^L carries a factor",
                "/// of 1 / batch size, and (BP3) and (BP4) sum over the samples. Their sums, times a factor, overwrite the gradient or",
                "/// are added to it. With the parameters themselves for a gradient and the factor -eta that is a step of gradient",
                "/// descent; (BP2) has then read the weights of a layer before (BP4) changes them.",
                "/// </remarks>",
            ]);
            using (writer.Block($"internal static class {GeneratedNames.Backward}"))
            {
                WriteBlockSize(writer, plan.Backward);
                string scalar = VectorDialect.Create(plan.Precision, 0).Scalar;
                var program = new ProgramWriter(writer, plan, scalar);
                var choice = new WidthChoice(writer, plan);
                string[] references = [$"ref {scalar} parameters", $"ref {scalar} x", $"ref {scalar} y"];
                string[] result = [$"ref {scalar} gradient", $"{scalar} factor", "bool overwrite"];
                string[] sample = [.. references, .. result];
                string[] toInput = [.. references, $"ref {scalar} inputGradient", .. result];
                string[] batch = [.. references, "int count", .. result, "int threads"];
                choice.WriteForSample("The loss of one sample and its gradient.", scalar, "Sample", sample);
                choice.WriteForSample("The loss of one sample, its gradient, and dC/dx.", scalar, "SampleToInput", toInput);
                choice.Write("The mean loss of a batch and its gradient, in blocks that several threads may share.", scalar, "Batch", batch);
                program.WriteSample(plan.Backward, "Sample", sample);
                program.WriteSample(plan.BackwardToInput, "SampleToInput", toInput);
                program.WriteBatch(plan.Backward, "Sample(ref parameters, ref x, ref y, ref gradient, factor, overwrite)", batch);
            }
        });

    public static GeneratedFile Training(TypeIdentity type, ExecutionPlan plan, ExecutionProgram training) =>
        SourceFile.Helpers(type, "Training.g.cs", "This file: backpropagation with dropout, for training steps.", writer =>
        {
            writer.Lines(
            [
                "/// <summary>A training step's gradient of the loss C by every weight and bias, with dropout.</summary>",
                "/// <remarks>",
                "/// The equations are those of backpropagation, with d^l = a^l (.) m^l in the place of a^l where a layer's outputs are",
                "/// dropped. The factors m^l are drawn for each sample of each step from the key, and nothing else.",
                "/// </remarks>",
            ]);
            using (writer.Block($"internal static class {GeneratedNames.Training}"))
            {
                WriteBlockSize(writer, training);
                string scalar = VectorDialect.Create(plan.Precision, 0).Scalar;
                var program = new ProgramWriter(writer, plan, scalar);
                var choice = new WidthChoice(writer, plan);
                string[] references = [$"ref {scalar} parameters", $"ref {scalar} x", $"ref {scalar} y"];
                string[] result = [$"ref {scalar} gradient", $"{scalar} factor", "bool overwrite"];
                string[] sample = [.. references, .. result, ProgramWriter.Key];
                string[] batch = [.. references, "int count", .. result, "int threads", ProgramWriter.Key];
                choice.WriteForSample("The loss of one sample and its gradient.", scalar, "Sample", sample);
                choice.Write("The mean loss of a batch and its gradient, in blocks that several threads may share.", scalar, "Batch", batch);
                program.WriteSample(training, "Sample", sample);
                program.WriteBatch(training, "Sample(ref parameters, ref x, ref y, ref gradient, factor, overwrite, key)", batch);
            }
        });

    private static void WriteBlockSize(SourceWriter writer, ExecutionProgram program)
    {
        writer.Line("/// <summary>The number of samples that go through all layers together.</summary>");
        writer.Line($"internal const int BlockSize = {Invariant.Text(program.BlockSize)};");
        writer.Blank();
    }
}

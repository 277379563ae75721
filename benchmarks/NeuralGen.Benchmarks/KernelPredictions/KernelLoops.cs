using NeuralGen.Compiler.Emission;
using NeuralGen.Compiler.Emission.Files;
using NeuralGen.Compiler.Emission.Kernels;
using NeuralGen.Compiler.Planning;

namespace NeuralGen.Benchmarks.KernelPredictions;

/// <summary>Writes a loop around each kernel of a tier, with all operands in one array.</summary>
internal sealed class KernelLoops(TierPlan tier, int batch)
{
    public const string TypeName = "Measured.Loops";

    /// <summary>The loop around the forward pass in registers, where the tier has one.</summary>
    public const string PassLoop = RegisterPassWriter.Name;

    // Operands start at cache lines, and not at equal places of pages.
    private const int Line = 16;
    private const int Skew = 5 * Line;

    /// <summary>The longest operands of any kernel, one behind the other.</summary>
    public int MemoryLength => Math.Max(
        tier.Kernels.Max(kernel => Operands(kernel.Kernel).Sum(operand => Room(operand.Length))),
        tier.ForwardInRegisters is { } pass ? PassOperands(pass).Sum(operand => Room(operand.Length)) : 0) + (2 * Line);

    public static string BlockLoop(Kernel kernel) => kernel.Name;

    public static string SampleLoop(Kernel kernel) => KernelWriter.SampleName(kernel);

    public string Write()
    {
        var writer = new SourceWriter();
        writer.Lines(
        [
            "#nullable enable",
            "using System.Runtime.CompilerServices;",
            "using NeuralGen.Generated.Net;",
            "using NeuralGen.Runtime;",
            "",
            "namespace Measured;",
            "",
        ]);
        using (writer.Block("public static class Loops"))
        {
            foreach (Kernel kernel in tier.Kernels.Select(tiled => tiled.Kernel))
            {
                bool returns = KernelWriter.ReturnType(kernel, "float") != "void";
                WriteLoop(writer, BlockLoop(kernel), Operands(kernel), KernelWriter.BlockParameters(kernel, "float"), returns);
                WriteLoop(writer, SampleLoop(kernel), Operands(kernel), KernelWriter.SampleParameters(kernel, "float"), returns);
            }

            if (tier.ForwardInRegisters is { } pass)
            {
                WriteLoop(writer, PassLoop, PassOperands(pass), [.. PassOperands(pass).Select(operand => "ref float " + operand.Name)], returns: false);
            }
        }

        return writer.ToString();
    }

    private void WriteLoop(
        SourceWriter writer, string name, IEnumerable<(string Name, int Length)> operands, IReadOnlyList<string> parameters, bool returns)
    {
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static float {name}(float[] memory, int repetitions)"))
        {
            writer.Line("ref float first = ref StackScratch.Align(ref memory[0]);");
            int offset = 0;
            foreach ((string operand, int length) in operands)
            {
                writer.Line($"ref float {operand} = ref Unsafe.Add(ref first, {offset});");
                offset += Room(length);
            }

            string sum = returns ? "sum += " : "";
            writer.Line("float sum = 0;");
            using (writer.Block("for (int repetition = 0; repetition < repetitions; repetition++)"))
            {
                writer.Line($"{sum}{GeneratedNames.TierKernels(tier.Bits)}.{name}({string.Join(", ", parameters.Select(Argument))});");
            }

            writer.Line("return sum;");
        }

        writer.Blank();
    }

    private string Argument(string parameter) => parameter switch
    {
        "int count" => $"count: {batch}",
        "bool overwrite" => "overwrite: true",
        "float factor" => "factor: 1",
        "float scale" => "scale: 0.1f",
        _ => KernelWriter.Argument(parameter),
    };

    /// <summary>The operands of the forward pass in registers.</summary>
    private static IEnumerable<(string Name, int Length)> PassOperands(RegisterPass pass)
    {
        Kernel.Product last = pass.Layers[^1].Kernel;
        int parameters = pass.Layers[^1].Step.Operands.OfType<Operand.Parameter>().Max(parameter => parameter.Offset);
        return [("parameters", parameters + (last.Rows * last.WeightStride)), ("x", pass.Layers[0].Kernel.FromStride), ("output", last.ToStride)];
    }

    /// <summary>The operands that a kernel takes by reference, and how many numbers it may touch there.</summary>
    private IEnumerable<(string Name, int Length)> Operands(Kernel kernel) =>
        KernelWriter.BlockParameters(kernel, "float")
            .Where(parameter => parameter.StartsWith("ref ", StringComparison.Ordinal))
            .Select(parameter => parameter.Split(' ')[^1])
            .Select(name => (name, Length(kernel, name)));

    private int Length(Kernel kernel, string operand) => (kernel, operand) switch
    {
        (Kernel.Product product, "weights") => product.Rows * product.WeightStride,
        (Kernel.RowDotProducts product, "transposed") => product.Length * product.TransposedStride,
        (Kernel.Product product, "biases") => Math.Max(product.Rows, product.Length),
        (Kernel.Product product, _) => batch * product.Factors.Select(row => row.Stride).Append(product.FromStride).Append(product.ToStride).Max(),
        (Kernel.RowOuterProducts product, "weightGradient") => product.Rows * product.WeightStride,
        (Kernel.RowOuterProducts product, "biasGradient") => Math.Max(product.Rows, product.Length),
        (Kernel.RowOuterProducts product, _) => batch * Math.Max(product.InputStride, product.DeltaStride),
        (Kernel.Elementwise elementwise, _) => batch * Math.Max(elementwise.Inputs.Max(row => row.Stride), elementwise.Results.Max(result => result.Stride)),
        (Kernel.Loss loss, _) => batch * Math.Max(loss.Inputs.Max(row => row.Stride), loss.Gradient?.Stride ?? 0),
        (Kernel.Softmax softmax, _) => batch * Math.Max(softmax.InputStride, softmax.OutputStride),
        (Kernel.SoftmaxJacobianProduct product, _) => batch * Math.Max(product.ActivationStride, product.GradientStride),
        (Kernel.CrossEntropy cross, _) => batch * Math.Max(cross.InputStride, cross.GradientStride ?? 0),
        _ => throw new InvalidOperationException($"The operand {operand} of {kernel.Name} has no known length."),
    };

    private static int Room(int length) => ((length + Line - 1) / Line * Line) + Skew;
}

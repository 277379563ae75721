using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>delta = (diag(a) - a a^T) g = a (.) (g - (a . g)), in place of g.</summary>
internal static class SoftmaxJacobianProductWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, Kernel.SoftmaxJacobianProduct kernel)
    {
        using (KernelWriter.Method(writer, dialect, kernel, $"{Count(dialect.Lanes, "output")} at a time"))
        {
            KernelWriter.ForEachSample(writer, [("activation", kernel.ActivationStride), ("delta", kernel.GradientStride)], () =>
            {
                writer.Line($"{dialect.Vector} sum = {dialect.Zero};");
                KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) =>
                    writer.Line($"sum += {KernelWriter.Masked(dialect, $"{dialect.Load("activation", j)} * {dialect.Load("delta", j)}", used)};"));
                writer.Line($"{dialect.Vector} product = {dialect.Broadcast(dialect.SumOfLanes("sum"))};");
                KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) =>
                {
                    writer.Line($"{dialect.Vector} result = {dialect.Load("activation", j)} * ({dialect.Load("delta", j)} - product);");
                    writer.Line(dialect.Store(KernelWriter.Masked(dialect, "result", used), "delta", j) + ";");
                });
            });
        }
    }
}

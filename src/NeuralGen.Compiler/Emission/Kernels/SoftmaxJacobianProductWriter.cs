using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>delta = (diag(a) - a a^T) g = a (.) (g - (a . g)), in place of g.</summary>
internal static class SoftmaxJacobianProductWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.SoftmaxJacobianProduct kernel)
    {
        KernelWriter.WriteSampleBySample(writer, dialect, tiled, ("activation", kernel.ActivationStride), ("delta", kernel.GradientStride));
        using (KernelWriter.SampleMethod(writer, dialect, tiled, $"{Count(dialect.Lanes, "output")} at a time"))
        {
            writer.Line($"{dialect.Vector} sum = {dialect.Zero};");
            KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) =>
                writer.Line($"sum += {KernelWriter.Masked(dialect, $"{Activation(j, used)} * {Gradient(j, used)}", used)};"));
            writer.Line($"{dialect.Vector} product = {dialect.Broadcast(dialect.SumOfLanes("sum"))};");
            KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) =>
            {
                writer.Line($"{dialect.Vector} result = {Activation(j, used)} * ({Gradient(j, used)} - product);");
                writer.Line(KernelWriter.StoreRow(dialect, "result", "delta", kernel.GradientStride, kernel.Length, j, used, zeroPadding: true));
            });
        }

        string Gradient(string j, int used) => KernelWriter.LoadRow(dialect, "delta", kernel.GradientStride, kernel.Length, j, used);

        string Activation(string j, int used) => KernelWriter.LoadRow(dialect, "activation", kernel.ActivationStride, kernel.Length, j, used);
    }
}

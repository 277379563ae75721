using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Emission.Functions;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>a_j = (z_j - m) - ln(sum over k of exp(z_k - m)), where m, the largest z, keeps exp finite and the logarithm accurate.</summary>
internal static class LogSoftmaxWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.LogSoftmax kernel)
    {
        KernelWriter.WriteSampleBySample(writer, dialect, tiled, ("input", kernel.InputStride), ("output", kernel.OutputStride));
        using (KernelWriter.SampleMethod(writer, dialect, tiled, $"{Count(dialect.Lanes, "output")} at a time"))
        {
            var exponentials = Exponentials.Write(writer, dialect, kernel.Length, kernel.InputStride, destination: null);
            string sum = dialect.Broadcast(dialect.SumOfLanes("sum"));
            writer.Line($"{dialect.Vector} logarithm = {ElementaryFunction.Log}({sum});");
            exponentials.ForEach((j, used, _, z) => writer.Line(KernelWriter.StoreRow(
                dialect, $"(({z} - m) - logarithm)", "output", kernel.OutputStride, kernel.Length, j, used, zeroPadding: true)));
        }
    }

    /// <summary>delta_j = g_j - exp(a_j) (sum over k of g_k), in place of g.</summary>
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.LogSoftmaxJacobianProduct kernel)
    {
        KernelWriter.WriteSampleBySample(writer, dialect, tiled, ("activation", kernel.ActivationStride), ("delta", kernel.GradientStride));
        using (KernelWriter.SampleMethod(writer, dialect, tiled, $"{Count(dialect.Lanes, "output")} at a time"))
        {
            writer.Line($"{dialect.Vector} sum = {dialect.Zero};");
            KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) =>
                writer.Line($"sum += {KernelWriter.Masked(dialect, Gradient(j, used), used)};"));
            writer.Line($"{dialect.Vector} total = {dialect.Broadcast(dialect.SumOfLanes("sum"))};");
            KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) =>
            {
                string activation = KernelWriter.LoadRow(dialect, "activation", kernel.ActivationStride, kernel.Length, j, used);
                writer.Line($"{dialect.Vector} result = {Gradient(j, used)} - ({ElementaryFunction.ExpOfNonPositive}({activation}) * total);");
                writer.Line(KernelWriter.StoreRow(dialect, "result", "delta", kernel.GradientStride, kernel.Length, j, used, zeroPadding: true));
            });
        }

        string Gradient(string j, int used) => KernelWriter.LoadRow(dialect, "delta", kernel.GradientStride, kernel.Length, j, used);
    }
}

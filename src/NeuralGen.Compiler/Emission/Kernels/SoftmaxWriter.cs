using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>a_j = exp(z_j - m) / sum over k of exp(z_k - m), where m, the largest z, keeps exp finite.</summary>
internal static class SoftmaxWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.Softmax kernel)
    {
        KernelWriter.WriteSampleBySample(writer, dialect, tiled, ("input", kernel.InputStride), ("output", kernel.OutputStride));
        using (KernelWriter.SampleMethod(writer, dialect, tiled, $"{Count(dialect.Lanes, "output")} at a time"))
        {
            var exponentials = Exponentials.Write(writer, dialect, kernel.Length, kernel.InputStride, ("output", kernel.OutputStride));
            writer.Line($"{dialect.Vector} factor = {dialect.Broadcast($"1 / {dialect.SumOfLanes("sum")}")};");
            exponentials.ForEach((j, used, exponential, _) =>
                writer.Line(KernelWriter.StoreRow(
                    dialect, $"({exponential} * factor)", "output", kernel.OutputStride, kernel.Length, j, used, zeroPadding: false)));
        }
    }
}

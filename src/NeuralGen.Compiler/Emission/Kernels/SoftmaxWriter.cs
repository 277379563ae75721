using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>a_j = exp(z_j - m) / sum over k of exp(z_k - m), where m, the largest z, keeps exp finite.</summary>
internal static class SoftmaxWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.Softmax kernel, Tiling.RowGroups tiling)
    {
        (string, int)[] rows = [("input", kernel.InputStride), ("output", kernel.OutputStride)];
        if (tiling.Samples > 1)
        {
            WriteGroups(writer, dialect, tiled, kernel, tiling.Samples, rows);
        }
        else
        {
            KernelWriter.WriteSampleBySample(writer, dialect, tiled, rows);
        }

        using (KernelWriter.SampleMethod(writer, dialect, tiled, $"{Count(dialect.Lanes, "output")} at a time"))
        {
            var exponentials = Exponentials.Write(writer, dialect, kernel.Length, kernel.InputStride, ("output", kernel.OutputStride));
            writer.Line($"{dialect.Vector} factor = {dialect.Broadcast($"1 / {dialect.SumOfLanes("sum")}")};");
            exponentials.ForEach((j, used, exponential, _) =>
                writer.Line(KernelWriter.StoreRow(
                    dialect, $"({exponential} * factor)", "output", kernel.OutputStride, kernel.Length, j, used, zeroPadding: false)));
        }
    }

    private static void WriteGroups(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.Softmax kernel, int samples, (string, int)[] rows)
    {
        using (KernelWriter.BlockMethod(writer, dialect, tiled, $"{Count(samples, "sample")} at a time"))
        {
            ExponentialsOfGroup.WriteLoops(
                writer, dialect, samples, kernel.Length, kernel.InputStride, rows, WriteGroup, () => KernelWriter.WriteSampleCall(writer, dialect, kernel, ""));
        }

        writer.Blank();

        void WriteGroup(ExponentialsOfGroup group)
        {
            writer.Line($"{dialect.Vector} factors = {dialect.Constant(1)} / sums;");
            group.ForEach((sample, vector, used) =>
            {
                string activation = $"({ExponentialsOfGroup.Local("e", sample, vector)} * {group.Lane("factors", sample)})";
                writer.Line(KernelWriter.StoreRow(
                    dialect, activation, "output", kernel.OutputStride, kernel.Length, group.Place(sample, kernel.OutputStride, vector), used, zeroPadding: false));
            });
        }
    }
}

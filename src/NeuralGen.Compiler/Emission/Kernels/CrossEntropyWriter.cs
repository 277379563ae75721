using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Emission.Functions;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// - sum y ln softmax(z) = sum y (m - z) + ln(sum of exp(z - m)) sum(y), with m the largest z; its gradient by z is
/// softmax(z) sum(y) - y.
/// </summary>
internal static class CrossEntropyWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.CrossEntropy kernel, Tiling.RowGroups tiling)
    {
        bool gradient = kernel.GradientStride is not null;
        string scaled = gradient ? "; the gradient is scaled by 1 / batch size" : "";
        List<(string, int)> rows = [("input", kernel.InputStride), ("target", kernel.TargetStride)];
        if (kernel.GradientStride is { } stride)
        {
            rows.Add(("delta", stride));
        }

        if (tiling.Samples > 1)
        {
            WriteGroups(writer, dialect, tiled, kernel, tiling.Samples, scaled, [.. rows]);
        }
        else
        {
            KernelWriter.WriteSampleBySample(writer, dialect, tiled, [.. rows]);
        }

        using (KernelWriter.SampleMethod(writer, dialect, tiled, $"{Count(dialect.Lanes, "output")} at a time{scaled}"))
        {
            var exponentials = Exponentials.Write(
                writer, dialect, kernel.Length, kernel.InputStride, kernel.GradientStride is { } deltaStride ? ("delta", deltaStride) : null);
            writer.Line($"{dialect.Vector} targets = {dialect.Zero};");
            writer.Line($"{dialect.Vector} distances = {dialect.Zero};");
            exponentials.ForEach((j, used, _, z) =>
            {
                string y = Target(dialect, kernel, j, used);
                string distance = KernelWriter.Masked(dialect, $"(m - {z})", used);
                writer.Line($"targets += {y};");
                writer.Line($"distances = {dialect.MultiplyAdd(y, distance, "distances")};");
            });
            writer.Line($"{dialect.Scalar} sumOfExponentials = {dialect.SumOfLanes("sum")};");
            writer.Line($"{dialect.Scalar} sumOfTargets = {dialect.SumOfLanes("targets")};");
            if (gradient)
            {
                // delta = (a sum(y) - y) times the scale.
                writer.Line($"{dialect.Vector} factor = {dialect.Broadcast("sumOfTargets / sumOfExponentials")};");
                exponentials.ForEach((j, used, exponential, _) =>
                {
                    string difference = $"(({exponential} * factor) - {Target(dialect, kernel, j, used)})";
                    writer.Line(KernelWriter.StoreRow(
                        dialect, $"({difference} * {dialect.Broadcast("scale")})", "delta", kernel.GradientStride!.Value, kernel.Length, j, used, zeroPadding: true));
                });
            }

            string logarithm = dialect.FirstLane($"{ElementaryFunction.Log}({dialect.Broadcast("sumOfExponentials")})");
            writer.Line($"return {dialect.SumOfLanes("distances")} + ({logarithm} * sumOfTargets);");
        }
    }

    private static void WriteGroups(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.CrossEntropy kernel, int samples, string scaled, (string, int)[] rows)
    {
        using (KernelWriter.BlockMethod(writer, dialect, tiled, $"{Count(samples, "sample")} at a time{scaled}"))
        {
            writer.Line($"{dialect.Scalar} loss = 0;");
            writer.Line($"{dialect.Vector} distances = {dialect.Zero};");
            writer.Line($"{dialect.Vector} logarithms = {dialect.Zero};");
            ExponentialsOfGroup.WriteLoops(
                writer, dialect, samples, kernel.Length, kernel.InputStride, rows, group => WriteGroup(writer, dialect, kernel, group), () => KernelWriter.WriteSampleCall(writer, dialect, kernel, "loss += "));
            writer.Blank();
            writer.Line($"return loss + {dialect.SumOfLanes("distances")} + {dialect.SumOfLanes("logarithms")};");
        }

        writer.Blank();
    }

    private static void WriteGroup(SourceWriter writer, VectorDialect dialect, Kernel.CrossEntropy kernel, ExponentialsOfGroup group)
    {
        group.ForEach((sample, vector, used) =>
        {
            string y = ExponentialsOfGroup.Local("y", sample, vector);
            string distance = KernelWriter.Masked(dialect, $"(m{Text(sample)} - {ExponentialsOfGroup.Local("z", sample, vector)})", used);
            writer.Line($"{dialect.Vector} {y} = {Target(dialect, kernel, group.Place(sample, kernel.TargetStride, vector), used)};");
            writer.Line($"distances = {dialect.MultiplyAdd(y, distance, "distances")};");
        });
        group.DeclareSums("targets", (sample, vector) => ExponentialsOfGroup.Local("y", sample, vector));

        // Lanes without a sample have zero for both sums: the logarithm of zero takes long, and times zero it is no number.
        string sums = group.Samples == dialect.Lanes ? "sums" : dialect.Select(dialect.FirstLanes(group.Samples), "sums", dialect.Constant(1));
        writer.Line($"logarithms = {dialect.MultiplyAdd($"{ElementaryFunction.Log}({sums})", "targets", "logarithms")};");
        if (kernel.GradientStride is not { } stride)
        {
            return;
        }

        // delta = (a sum(y) - y) times the scale.
        writer.Line($"{dialect.Vector} factors = targets / sums;");
        group.ForEach((sample, vector, used) =>
        {
            string difference = $"(({ExponentialsOfGroup.Local("e", sample, vector)} * {group.Lane("factors", sample)}) - {ExponentialsOfGroup.Local("y", sample, vector)})";
            writer.Line(KernelWriter.StoreRow(
                dialect, $"({difference} * {dialect.Broadcast("scale")})", "delta", stride, kernel.Length, group.Place(sample, stride, vector), used, zeroPadding: true));
        });
    }

    private static string Target(VectorDialect dialect, Kernel.CrossEntropy kernel, string j, int used) =>
        KernelWriter.LoadRow(dialect, "target", kernel.TargetStride, kernel.Length, j, used);
}

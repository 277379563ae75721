using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// - sum y ln softmax(z) = sum y (m - z) + ln(sum of exp(z - m)) sum(y), with m the largest z; its gradient by z is
/// softmax(z) sum(y) - y.
/// </summary>
internal static class CrossEntropyWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, Kernel.CrossEntropy kernel)
    {
        bool gradient = kernel.GradientStride is not null;
        string scaled = gradient ? "; the gradient is scaled by 1 / batch size" : "";
        List<(string, int)> rows = [("input", kernel.InputStride), ("target", kernel.TargetStride)];
        if (kernel.GradientStride is { } stride)
        {
            rows.Add(("delta", stride));
        }

        KernelWriter.WriteSampleBySample(writer, dialect, kernel, [.. rows]);
        using (KernelWriter.SampleMethod(writer, dialect, kernel, $"{Count(dialect.Lanes, "output")} at a time{scaled}"))
        {
            SoftmaxWriter.WriteExponentials(writer, dialect, kernel.Length, kernel.InputStride, gradient ? "delta" : null, kernel.GradientStride ?? 0);
            writer.Line($"{dialect.Vector} targets = {dialect.Zero};");
            writer.Line($"{dialect.Vector} distances = {dialect.Zero};");
            KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) =>
            {
                string target = KernelWriter.LoadRow(dialect, "target", kernel.TargetStride, kernel.Length, j, used);
                string z = KernelWriter.LoadRow(dialect, "input", kernel.InputStride, kernel.Length, j, used);
                writer.Line($"{dialect.Vector} y = {target};");
                writer.Line($"{dialect.Vector} distance = {KernelWriter.Masked(dialect, $"{dialect.Broadcast("largest")} - {z}", used)};");
                writer.Line("targets += y;");
                writer.Line($"distances = {dialect.MultiplyAdd("y", "distance", "distances")};");
            });
            writer.Line($"{dialect.Scalar} sumOfExponentials = {dialect.SumOfLanes("sum")};");
            writer.Line($"{dialect.Scalar} sumOfTargets = {dialect.SumOfLanes("targets")};");
            if (gradient)
            {
                WriteGradient(writer, dialect, kernel);
            }

            writer.Line($"return {dialect.SumOfLanes("distances")} + ({dialect.Scalar}.Log(sumOfExponentials) * sumOfTargets);");
        }
    }

    /// <summary>The row of delta holds exp(z - largest) and becomes the gradient.</summary>
    private static void WriteGradient(SourceWriter writer, VectorDialect dialect, Kernel.CrossEntropy kernel)
    {
        writer.Line($"{dialect.Vector} factor = {dialect.Broadcast("sumOfTargets / sumOfExponentials")};");
        KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) =>
        {
            string target = KernelWriter.LoadRow(dialect, "target", kernel.TargetStride, kernel.Length, j, used);
            writer.Line($"{dialect.Vector} difference = ({dialect.Load("delta", j)} * factor) - {target};");
            writer.Line(KernelWriter.StoreRow(
                dialect, $"(difference * {dialect.Broadcast("scale")})", "delta", kernel.GradientStride!.Value, kernel.Length, j, used, zeroPadding: true));
        });
    }
}

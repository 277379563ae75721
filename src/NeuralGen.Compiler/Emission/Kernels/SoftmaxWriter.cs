using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>a_j = exp(z_j - m) / sum over k of exp(z_k - m), where m, the largest z, keeps exp finite.</summary>
internal static class SoftmaxWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, Kernel.Softmax kernel)
    {
        KernelWriter.WriteSampleBySample(writer, dialect, kernel, ("input", kernel.InputStride), ("output", kernel.OutputStride));
        using (KernelWriter.SampleMethod(writer, dialect, kernel, $"{Count(dialect.Lanes, "output")} at a time"))
        {
            WriteExponentials(writer, dialect, kernel.Length, kernel.InputStride, "output", kernel.OutputStride);
            writer.Line($"{dialect.Vector} factor = {dialect.Broadcast($"1 / {dialect.SumOfLanes("sum")}")};");
            KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) =>
            {
                string exponential = KernelWriter.LoadRow(dialect, "output", kernel.OutputStride, kernel.Length, j, used);
                writer.Line(KernelWriter.StoreRow(
                    dialect, $"({exponential} * factor)", "output", kernel.OutputStride, kernel.Length, j, used, zeroPadding: false));
            });
        }
    }

    /// <summary>
    /// Declares <c>largest</c>, the largest z of the row at <c>input</c>, and <c>sum</c>, the lanes of the sum of
    /// exp(z - largest), whose terms go to a row where one is named.
    /// </summary>
    public static void WriteExponentials(SourceWriter writer, VectorDialect dialect, int length, int inputStride, string? destination, int destinationStride)
    {
        writer.Line($"{dialect.Vector} maximum = {dialect.Constant(double.NegativeInfinity)};");
        KernelWriter.ForEachVector(writer, dialect, length, (j, used) =>
        {
            string z = KernelWriter.LoadRow(dialect, "input", inputStride, length, j, used);
            string masked = used == dialect.Lanes ? z : dialect.Select(dialect.FirstLanes(used), z, dialect.Constant(double.NegativeInfinity));
            writer.Line($"maximum = {dialect.MaxNative("maximum", masked)};");
        });
        writer.Line($"{dialect.Scalar} largest = {dialect.MaxOfLanes("maximum")};");
        writer.Line($"{dialect.Vector} sum = {dialect.Zero};");
        KernelWriter.ForEachVector(writer, dialect, length, (j, used) =>
        {
            string z = KernelWriter.LoadRow(dialect, "input", inputStride, length, j, used);
            writer.Line($"{dialect.Vector} exponential = Exp({z} - {dialect.Broadcast("largest")});");
            if (destination is not null)
            {
                writer.Line(KernelWriter.StoreRow(dialect, "exponential", destination, destinationStride, length, j, used, zeroPadding: false));
            }

            writer.Line($"sum += {KernelWriter.Masked(dialect, "exponential", used)};");
        });
    }
}

using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>a_j = exp(z_j - m) / sum over k of exp(z_k - m), where m, the largest z, keeps exp finite.</summary>
internal static class SoftmaxWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, Kernel.Softmax kernel)
    {
        using (KernelWriter.Method(writer, dialect, kernel, $"{Count(dialect.Lanes, "output")} at a time"))
        {
            KernelWriter.ForEachSample(writer, [("input", kernel.InputStride), ("output", kernel.OutputStride)], () =>
            {
                WriteExponentials(writer, dialect, kernel.Length, "output");
                writer.Line($"{dialect.Vector} factor = {dialect.Broadcast($"1 / {dialect.SumOfLanes("sum")}")};");
                KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, _) =>
                    writer.Line(dialect.Store($"({dialect.Load("output", j)} * factor)", "output", j) + ";"));
            });
        }
    }

    /// <summary>
    /// Declares <c>largest</c>, the largest z of the row at <c>input</c>, and <c>sum</c>, the lanes of the sum of
    /// exp(z - largest), whose terms go to a row where one is named.
    /// </summary>
    public static void WriteExponentials(SourceWriter writer, VectorDialect dialect, int length, string? destination)
    {
        writer.Line($"{dialect.Vector} maximum = {dialect.Constant(double.NegativeInfinity)};");
        KernelWriter.ForEachVector(writer, dialect, length, (j, used) =>
        {
            string z = dialect.Load("input", j);
            string masked = used == dialect.Lanes ? z : dialect.Select(dialect.FirstLanes(used), z, dialect.Constant(double.NegativeInfinity));
            writer.Line($"maximum = {dialect.MaxNative("maximum", masked)};");
        });
        writer.Line($"{dialect.Scalar} largest = {dialect.MaxOfLanes("maximum")};");
        writer.Line($"{dialect.Vector} sum = {dialect.Zero};");
        KernelWriter.ForEachVector(writer, dialect, length, (j, used) =>
        {
            writer.Line($"{dialect.Vector} exponential = Exp({dialect.Load("input", j)} - {dialect.Broadcast("largest")});");
            if (destination is not null)
            {
                writer.Line(dialect.Store("exponential", destination, j) + ";");
            }

            writer.Line($"sum += {KernelWriter.Masked(dialect, "exponential", used)};");
        });
    }
}

using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>The sum of an elementwise loss over a block, and with it (BP1).</summary>
internal static class LossWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.Loss kernel)
    {
        string scaled = kernel.Gradient is null ? "" : "; the gradient is scaled by 1 / batch size";
        WriteBlock(writer, dialect, tiled, kernel, scaled);
        writer.Blank();
        using (KernelWriter.SampleMethod(writer, dialect, tiled, $"{Count(dialect.Lanes, "output")} at a time{scaled}"))
        {
            writer.Line($"{dialect.Vector} sum = {dialect.Zero};");
            KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) => WriteVector(writer, dialect, kernel, j, used));
            writer.Line($"return {dialect.SumOfLanes("sum")};");
        }
    }

    /// <summary>Samples one after the other; the lanes of all their losses are added at the end.</summary>
    private static void WriteBlock(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.Loss kernel, string scaled)
    {
        using (KernelWriter.BlockMethod(writer, dialect, tiled, $"Sample by sample, {Count(dialect.Lanes, "output")} at a time{scaled}"))
        {
            writer.Line($"{dialect.Vector} sum = {dialect.Zero};");
            using (writer.Block("for (int sample = 0; sample < count; sample++)"))
            {
                KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) => WriteVector(writer, dialect, kernel, j, used));
                KernelWriter.WriteNextRows(writer, 1, [.. kernel.Inputs.Select(row => (KernelWriter.RowReference(row.Name), row.Stride))
                    .Concat(kernel.Gradient is null ? [] : [(KernelWriter.RowReference(kernel.Gradient.Name), kernel.Gradient.Stride)])]);
            }

            writer.Line($"return {dialect.SumOfLanes("sum")};");
        }
    }

    private static void WriteVector(SourceWriter writer, VectorDialect dialect, Kernel.Loss kernel, string j, int used)
    {
        KernelWriter.LoadRows(writer, dialect, kernel.Inputs, kernel.Length, j, used);
        var results = new List<(string Name, Expression Value)> { ("loss", kernel.Value) };
        if (kernel.Gradient is not null)
        {
            results.Add((KernelWriter.ResultName(kernel.Inputs, kernel.Gradient), kernel.Gradient.Value));
        }

        ExpressionEmitter.Declare(writer, dialect, results);
        writer.Line($"sum += {KernelWriter.Masked(dialect, "loss", used)};");
        if (kernel.Gradient is not null)
        {
            writer.Line(KernelWriter.StoreRow(
                dialect, $"({results[1].Name} * {dialect.Broadcast("scale")})", KernelWriter.RowReference(kernel.Gradient.Name), kernel.Gradient.Stride,
                kernel.Length, j, used, zeroPadding: true));
        }
    }
}

using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Emission.Kernels;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>The method that adds vectors of rows: the gradient of biases is such a sum over the samples.</summary>
internal static class SumOfRows
{
    public const string Name = "SumOfRows";

    private const int Parts = 4;

    /// <summary>The method, if it was asked for.</summary>
    public static void Write(SourceWriter writer, VectorDialect dialect)
    {
        if (!dialect.NeedsSumOfRows)
        {
            return;
        }

        string[] parts = [.. Enumerable.Range(0, Parts).Select(part => "sum" + Text(part))];
        writer.Blank();
        writer.Line("// The sum of the first vectors of some rows, in parts: an addition would wait for the one before it.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"private static {dialect.Vector} {Name}(ref {dialect.Scalar} row, int stride, int count)"))
        {
            foreach (string part in parts)
            {
                writer.Line($"{dialect.Vector} {part} = {dialect.Zero};");
            }

            writer.Line("int done = 0;");
            using (writer.Block($"for (; done <= count - {Text(Parts)}; done += {Text(Parts)})"))
            {
                for (int part = 0; part < Parts; part++)
                {
                    writer.Line($"{parts[part]} += {dialect.Load("row", part switch { 0 => "0", 1 => "stride", _ => $"{Text(part)} * stride" })};");
                }

                writer.Line($"row = ref Unsafe.Add(ref row, {Text(Parts)} * stride);");
            }

            using (writer.Block("for (; done < count; done++)"))
            {
                writer.Line($"{parts[0]} += {dialect.Load("row", "0")};");
                writer.Line("row = ref Unsafe.Add(ref row, stride);");
            }

            writer.Line($"return {KernelWriter.SumInPairs(parts)};");
        }
    }
}

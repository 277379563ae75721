using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// dC/da = W^T delta, the first factor of (BP2). The weights of one input lie side by side, so each result is a dot
/// product of two rows.
/// </summary>
internal static class DenseInputGradientWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, Kernel.DenseInputGradient kernel, Tiling.DenseInputGradient tiling)
    {
        string comment = $"Dot products over {Count(kernel.Outputs, "output")}, {Count(tiling.Samples, "sample")} x {Count(tiling.Inputs, "input")} at a time";
        using (KernelWriter.Method(writer, dialect, kernel, comment))
        {
            writer.Line("int sample = 0;");
            if (tiling.Samples > 1)
            {
                using (writer.Block($"for (; sample <= count - {Text(tiling.Samples)}; sample += {Text(tiling.Samples)})"))
                {
                    WriteSamples(writer, dialect, kernel, tiling.Samples, tiling.Inputs);
                }
            }

            using (writer.Block("for (; sample < count; sample++)"))
            {
                WriteSamples(writer, dialect, kernel, 1, tiling.Inputs);
            }
        }
    }

    private static void WriteSamples(SourceWriter writer, VectorDialect dialect, Kernel.DenseInputGradient kernel, int samples, int inputs)
    {
        writer.Line($"ref {dialect.Scalar} d = ref Unsafe.Add(ref delta, sample * {Text(kernel.DeltaStride)});");
        writer.Line($"ref {dialect.Scalar} w = ref weights;");
        writer.Line($"ref {dialect.Scalar} g = ref Unsafe.Add(ref gradient, sample * {Text(kernel.GradientStride)});");
        int whole = kernel.Inputs / inputs;
        if (whole > 0)
        {
            using (writer.Block($"for (int k = 0; k < {Text(whole * inputs)}; k += {Text(inputs)})"))
            {
                WriteTile(writer, dialect, kernel, samples, inputs);
                writer.Line($"w = ref Unsafe.Add(ref w, {Text(inputs * kernel.WeightStride)});");
                writer.Line($"g = ref Unsafe.Add(ref g, {Text(inputs)});");
            }
        }

        if (kernel.Inputs % inputs > 0)
        {
            using (writer.Block())
            {
                WriteTile(writer, dialect, kernel, samples, kernel.Inputs % inputs);
            }
        }

        WritePadding(writer, kernel, samples);
    }

    private static void WriteTile(SourceWriter writer, VectorDialect dialect, Kernel.DenseInputGradient kernel, int samples, int inputs)
    {
        int vectors = (kernel.Outputs + dialect.Lanes - 1) / dialect.Lanes;
        if (vectors > 1)
        {
            foreach ((int sample, int input) in Pairs(samples, inputs))
            {
                writer.Line($"{dialect.Vector} {Sum(sample, input)} = {dialect.Zero};");
            }

            using (writer.Block($"for (int j = 0; j < {Text(vectors * dialect.Lanes)}; j += {Text(dialect.Lanes)})"))
            {
                WriteLoads(writer, dialect, kernel, samples, inputs, "j");
                foreach ((int sample, int input) in Pairs(samples, inputs))
                {
                    writer.Line($"{Sum(sample, input)} = {dialect.MultiplyAdd($"w{Text(input)}", $"d{Text(sample)}", Sum(sample, input))};");
                }
            }
        }
        else
        {
            WriteLoads(writer, dialect, kernel, samples, inputs, "0");
            foreach ((int sample, int input) in Pairs(samples, inputs))
            {
                writer.Line($"{dialect.Vector} {Sum(sample, input)} = w{Text(input)} * d{Text(sample)};");
            }
        }

        foreach ((int sample, int input) in Pairs(samples, inputs))
        {
            int offset = (sample * kernel.GradientStride) + input;
            writer.Line($"{(offset == 0 ? "g" : $"Unsafe.Add(ref g, {Text(offset)})")} = {dialect.SumOfLanes(Sum(sample, input))};");
        }
    }

    private static void WriteLoads(SourceWriter writer, VectorDialect dialect, Kernel.DenseInputGradient kernel, int samples, int inputs, string j)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            writer.Line($"{dialect.Vector} d{Text(sample)} = {dialect.Load("d", At(j, sample * kernel.DeltaStride))};");
        }

        for (int input = 0; input < inputs; input++)
        {
            writer.Line($"{dialect.Vector} w{Text(input)} = {dialect.Load("w", At(j, input * kernel.WeightStride))};");
        }
    }

    /// <summary>What lies behind the last input of a scratch row is read as delta's padding, which must be zero.</summary>
    private static void WritePadding(SourceWriter writer, Kernel.DenseInputGradient kernel, int samples)
    {
        int padding = kernel.GradientStride - kernel.Inputs;
        if (padding == 0)
        {
            return;
        }

        for (int row = 0; row < samples; row++)
        {
            string sample = row == 0 ? "sample" : $"(sample + {Text(row)})";
            writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref gradient, ({sample} * {Text(kernel.GradientStride)}) + {Text(kernel.Inputs)}), {Text(padding)}).Clear();");
        }
    }

    private static IEnumerable<(int Sample, int Input)> Pairs(int samples, int inputs) =>
        Enumerable.Range(0, samples).SelectMany(sample => Enumerable.Range(0, inputs).Select(input => (sample, input)));

    private static string Sum(int sample, int input) => $"g{Text(sample)}_{Text(input)}";

    private static string At(string j, int constant) => constant == 0 ? j : j == "0" ? Text(constant) : $"{j} + {Text(constant)}";
}

using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// dC/da = W^T delta, the first factor of (BP2). The weights of one input lie side by side, so each result is a dot
/// product of two rows; the lanes of as many dot products as fill a vector are summed together.
/// </summary>
internal static class DenseInputGradientWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, Kernel.DenseInputGradient kernel, Tiling.DenseInputGradient tiling)
    {
        if (tiling.Transposed is { } forward)
        {
            WriteTransposed(writer, dialect, kernel, forward);
        }
        else if (tiling.Samples == 1)
        {
            KernelWriter.WriteSampleBySample(writer, dialect, kernel, ("delta", kernel.DeltaStride), ("gradient", kernel.GradientStride));
        }
        else
        {
            WriteBlock(writer, dialect, kernel, tiling);
        }

        WriteSample(writer, dialect, kernel, tiling);
    }

    private static int Vectors(VectorDialect dialect, Kernel.DenseInputGradient kernel) => (kernel.Outputs + dialect.Lanes - 1) / dialect.Lanes;

    private static void WriteSample(SourceWriter writer, VectorDialect dialect, Kernel.DenseInputGradient kernel, Tiling.DenseInputGradient tiling)
    {
        int vectors = Vectors(dialect, kernel);
        string comment = $"{Count(dialect.Lanes, "dot product")} over {Count(kernel.Outputs, "output")} at a time";
        using (KernelWriter.SampleMethod(writer, dialect, kernel, comment))
        {
            bool deltaInRegisters = vectors <= tiling.DeltaVectorsInRegisters;
            for (int vector = 0; vector < vectors && deltaInRegisters; vector++)
            {
                writer.Line($"{dialect.Vector} d{Text(vector)} = {dialect.Load("delta", Text(vector * dialect.Lanes))};");
            }

            int whole = kernel.Inputs / dialect.Lanes;
            if (whole > 1)
            {
                using (writer.Block($"for (int k = 0; k < {Text(whole * dialect.Lanes)}; k += {Text(dialect.Lanes)})"))
                {
                    WriteDotProducts(writer, dialect, kernel, deltaInRegisters, dialect.Lanes);
                }
            }

            foreach ((int first, int count) in new[] { (0, whole == 1 ? dialect.Lanes : 0), (whole * dialect.Lanes, kernel.Inputs % dialect.Lanes) })
            {
                if (count > 0)
                {
                    using (writer.Block())
                    {
                        writer.Line($"const int k = {Text(first)};");
                        WriteDotProducts(writer, dialect, kernel, deltaInRegisters, count);
                    }
                }
            }

            WritePadding(writer, dialect, kernel);
        }
    }

    /// <summary>The dot products for some inputs from k on, which end in one vector.</summary>
    private static void WriteDotProducts(SourceWriter writer, VectorDialect dialect, Kernel.DenseInputGradient kernel, bool deltaInRegisters, int inputs)
    {
        int vectors = Vectors(dialect, kernel);
        writer.Line($"ref {dialect.Scalar} w = ref Unsafe.Add(ref weights, k * {Text(kernel.WeightStride)});");
        if (deltaInRegisters)
        {
            for (int input = 0; input < inputs; input++)
            {
                string sum = $"({dialect.Load("w", Text(input * kernel.WeightStride))} * d0)";
                writer.Line($"{dialect.Vector} g{Text(input)} = {sum.Substring(1, sum.Length - 2)};");
                for (int vector = 1; vector < vectors; vector++)
                {
                    string weight = dialect.Load("w", Text((input * kernel.WeightStride) + (vector * dialect.Lanes)));
                    writer.Line($"g{Text(input)} = {dialect.MultiplyAdd(weight, $"d{Text(vector)}", $"g{Text(input)}")};");
                }
            }
        }
        else
        {
            for (int input = 0; input < inputs; input++)
            {
                writer.Line($"{dialect.Vector} g{Text(input)} = {dialect.Zero};");
            }

            using (writer.Block($"for (int j = 0; j < {Text(vectors * dialect.Lanes)}; j += {Text(dialect.Lanes)})"))
            {
                writer.Line($"{dialect.Vector} d = {dialect.Load("delta", "j")};");
                for (int input = 0; input < inputs; input++)
                {
                    writer.Line($"g{Text(input)} = {dialect.MultiplyAdd(dialect.Load("w", At("j", input * kernel.WeightStride)), "d", $"g{Text(input)}")};");
                }
            }
        }

        if (dialect.Lanes == 1)
        {
            writer.Line(dialect.Store("g0", "gradient", "k") + ";");
            return;
        }

        string sums = dialect.SumsOfLanes(Enumerable.Range(0, dialect.Lanes).Select(lane => lane < inputs ? $"g{Text(lane)}" : dialect.Zero));
        bool padded = kernel.GradientStride != kernel.Inputs;
        writer.Line(dialect.StoreFirst(sums, "gradient", "k", padded ? dialect.Lanes : inputs) + ";");
    }

    /// <summary>What lies behind the last vector of a padded row is read as delta's padding, which must be zero.</summary>
    private static void WritePadding(SourceWriter writer, VectorDialect dialect, Kernel.DenseInputGradient kernel)
    {
        int written = (kernel.Inputs + dialect.Lanes - 1) / dialect.Lanes * dialect.Lanes;
        int padding = kernel.GradientStride == kernel.Inputs ? 0 : Padding.RoundUp(kernel.Inputs, dialect.Precision) - written;
        if (padding > 0)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref gradient, {Text(written)}), {Text(padding)}).Clear();");
        }
    }

    /// <summary>
    /// With the weights turned round, the sums over the outputs run along vectors of inputs: the kernel of the forward
    /// pass. A few samples do not pay for turning.
    /// </summary>
    private static void WriteTransposed(SourceWriter writer, VectorDialect dialect, Kernel.DenseInputGradient kernel, Tiling.DenseForward tiling)
    {
        string comment = $"W is transposed, then tiles of {Count(tiling.Samples, "sample")} x {Count(tiling.Vectors, "vector")} of {Count(dialect.Lanes, "input")} stay in registers over the sum";
        using (KernelWriter.BlockMethod(writer, dialect, kernel, comment))
        {
            int least = Math.Max(tiling.Samples, 4);
            using (writer.Block($"if (count < {Text(least)})"))
            {
                using (writer.Block("for (int sample = 0; sample < count; sample++)"))
                {
                    writer.Line($"{KernelWriter.SampleName(kernel)}(ref delta, ref weights, ref gradient);");
                    writer.Line($"delta = ref Unsafe.Add(ref delta, {Text(kernel.DeltaStride)});");
                    writer.Line($"gradient = ref Unsafe.Add(ref gradient, {Text(kernel.GradientStride)});");
                }

                writer.Line("return;");
            }

            writer.Line($"Transposition.Transpose(ref weights, {Text(kernel.Inputs)}, {Text(kernel.Outputs)}, {Text(kernel.WeightStride)}, ref transposed, {Text(kernel.TransposedStride)});");
            writer.Line($"ref {dialect.Scalar} input = ref delta;");
            writer.Line($"ref {dialect.Scalar} output = ref gradient;");
            writer.Line("weights = ref transposed;");
            writer.Blank();
            DenseForwardWriter.WriteTiles(writer, dialect, TilePlanner.Transposed(kernel), tiling);
        }

        writer.Blank();
    }

    private static void WriteBlock(SourceWriter writer, VectorDialect dialect, Kernel.DenseInputGradient kernel, Tiling.DenseInputGradient tiling)
    {
        string comment = $"Dot products over {Count(kernel.Outputs, "output")}, {Count(tiling.Samples, "sample")} x {Count(tiling.Inputs, "input")} at a time";
        using (KernelWriter.BlockMethod(writer, dialect, kernel, comment))
        {
            writer.Line("int sample = 0;");
            using (writer.Block($"for (; sample <= count - {Text(tiling.Samples)}; sample += {Text(tiling.Samples)})"))
            {
                WriteSamples(writer, dialect, kernel, tiling.Samples, tiling.Inputs);
            }

            using (writer.Block("for (; sample < count; sample++)"))
            {
                writer.Line($"{KernelWriter.SampleName(kernel)}(ref Unsafe.Add(ref delta, sample * {Text(kernel.DeltaStride)}), ref weights, ref Unsafe.Add(ref gradient, sample * {Text(kernel.GradientStride)}));");
            }
        }

        writer.Blank();
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

        int padding = kernel.GradientStride == kernel.Inputs ? 0 : Padding.RoundUp(kernel.Inputs, dialect.Precision) - kernel.Inputs;
        for (int row = 0; row < samples && padding > 0; row++)
        {
            string sample = row == 0 ? "sample" : $"(sample + {Text(row)})";
            writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref gradient, ({sample} * {Text(kernel.GradientStride)}) + {Text(kernel.Inputs)}), {Text(padding)}).Clear();");
        }
    }

    private static void WriteTile(SourceWriter writer, VectorDialect dialect, Kernel.DenseInputGradient kernel, int samples, int inputs)
    {
        foreach ((int sample, int input) in Pairs(samples, inputs))
        {
            writer.Line($"{dialect.Vector} {Sum(sample, input)} = {dialect.Zero};");
        }

        using (writer.Block($"for (int j = 0; j < {Text(Vectors(dialect, kernel) * dialect.Lanes)}; j += {Text(dialect.Lanes)})"))
        {
            for (int sample = 0; sample < samples; sample++)
            {
                writer.Line($"{dialect.Vector} d{Text(sample)} = {dialect.Load("d", At("j", sample * kernel.DeltaStride))};");
            }

            for (int input = 0; input < inputs; input++)
            {
                writer.Line($"{dialect.Vector} w{Text(input)} = {dialect.Load("w", At("j", input * kernel.WeightStride))};");
            }

            foreach ((int sample, int input) in Pairs(samples, inputs))
            {
                writer.Line($"{Sum(sample, input)} = {dialect.MultiplyAdd($"w{Text(input)}", $"d{Text(sample)}", Sum(sample, input))};");
            }
        }

        foreach ((int sample, int input) in Pairs(samples, inputs))
        {
            writer.Line($"{VectorDialect.At("g", Text((sample * kernel.GradientStride) + input))} = {dialect.SumOfLanes(Sum(sample, input))};");
        }
    }

    private static IEnumerable<(int Sample, int Input)> Pairs(int samples, int inputs) =>
        Enumerable.Range(0, samples).SelectMany(sample => Enumerable.Range(0, inputs).Select(input => (sample, input)));

    private static string Sum(int sample, int input) => $"g{Text(sample)}_{Text(input)}";

    private static string At(string j, int constant) => constant == 0 ? j : $"{j} + {Text(constant)}";
}

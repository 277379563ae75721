using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>z = W a + b and, fused, the activation: a method for batches and one for a single sample.</summary>
internal static class DenseForwardWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, Tiling.DenseForward tiling)
    {
        int vectors = (kernel.Outputs + dialect.Lanes - 1) / dialect.Lanes;
        WriteBatch(writer, dialect, kernel, tiling, vectors);
        writer.Blank();
        WriteSample(writer, dialect, kernel, tiling, vectors);
    }

    private static void WriteBatch(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, Tiling.DenseForward tiling, int vectors)
    {
        if (tiling.Samples == 1)
        {
            using (KernelWriter.Method(writer, dialect, kernel, "Sample by sample"))
            {
                WriteSampleLoop(writer, kernel);
            }

            return;
        }

        string comment = $"Tiles of {Count(tiling.Samples, "sample")} x {Count(tiling.Vectors, "vector")} of {Count(dialect.Lanes, "output")} stay in registers over the sum";
        using (KernelWriter.Method(writer, dialect, kernel, comment))
        {
            string samples = Text(tiling.Samples);
            using (writer.Block($"if (count < {samples})"))
            {
                WriteSampleLoop(writer, kernel);
                writer.Line("return;");
            }

            ForEachBlock(writer, dialect, vectors, tiling.Vectors, width =>
            {
                using (writer.Block($"for (int tile = 0; tile < count; tile += {samples})"))
                {
                    writer.Line("// The last tile overlaps the one before it, so that no samples are left over.");
                    writer.Line($"int sample = Math.Min(tile, count - {samples});");
                    writer.Line($"ref {dialect.Scalar} x = ref Unsafe.Add(ref input, sample * {Text(kernel.InputStride)});");
                    writer.Line($"ref {dialect.Scalar} z = ref Unsafe.Add(ref output, (sample * {Text(kernel.OutputStride)}) + j);");
                    WriteTile(writer, dialect, kernel, tiling.Samples, width, partialSums: 1);
                }
            });
        }
    }

    private static void WriteSampleLoop(SourceWriter writer, Kernel.DenseForward kernel)
    {
        using (writer.Block("for (int sample = 0; sample < count; sample++)"))
        {
            writer.Line($"{SampleName(kernel)}({Arguments(kernel)});");
            writer.Line($"input = ref Unsafe.Add(ref input, {Text(kernel.InputStride)});");
            writer.Line($"output = ref Unsafe.Add(ref output, {Text(kernel.OutputStride)});");
        }
    }

    private static void WriteSample(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, Tiling.DenseForward tiling, int vectors)
    {
        string sums = tiling.PartialSums == 1 ? "" : $", {Text(tiling.PartialSums)} partial sums each";
        writer.Line($"/// <summary>The same for one sample: {Count(Math.Min(vectors, tiling.SampleVectors), "vector")} of {Count(dialect.Lanes, "output")} at a time{sums}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string parameters = string.Join(", ", KernelWriter.Parameters(kernel, dialect.Scalar).Where(parameter => parameter != "int count"));
        using (writer.Block($"private static void {SampleName(kernel)}({parameters})"))
        {
            ForEachBlock(writer, dialect, vectors, tiling.SampleVectors, width =>
            {
                writer.Line($"ref {dialect.Scalar} x = ref input;");
                writer.Line($"ref {dialect.Scalar} z = ref Unsafe.Add(ref output, j);");
                WriteTile(writer, dialect, kernel, samples: 1, width, tiling.PartialSums);
            });
        }
    }

    /// <summary>Covers the outputs by blocks of some vectors, and what remains by a narrower one; j is the block's first output.</summary>
    public static void ForEachBlock(SourceWriter writer, VectorDialect dialect, int vectors, int width, Action<int> body)
    {
        int lanes = dialect.Lanes;
        int whole = vectors / width;
        if (whole > 1)
        {
            using (writer.Block($"for (int j = 0; j < {Text(whole * width * lanes)}; j += {Text(width * lanes)})"))
            {
                body(width);
            }
        }

        foreach ((int first, int rest) in new[] { (0, whole == 1 ? width : 0), (whole * width, vectors % width) })
        {
            if (rest > 0)
            {
                using (writer.Block())
                {
                    writer.Line($"const int j = {Text(first * lanes)};");
                    body(rest);
                }
            }
        }
    }

    /// <summary>
    /// Sums over the inputs for some samples and vectors of outputs. Expects x at the first sample's row and z at the
    /// place of the first result.
    /// </summary>
    private static void WriteTile(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, int samples, int vectors, int partialSums)
    {
        writer.Line($"ref {dialect.Scalar} w = ref Unsafe.Add(ref weights, j);");
        for (int vector = 0; vector < vectors; vector++)
        {
            string start = kernel.Bias ? dialect.Load("biases", Offset("j", vector * dialect.Lanes)) : dialect.Zero;
            for (int sample = 0; sample < samples; sample++)
            {
                writer.Line($"{dialect.Vector} {Accumulator(sample, vector, 0)} = {(sample == 0 ? start : Accumulator(0, vector, 0))};");
            }

            for (int part = 1; part < partialSums; part++)
            {
                writer.Line($"{dialect.Vector} {Accumulator(0, vector, part)} = {dialect.Zero};");
            }
        }

        WriteSum(writer, dialect, kernel, samples, vectors, partialSums);
        for (int vector = 0; vector < vectors && partialSums > 1; vector++)
        {
            string sum = Enumerable.Range(1, partialSums - 1).Select(part => Accumulator(0, vector, part)).Aggregate((left, right) => $"{left} + {right}");
            writer.Line($"{Accumulator(0, vector, 0)} += {sum};");
        }

        writer.Blank();
        for (int sample = 0; sample < samples; sample++)
        {
            for (int vector = 0; vector < vectors; vector++)
            {
                writer.Line(dialect.Store(
                    Activated(dialect, kernel, Accumulator(sample, vector, 0)), "z", Text((sample * kernel.OutputStride) + (vector * dialect.Lanes))) + ";");
            }
        }
    }

    private static void WriteSum(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, int samples, int vectors, int partialSums)
    {
        int whole = kernel.Inputs / partialSums;
        if (whole > 1)
        {
            writer.Blank();
            using (writer.Block($"for (int k = 0; k < {Text(whole * partialSums)}; {(partialSums == 1 ? "k++" : $"k += {Text(partialSums)}")})"))
            {
                WriteProducts(writer, dialect, kernel, samples, vectors, partialSums, partialSums);
                writer.Line($"x = ref Unsafe.Add(ref x, {Text(partialSums)});");
                writer.Line($"w = ref Unsafe.Add(ref w, {Text(partialSums * kernel.WeightStride)});");
            }

            if (kernel.Inputs % partialSums == 0)
            {
                writer.Blank();
                return;
            }
        }

        // What the loop did not reach, or all of it where there is no loop.
        int rest = whole > 1 ? kernel.Inputs % partialSums : kernel.Inputs;
        if (whole > 1 && rest > 1)
        {
            // A block of its own, for the loop's locals have the same names.
            using (writer.Block())
            {
                WriteProducts(writer, dialect, kernel, samples, vectors, rest, partialSums);
            }

            return;
        }

        WriteProducts(writer, dialect, kernel, samples, vectors, rest, partialSums);
    }

    /// <summary>z += w_jk x_k for a few consecutive k, which take turns with the partial sums.</summary>
    private static void WriteProducts(
        SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, int samples, int vectors, int count, int partialSums)
    {
        for (int part = 0; part < count; part++)
        {
            string suffix = count == 1 ? "" : $"_{Text(part)}";
            for (int vector = 0; vector < vectors && samples > 1; vector++)
            {
                writer.Line($"{dialect.Vector} w{Text(vector)}{suffix} = {dialect.Load("w", Text((part * kernel.WeightStride) + (vector * dialect.Lanes)))};");
            }

            for (int sample = 0; sample < samples; sample++)
            {
                int offset = (sample * kernel.InputStride) + part;
                string x = $"x{Text(sample)}{suffix}";
                writer.Line($"{dialect.Vector} {x} = {dialect.Broadcast(offset == 0 ? "x" : $"Unsafe.Add(ref x, {Text(offset)})")};");
                for (int vector = 0; vector < vectors; vector++)
                {
                    string weight = samples > 1
                        ? $"w{Text(vector)}{suffix}"
                        : dialect.Load("w", Text((part * kernel.WeightStride) + (vector * dialect.Lanes)));
                    string sum = Accumulator(sample, vector, part % partialSums);
                    writer.Line($"{sum} = {dialect.MultiplyAdd(x, weight, sum)};");
                }
            }
        }
    }

    private static string Activated(VectorDialect dialect, Kernel.DenseForward kernel, string value) =>
        kernel.Epilogue is Variable ? value : $"{ActivationName(kernel)}({value})";

    /// <summary>The fused activation as a method of its own: it is named once and inlined at every store.</summary>
    public static void WriteActivation(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel)
    {
        writer.Line($"/// <summary>f(z) = {Xml(FormulaWriter.Write(kernel.Epilogue))}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"private static {dialect.Vector} {ActivationName(kernel)}({dialect.Vector} z)"))
        {
            ExpressionEmitter.Declare(writer, dialect, [("a", kernel.Epilogue)]);
            writer.Line("return a;");
        }
    }

    private static string ActivationName(Kernel.DenseForward kernel) => kernel.Name + "Activation";

    private static string SampleName(Kernel.DenseForward kernel) => kernel.Name + "Sample";

    private static string Arguments(Kernel.DenseForward kernel) =>
        kernel.Bias ? "ref input, ref weights, ref biases, ref output" : "ref input, ref weights, ref output";

    private static string Accumulator(int sample, int vector, int part) =>
        $"z{Text(sample)}_{Text(vector)}{(part == 0 ? "" : $"_{Text(part)}")}";

    private static string Offset(string variable, int constant) => constant == 0 ? variable : $"{variable} + {Text(constant)}";
}

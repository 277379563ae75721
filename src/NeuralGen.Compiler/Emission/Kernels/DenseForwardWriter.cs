using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>z = W a + b and, fused, the activation: a method for blocks of samples and one for a single sample.</summary>
internal static class DenseForwardWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, Tiling.DenseForward tiling)
    {
        if (tiling.Samples == 1)
        {
            KernelWriter.WriteSampleBySample(writer, dialect, kernel, ("input", kernel.InputStride), ("output", kernel.OutputStride));
        }
        else
        {
            WriteBlock(writer, dialect, kernel, tiling);
        }

        WriteSample(writer, dialect, kernel, tiling);
    }

    /// <summary>The elements of a row that are written: all its vectors where it is padded, else no more than there are.</summary>
    private static int Written(VectorDialect dialect, Kernel.DenseForward kernel) => kernel.OutputStride == kernel.Outputs
        ? kernel.Outputs
        : (kernel.Outputs + dialect.Lanes - 1) / dialect.Lanes * dialect.Lanes;

    private static void WriteBlock(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, Tiling.DenseForward tiling)
    {
        string comment = $"Tiles of {Count(tiling.Samples, "sample")} x {Count(tiling.Vectors, "vector")} of {Count(dialect.Lanes, "output")} stay in registers over the sum";
        using (KernelWriter.BlockMethod(writer, dialect, kernel, comment))
        {
            string samples = Text(tiling.Samples);
            using (writer.Block($"if (count < {samples})"))
            {
                using (writer.Block("for (int sample = 0; sample < count; sample++)"))
                {
                    writer.Line($"{KernelWriter.SampleName(kernel)}({(kernel.Bias ? "ref input, ref weights, ref biases, ref output" : "ref input, ref weights, ref output")});");
                    writer.Line($"input = ref Unsafe.Add(ref input, {Text(kernel.InputStride)});");
                    writer.Line($"output = ref Unsafe.Add(ref output, {Text(kernel.OutputStride)});");
                }

                writer.Line("return;");
            }

            WriteTiles(writer, dialect, kernel, tiling);
        }

        writer.Blank();
    }

    /// <summary>The tiles of a block of at least as many samples as a tile has.</summary>
    public static void WriteTiles(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, Tiling.DenseForward tiling)
    {
        string samples = Text(tiling.Samples);
        Blocks.Write(writer, dialect, Written(dialect, kernel), tiling.Vectors, (width, used) =>
        {
            using (writer.Block($"for (int tile = 0; tile < count; tile += {samples})"))
            {
                writer.Line("// The last tile overlaps the one before it, so that no samples are left over.");
                writer.Line($"int sample = Math.Min(tile, count - {samples});");
                writer.Line($"ref {dialect.Scalar} x = ref Unsafe.Add(ref input, sample * {Text(kernel.InputStride)});");
                writer.Line($"ref {dialect.Scalar} z = ref Unsafe.Add(ref output, (sample * {Text(kernel.OutputStride)}) + j);");
                WriteTile(writer, dialect, kernel, new Tile(tiling.Samples, width, used, PartialSums: 1, Unroll: 1));
            }
        });
    }

    private static void WriteSample(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, Tiling.DenseForward tiling)
    {
        int vectors = (kernel.Outputs + dialect.Lanes - 1) / dialect.Lanes;
        string sums = tiling.PartialSums == 1 ? "" : $", {Text(tiling.PartialSums)} partial sums each";
        string comment = $"{Count(Math.Min(vectors, tiling.SampleVectors), "vector")} of {Count(dialect.Lanes, "output")} at a time{sums}";
        using (KernelWriter.SampleMethod(writer, dialect, kernel, comment))
        {
            Blocks.Write(writer, dialect, Written(dialect, kernel), tiling.SampleVectors, (width, used) =>
            {
                writer.Line($"ref {dialect.Scalar} x = ref input;");
                writer.Line($"ref {dialect.Scalar} z = ref Unsafe.Add(ref output, j);");
                WriteTile(writer, dialect, kernel, new Tile(1, width, used, tiling.PartialSums, tiling.SampleUnroll));
            });
        }
    }

    /// <summary>
    /// Sums over the inputs for some samples and vectors of outputs. Expects x at the first sample's row and z at the
    /// place of the first result.
    /// </summary>
    private static void WriteTile(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, Tile tile)
    {
        writer.Line($"ref {dialect.Scalar} w = ref Unsafe.Add(ref weights, j);");
        for (int vector = 0; vector < tile.Vectors; vector++)
        {
            string start = kernel.Bias ? dialect.Load("biases", Offset("j", vector * dialect.Lanes)) : dialect.Zero;
            for (int sample = 0; sample < tile.Samples; sample++)
            {
                writer.Line($"{dialect.Vector} {Accumulator(sample, vector, 0)} = {(sample == 0 ? start : Accumulator(0, vector, 0))};");
            }

            for (int part = 1; part < tile.PartialSums; part++)
            {
                writer.Line($"{dialect.Vector} {Accumulator(0, vector, part)} = {dialect.Zero};");
            }
        }

        WriteSum(writer, dialect, kernel, tile);
        for (int vector = 0; vector < tile.Vectors && tile.PartialSums > 1; vector++)
        {
            string sum = Enumerable.Range(1, tile.PartialSums - 1).Select(part => Accumulator(0, vector, part)).Aggregate((left, right) => $"{left} + {right}");
            writer.Line($"{Accumulator(0, vector, 0)} += {sum};");
        }

        writer.Blank();
        for (int sample = 0; sample < tile.Samples; sample++)
        {
            for (int vector = 0; vector < tile.Vectors; vector++)
            {
                string place = Text((sample * kernel.OutputStride) + (vector * dialect.Lanes));
                int used = vector == tile.Vectors - 1 ? tile.UsedOfLast : dialect.Lanes;
                writer.Line(dialect.StoreFirst(Activated(kernel, Accumulator(sample, vector, 0)), "z", place, used) + ";");
            }
        }
    }

    private static void WriteSum(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, Tile tile)
    {
        int turns = kernel.Inputs / tile.Unroll;
        if (turns > 1)
        {
            writer.Blank();
            using (writer.Block($"for (int k = 0; k < {Text(turns * tile.Unroll)}; {(tile.Unroll == 1 ? "k++" : $"k += {Text(tile.Unroll)}")})"))
            {
                WriteProducts(writer, dialect, kernel, tile, tile.Unroll);
                writer.Line($"x = ref Unsafe.Add(ref x, {Text(tile.Unroll)});");
                writer.Line($"w = ref Unsafe.Add(ref w, {Text(tile.Unroll * kernel.WeightStride)});");
            }
        }

        // What the loop did not reach, or all of it where there is no loop.
        int rest = turns > 1 ? kernel.Inputs % tile.Unroll : kernel.Inputs;
        if (turns > 1 && rest > 1)
        {
            // A block of its own, for the loop's locals have the same names.
            using (writer.Block())
            {
                WriteProducts(writer, dialect, kernel, tile, rest);
            }
        }
        else if (rest > 0)
        {
            WriteProducts(writer, dialect, kernel, tile, rest);
        }
        else
        {
            writer.Blank();
        }
    }

    /// <summary>z += w_jk x_k for a few consecutive k, which take turns with the partial sums.</summary>
    private static void WriteProducts(SourceWriter writer, VectorDialect dialect, Kernel.DenseForward kernel, Tile tile, int count)
    {
        for (int part = 0; part < count; part++)
        {
            string suffix = count == 1 ? "" : $"_{Text(part)}";
            for (int vector = 0; vector < tile.Vectors && tile.Samples > 1; vector++)
            {
                writer.Line($"{dialect.Vector} w{Text(vector)}{suffix} = {dialect.Load("w", Text((part * kernel.WeightStride) + (vector * dialect.Lanes)))};");
            }

            for (int sample = 0; sample < tile.Samples; sample++)
            {
                string x = $"x{Text(sample)}{suffix}";
                writer.Line($"{dialect.Vector} {x} = {dialect.Broadcast(VectorDialect.At("x", Text((sample * kernel.InputStride) + part)))};");
                for (int vector = 0; vector < tile.Vectors; vector++)
                {
                    string weight = tile.Samples > 1
                        ? $"w{Text(vector)}{suffix}"
                        : dialect.Load("w", Text((part * kernel.WeightStride) + (vector * dialect.Lanes)));
                    string sum = Accumulator(sample, vector, part % tile.PartialSums);
                    writer.Line($"{sum} = {dialect.MultiplyAdd(x, weight, sum)};");
                }
            }
        }
    }

    private static string Activated(Kernel.DenseForward kernel, string value) =>
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

    private static string Accumulator(int sample, int vector, int part) =>
        $"z{Text(sample)}_{Text(vector)}{(part == 0 ? "" : $"_{Text(part)}")}";

    private static string Offset(string variable, int constant) => constant == 0 ? variable : $"{variable} + {Text(constant)}";

    /// <summary>Samples by vectors of sums in registers, and how many inputs one turn of the loop takes.</summary>
    private readonly record struct Tile(int Samples, int Vectors, int UsedOfLast, int PartialSums, int Unroll);
}

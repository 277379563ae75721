using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// (BP3) and (BP4): sums of delta and of the outer products delta a^T over the samples of a block. Where a stored row
/// belongs to an input, it is a multiple of delta; where it belongs to an output, of a. What the sums go to is overwritten,
/// or has them added times a factor; with the parameters for a target and the factor -eta that is a step of gradient descent.
/// </summary>
internal static class RowOuterProductsWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.RowOuterProducts kernel, Tiling.RowOuterProducts tiling)
    {
        WriteBlock(writer, dialect, tiled, kernel, tiling);
        writer.Blank();
        WriteSample(writer, dialect, tiled, kernel, tiling);
    }

    private static void WriteBlock(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.RowOuterProducts kernel, Tiling.RowOuterProducts tiling)
    {
        string comment = $"Tiles of {Count(tiling.Rows, RowOf(kernel))} x {Count(tiling.Vectors, "vector")} of {Count(dialect.Lanes, LaneOf(kernel))} stay in registers over the samples";
        using (KernelWriter.BlockMethod(writer, dialect, tiled, comment))
        {
            writer.Line($"{dialect.Vector} scaling = {dialect.Broadcast("factor")};");
            if (kernel.Bias)
            {
                WriteBiasGradient(writer, dialect, kernel);
                writer.Blank();
            }

            // All rows from column j on: what the columns are multiplied with stays in the first-level cache.
            Blocks.Write(writer, dialect, kernel.Length, tiling.Vectors, (width, used) =>
                Blocks.ForEachGroup(writer, kernel.Rows, tiling.Rows, rows => WriteTile(writer, dialect, kernel, tiling, rows, width, used)));
        }
    }

    private static void WriteBiasGradient(SourceWriter writer, VectorDialect dialect, Kernel.RowOuterProducts kernel) =>
        KernelWriter.ForEachVector(writer, dialect, Outputs(kernel), (j, used) =>
        {
            writer.Line($"{dialect.Vector} sum = {dialect.SumOfRows(VectorDialect.At("delta", j), kernel.DeltaStride, "count")};");
            writer.Line($"{dialect.Vector} before = overwrite ? {dialect.Zero} : {dialect.Load("biasGradient", j)};");
            writer.Line(dialect.Store(KernelWriter.Masked(dialect, dialect.MultiplyAdd("sum", "scaling", "before"), used), "biasGradient", j) + ";");
        });

    private static void WriteTile(
        SourceWriter writer, VectorDialect dialect, Kernel.RowOuterProducts kernel, Tiling.RowOuterProducts tiling, int rows, int vectors, int usedOfLast)
    {
        (string row, string lane) = (Letter(kernel.RowsAreOutputs), Letter(!kernel.RowsAreOutputs));
        writer.Line($"ref {dialect.Scalar} {lane} = ref Unsafe.Add(ref {LaneSource(kernel)}, j);");
        writer.Line($"ref {dialect.Scalar} {row} = ref Unsafe.Add(ref {RowSource(kernel)}, k);");
        writer.Line($"ref {dialect.Scalar} g = ref Unsafe.Add(ref weightGradient, (k * {Text(kernel.WeightStride)}) + j);");
        int samples = tiling.SamplesInTurn;
        foreach ((int k, int vector) in Pairs(rows, vectors))
        {
            for (int sample = 0; sample < samples; sample++)
            {
                writer.Line($"{dialect.Vector} {Sum(k, vector, sample)} = {dialect.Zero};");
            }
        }

        writer.Blank();
        if (samples == 1)
        {
            using (writer.Block("for (int sample = 0; sample < count; sample++)"))
            {
                WriteProducts(1);
            }
        }
        else
        {
            writer.Line("int sample = 0;");
            using (writer.Block($"for (; sample <= count - {Text(samples)}; sample += {Text(samples)})"))
            {
                WriteProducts(samples);
            }

            using (writer.Block("for (; sample < count; sample++)"))
            {
                WriteProducts(1);
            }

            foreach ((int k, int vector) in Pairs(rows, vectors))
            {
                writer.Line($"{Sum(k, vector)} = {KernelWriter.SumInPairs([.. Enumerable.Range(0, samples).Select(sample => Sum(k, vector, sample))])};");
            }
        }

        // Padding of the gradient stays zero even where an activation is infinite or NaN.
        using (writer.Block("if (overwrite)"))
        {
            WriteStores((sum, _) => dialect.Multiply(sum, "scaling"));
        }

        using (writer.Block("else"))
        {
            WriteStores((sum, place) => dialect.MultiplyAdd(sum, "scaling", dialect.Load("g", place)));
        }

        // The products of some samples, each with sums of its own, from both references on.
        void WriteProducts(int count)
        {
            for (int sample = 0; sample < count; sample++)
            {
                string suffix = sample == 0 ? "" : "_" + Text(sample);
                for (int vector = 0; vector < vectors; vector++)
                {
                    int used = vector == vectors - 1 ? usedOfLast : dialect.Lanes;
                    writer.Line($"{dialect.Vector} {lane}{Text(vector)}{suffix} = {LoadLanes(dialect, kernel, lane, Text((sample * LaneStride(kernel)) + (vector * dialect.Lanes)), used)};");
                }

                for (int k = 0; k < rows; k++)
                {
                    string factor = $"{row}{Text(k)}{suffix}";
                    writer.Line($"{dialect.Vector} {factor} = {dialect.Broadcast(VectorDialect.At(row, Text((sample * RowStride(kernel)) + k)))};");
                    for (int vector = 0; vector < vectors; vector++)
                    {
                        writer.Line($"{Sum(k, vector, sample)} = {dialect.MultiplyAdd(factor, $"{lane}{Text(vector)}{suffix}", Sum(k, vector, sample))};");
                    }
                }
            }

            writer.Line($"{lane} = ref Unsafe.Add(ref {lane}, {Text(count * LaneStride(kernel))});");
            writer.Line($"{row} = ref Unsafe.Add(ref {row}, {Text(count * RowStride(kernel))});");
        }

        void WriteStores(Func<string, string, string> value)
        {
            foreach ((int k, int vector) in Pairs(rows, vectors))
            {
                string place = Text((k * kernel.WeightStride) + (vector * dialect.Lanes));
                int used = vector == vectors - 1 ? usedOfLast : dialect.Lanes;
                writer.Line(dialect.Store(KernelWriter.Masked(dialect, value(Sum(k, vector), place), used), "g", place) + ";");
            }
        }
    }

    private static void WriteSample(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.RowOuterProducts kernel, Tiling.RowOuterProducts tiling)
    {
        int vectors = dialect.Vectors(kernel.Length);
        string what = kernel.RowsAreOutputs ? "a" : "delta";
        string order = tiling.SampleDescends ? ", from the last to the first, for the first-level cache still has the last ones" : "";
        string comment = $"{Count(Math.Min(vectors, tiling.SampleVectors), "vector")} of {Count(dialect.Lanes, LaneOf(kernel))} of {what} at a time stay in registers over the {RowOf(kernel)}s{order}";
        using (KernelWriter.SampleMethod(writer, dialect, tiled, comment))
        {
            if (kernel.Bias)
            {
                WriteSampleBiasGradient(writer, dialect, kernel);
                writer.Blank();
            }

            string lane = Letter(!kernel.RowsAreOutputs);
            Blocks.Write(writer, dialect, kernel.Length, tiling.SampleVectors, (width, usedOfLast) =>
            {
                for (int vector = 0; vector < width; vector++)
                {
                    int used = vector == width - 1 ? usedOfLast : dialect.Lanes;
                    string loaded = LoadLanes(dialect, kernel, LaneSource(kernel), vector == 0 ? "j" : $"j + {Text(vector * dialect.Lanes)}", used);
                    writer.Line($"{dialect.Vector} {lane}{Text(vector)} = {loaded} * {dialect.Broadcast("factor")};");
                }

                writer.Line($"ref {dialect.Scalar} g = ref Unsafe.Add(ref weightGradient, j);");
                using (writer.Block("if (overwrite)"))
                {
                    WriteOuterProduct(writer, dialect, kernel, tiling, width, usedOfLast, overwrite: true);
                }

                using (writer.Block("else"))
                {
                    WriteOuterProduct(writer, dialect, kernel, tiling, width, usedOfLast, overwrite: false);
                }
            });
        }
    }

    private static void WriteSampleBiasGradient(SourceWriter writer, VectorDialect dialect, Kernel.RowOuterProducts kernel) =>
        KernelWriter.ForEachVector(writer, dialect, Outputs(kernel), (j, used) =>
        {
            writer.Line($"{dialect.Vector} before = overwrite ? {dialect.Zero} : {dialect.Load("biasGradient", j)};");
            string sum = dialect.MultiplyAdd(dialect.Load("delta", j), dialect.Broadcast("factor"), "before");
            writer.Line(dialect.Store(KernelWriter.Masked(dialect, sum, used), "biasGradient", j) + ";");
        });

    private static void WriteOuterProduct(
        SourceWriter writer, VectorDialect dialect, Kernel.RowOuterProducts kernel, Tiling.RowOuterProducts tiling, int vectors, int usedOfLast, bool overwrite)
    {
        (string row, string lane) = (Letter(kernel.RowsAreOutputs), Letter(!kernel.RowsAreOutputs));
        int unroll = Math.Min(tiling.SampleUnroll, kernel.Rows);
        int whole = kernel.Rows / unroll * unroll;
        if (whole == unroll)
        {
            WriteRows(0, kernel.Rows, "");
            return;
        }

        if (tiling.SampleDescends)
        {
            WriteMove(whole);
            WriteRows(whole, kernel.Rows - whole, "");
            using (writer.Block($"for (int k = {Text(whole - unroll)}; k >= 0; k -= {Text(unroll)})"))
            {
                WriteMove(-unroll);
                WriteRows(0, unroll, "k");
            }

            return;
        }

        using (writer.Block($"for (int k = 0; k < {Text(whole)}; {(unroll == 1 ? "k++" : $"k += {Text(unroll)}")})"))
        {
            WriteRows(0, unroll, "k");
            WriteMove(unroll);
        }

        WriteRows(whole, kernel.Rows - whole, "");

        void WriteMove(int rows) => writer.Line($"g = ref Unsafe.Add(ref g, {Text(rows * kernel.WeightStride)});");

        void WriteRows(int first, int count, string k)
        {
            for (int i = 0; i < count; i++)
            {
                string index = k.Length == 0 ? Text(first + i) : i == 0 ? k : $"{k} + {Text(i)}";
                string factor = k.Length == 0 ? $"last{Text(i)}" : $"{row}{Text(i)}";
                writer.Line($"{dialect.Vector} {factor} = {dialect.Broadcast(VectorDialect.At(RowSource(kernel), index))};");
                for (int vector = 0; vector < vectors; vector++)
                {
                    string place = Text((i * kernel.WeightStride) + (vector * dialect.Lanes));
                    string value = overwrite
                        ? dialect.Multiply(factor, $"{lane}{Text(vector)}")
                        : dialect.MultiplyAdd(factor, $"{lane}{Text(vector)}", dialect.Load("g", place));
                    int used = vector == vectors - 1 ? usedOfLast : dialect.Lanes;
                    writer.Line(dialect.Store(KernelWriter.Masked(dialect, value, used), "g", place) + ";");
                }
            }
        }
    }

    private static string LoadLanes(VectorDialect dialect, Kernel.RowOuterProducts kernel, string reference, string offset, int used) =>
        KernelWriter.LoadRow(dialect, reference, LaneStride(kernel), kernel.Length, offset, used);

    private static int Outputs(Kernel.RowOuterProducts kernel) => kernel.RowsAreOutputs ? kernel.Rows : kernel.Length;

    /// <summary>What has one element for each stored row, and what is as long as a row.</summary>
    private static string RowSource(Kernel.RowOuterProducts kernel) => kernel.RowsAreOutputs ? "delta" : "input";

    private static string LaneSource(Kernel.RowOuterProducts kernel) => kernel.RowsAreOutputs ? "input" : "delta";

    private static int RowStride(Kernel.RowOuterProducts kernel) => kernel.RowsAreOutputs ? kernel.DeltaStride : kernel.InputStride;

    private static int LaneStride(Kernel.RowOuterProducts kernel) => kernel.RowsAreOutputs ? kernel.InputStride : kernel.DeltaStride;

    private static string RowOf(Kernel.RowOuterProducts kernel) => kernel.RowsAreOutputs ? "output" : "input";

    private static string LaneOf(Kernel.RowOuterProducts kernel) => kernel.RowsAreOutputs ? "input" : "output";

    private static string Letter(bool delta) => delta ? "d" : "a";

    private static IEnumerable<(int Row, int Vector)> Pairs(int rows, int vectors) =>
        Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, vectors).Select(vector => (row, vector)));

    private static string Sum(int row, int vector, int sample = 0) => $"g{Text(row)}_{Text(vector)}{(sample == 0 ? "" : "_" + Text(sample))}";
}

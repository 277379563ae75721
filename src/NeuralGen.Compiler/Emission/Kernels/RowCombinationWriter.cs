using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// Sums of stored rows, which run along vectors of results: a method for blocks of samples and one for a single sample,
/// each with bias and activation fused.
/// </summary>
internal static class RowCombinationWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.RowCombination kernel, Tiling.RowCombination tiling)
    {
        if (tiling.Samples == 1)
        {
            KernelWriter.WriteSampleBySample(writer, dialect, tiled, KernelWriter.Rows(kernel));
        }
        else
        {
            WriteBlock(writer, dialect, tiled, kernel, tiling);
        }

        WriteSample(writer, dialect, tiled, kernel, tiling);
    }

    /// <summary>
    /// The elements of a row that are computed: all its vectors where it is padded, else no more than there are. What factors make
    /// of the padding must be told apart.
    /// </summary>
    public static int Written(VectorDialect dialect, Kernel.RowCombination kernel) => kernel.IsPadded && kernel.Factors.Count == 0
        ? dialect.Vectors(kernel.Length) * dialect.Lanes
        : kernel.Length;

    private static void WriteBlock(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.RowCombination kernel, Tiling.RowCombination tiling)
    {
        string comment = $"Tiles of {Count(tiling.Samples, "sample")} x {Count(tiling.Vectors, "vector")} of {Count(dialect.Lanes, kernel.Result)} stay in registers over the sum";
        using (KernelWriter.BlockMethod(writer, dialect, tiled, comment + TileMethodsWriter.Comment(kernel, tiling)))
        {
            KernelWriter.WriteFewSamples(writer, dialect, kernel, tiling.FewestSamples);
            WriteTiles(writer, dialect, kernel, tiling);
            KernelWriter.WriteActivationOfBlock(writer, dialect, kernel, Written(dialect, kernel));
        }

        writer.Blank();
        if (tiling.HasTileMethods)
        {
            TileMethodsWriter.WriteMethods(writer, dialect, kernel, tiling);
        }
    }

    /// <summary>
    /// The tiles of a block of at least as many samples as a tile has. Where they are methods,
    /// <see cref="TileMethodsWriter.WriteMethods"/> has to follow.
    /// </summary>
    public static void WriteTiles(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel, Tiling.RowCombination tiling)
    {
        if (tiling.HasTileMethods)
        {
            TileMethodsWriter.WriteCalls(writer, dialect, kernel, tiling);
            return;
        }

        string samples = Text(tiling.Samples);
        Blocks.Write(writer, dialect, Written(dialect, kernel), tiling.Vectors, (width, used) =>
        {
            using (writer.Block($"for (int tile = 0; tile < count; tile += {samples})"))
            {
                writer.Line("// The last tile overlaps the one before it, so that no samples are left over.");
                writer.Line($"int sample = Math.Min(tile, count - {samples});");
                writer.Line($"ref {dialect.Scalar} {kernel.Factor} = ref Unsafe.Add(ref {kernel.From}, sample * {Text(kernel.FromStride)});");
                writer.Line($"ref {dialect.Scalar} {kernel.Sum} = ref Unsafe.Add(ref {kernel.To}, (sample * {Text(kernel.ToStride)}) + j);");
                WriteFactors(writer, dialect, kernel, row => $"(sample * {Text(row.Stride)}) + j");
                WriteTile(writer, dialect, kernel, new Tile(tiling.Samples, width, used, PartialSums: 1, Unroll: 1));
            }
        });
    }

    /// <summary>References to the factors of the first result of a tile.</summary>
    public static void WriteFactors(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel, Func<Row, string> place)
    {
        foreach (Row row in kernel.Factors)
        {
            writer.Line($"ref {dialect.Scalar} {FactorReference(row)} = ref Unsafe.Add(ref {KernelWriter.RowReference(row.Name)}, {place(row)});");
        }
    }

    /// <summary>The name of the reference to a factor of a tile's first result.</summary>
    public static string FactorReference(Row row) => row.Name + "Tile";

    private static void WriteSample(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.RowCombination kernel, Tiling.RowCombination tiling)
    {
        if (tiling.SampleInMemory)
        {
            RowsInTurnWriter.Write(writer, dialect, tiled, kernel, tiling);
            return;
        }

        int vectors = dialect.Vectors(kernel.Length);
        string sums = tiling.PartialSums == 1 ? "" : $", {Text(tiling.PartialSums)} partial sums each";
        string comment = $"{Count(Math.Min(vectors, tiling.SampleVectors), "vector")} of {Count(dialect.Lanes, kernel.Result)} at a time{sums}";
        using (KernelWriter.SampleMethod(writer, dialect, tiled, comment))
        {
            Blocks.Write(writer, dialect, Written(dialect, kernel), tiling.SampleVectors, (width, used) =>
            {
                writer.Line($"ref {dialect.Scalar} {kernel.Factor} = ref {kernel.From};");
                writer.Line($"ref {dialect.Scalar} {kernel.Sum} = ref Unsafe.Add(ref {kernel.To}, j);");
                WriteFactors(writer, dialect, kernel, _ => "j");
                WriteTile(writer, dialect, kernel, new Tile(1, width, used, tiling.PartialSums, tiling.SampleUnroll));
            });
        }
    }

    /// <summary>
    /// Sums over the rows for some samples and vectors of results. Expects references to the first sample's row and to the
    /// place of the first result.
    /// </summary>
    private static void WriteTile(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel, Tile tile)
    {
        writer.Line($"ref {dialect.Scalar} w = ref Unsafe.Add(ref weights, j);");
        for (int vector = 0; vector < tile.Vectors; vector++)
        {
            string start = kernel.Bias ? dialect.Load("biases", Offset("j", vector * dialect.Lanes)) : dialect.Zero;
            for (int sample = 0; sample < tile.Samples; sample++)
            {
                writer.Line($"{dialect.Vector} {Accumulator(kernel, sample, vector, 0)} = {(sample == 0 ? start : Accumulator(kernel, 0, vector, 0))};");
            }

            for (int part = 1; part < tile.PartialSums && HasLoop(kernel, tile); part++)
            {
                writer.Line($"{dialect.Vector} {Accumulator(kernel, 0, vector, part)} = {dialect.Zero};");
            }
        }

        WriteSum(writer, dialect, kernel, tile);
        for (int vector = 0; vector < tile.Vectors && tile.PartialSums > 1; vector++)
        {
            string[] parts = [.. Enumerable.Range(0, tile.PartialSums).Select(part => Accumulator(kernel, 0, vector, part))];
            writer.Line($"{parts[0]} = {KernelWriter.SumInPairs(parts)};");
        }

        writer.Blank();
        for (int sample = 0; sample < tile.Samples; sample++)
        {
            for (int vector = 0; vector < tile.Vectors; vector++)
            {
                int used = vector == tile.Vectors - 1 ? tile.UsedOfLast : dialect.Lanes;
                string sum = Accumulator(kernel, sample, vector, 0);
                string result = tile.Samples == 1 || kernel.ActivatesInTiles ? Activated(dialect, kernel, sum, sample, vector, used) : sum;
                writer.Line(KernelWriter.StoreResult(dialect, kernel, result, kernel.Sum, Text((sample * kernel.ToStride) + (vector * dialect.Lanes)), used));
            }
        }
    }

    /// <summary>A sum of a tile after the epilogue.</summary>
    public static string Activated(VectorDialect dialect, Kernel.RowCombination kernel, string sum, int sample, int vector, int used) =>
        KernelWriter.Activated(
            kernel, sum, KernelWriter.LoadFactors(dialect, kernel, FactorReference, row => Text((sample * row.Stride) + (vector * dialect.Lanes)), used));

    private static void WriteSum(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel, Tile tile)
    {
        bool hasLoop = HasLoop(kernel, tile);
        int rest = hasLoop ? kernel.Rows % tile.Unroll : kernel.Rows;
        if (hasLoop)
        {
            writer.Blank();
            using (writer.Block($"for (int k = 0; k < {Text(kernel.Rows - rest)}; {(tile.Unroll == 1 ? "k++" : $"k += {Text(tile.Unroll)}")})"))
            {
                WriteProducts(writer, dialect, kernel, tile, tile.Unroll);
                writer.Line($"{kernel.Factor} = ref Unsafe.Add(ref {kernel.Factor}, {Text(tile.Unroll)});");
                writer.Line($"w = ref Unsafe.Add(ref w, {Text(tile.Unroll * kernel.WeightStride)});");
            }
        }

        // What the loop did not reach, or all of it where there is no loop.
        if (hasLoop && rest > 1)
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

    private static bool HasLoop(Kernel.RowCombination kernel, Tile tile) => kernel.Rows / tile.Unroll > 1;

    /// <summary>
    /// A few consecutive rows times their factors, which take turns with the partial sums. Without a loop, the partial sums behind the
    /// first one begin as products.
    /// </summary>
    public static void WriteProducts(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel, Tile tile, int count)
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
                string x = $"{kernel.Factor}{Text(sample)}{suffix}";
                writer.Line($"{dialect.Vector} {x} = {dialect.Broadcast(VectorDialect.At(kernel.Factor, Text((sample * kernel.FromStride) + part)))};");
                for (int vector = 0; vector < tile.Vectors; vector++)
                {
                    string weight = tile.Samples > 1
                        ? $"w{Text(vector)}{suffix}"
                        : dialect.Load("w", Text((part * kernel.WeightStride) + (vector * dialect.Lanes)));
                    string sum = Accumulator(kernel, sample, vector, part % tile.PartialSums);
                    bool begins = part > 0 && part < tile.PartialSums && !HasLoop(kernel, tile);
                    writer.Line(begins ? $"{dialect.Vector} {sum} = {x} * {weight};" : $"{sum} = {dialect.MultiplyAdd(x, weight, sum)};");
                }
            }
        }
    }

    public static string Accumulator(Kernel.Product kernel, int sample, int vector, int part) =>
        $"{kernel.Sum}{Text(sample)}_{Text(vector)}{(part == 0 ? "" : $"_{Text(part)}")}";

    private static string Offset(string variable, int constant) => constant == 0 ? variable : $"{variable} + {Text(constant)}";

    /// <summary>Samples by vectors of sums in registers, and how many rows one turn of the loop takes.</summary>
    public readonly record struct Tile(int Samples, int Vectors, int UsedOfLast, int PartialSums, int Unroll);
}

using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// Tiles as methods of their own: of several heights, so that few samples are computed twice, and where the first-level cache does
/// not hold the weights, for some rows of them at a time. Their sums wait in memory meanwhile.
/// </summary>
internal static class TileMethodsWriter
{
    /// <summary>What a block's comment says besides.</summary>
    public static string Comment(Kernel.RowCombination kernel, Tiling.RowCombination tiling) =>
        tiling.CachedRows == 0 ? "" : $", of which {Count(tiling.CachedRows, kernel.Term)} at a time find their weights in the first-level cache";

    /// <summary>The loops over the tiles of a block of at least as many samples as the smallest tile has.</summary>
    public static void WriteCalls(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel, Tiling.RowCombination tiling)
    {
        string samples = Text(tiling.Samples);
        string allRows = tiling.CachedRows > 0 ? "0, " + Text(kernel.Rows) : "";
        writer.Line($"int whole = count - (count % {samples});");
        Blocks.Write(writer, dialect, RowCombinationWriter.Written(dialect, kernel), tiling.Vectors, (width, used) =>
        {
            if (tiling.CachedRows > 0)
            {
                using (writer.Block($"for (int first = 0; first < {Text(kernel.Rows)}; first += {Text(tiling.CachedRows)})"))
                {
                    writer.Line($"int end = Math.Min(first + {Text(tiling.CachedRows)}, {Text(kernel.Rows)});");
                    WriteWholeTiles("first, end");
                }
            }
            else
            {
                WriteWholeTiles("");
            }

            writer.Blank();
            writer.Line("// What remains. The last tile overlaps the one before it: a sample that is computed twice gets the same result.");
            if (tiling.SmallTiles is { } small)
            {
                WriteSmallTiles(small);
                return;
            }

            using (writer.Block("if (whole < count)"))
            {
                writer.Line($"int sample = count - {samples};");
                WriteCall(tiling.Samples, allRows);
            }

            void WriteWholeTiles(string rows)
            {
                using (writer.Block($"for (int sample = 0; sample < whole; sample += {samples})"))
                {
                    WriteCall(tiling.Samples, rows);
                }
            }

            void WriteSmallTiles(SmallTiles small)
            {
                using (writer.Block("for (int next = whole; next < count;)"))
                {
                    if (small.Heights.Count == 1)
                    {
                        WriteSmallTile(small.Heights[0]);
                        return;
                    }

                    writer.Line("int left = count - next;");
                    foreach (int height in small.Heights.Take(small.Heights.Count - 1))
                    {
                        IEnumerable<int> before = Enumerable.Range(1, small.Next.Count).Where(samples => small.Next[samples - 1] == height);
                        using (writer.Block($"if (count >= {Text(height)} && left is {string.Join(" or ", before.Select(Text))})"))
                        {
                            WriteSmallTile(height);
                        }
                    }

                    using (writer.Block("else"))
                    {
                        WriteSmallTile(small.Heights[small.Heights.Count - 1]);
                    }
                }
            }

            void WriteSmallTile(int height)
            {
                writer.Line($"int sample = Math.Min(next, count - {Text(height)});");
                WriteCall(height, allRows);
                writer.Line($"next += {Text(height)};");
            }

            void WriteCall(int height, string rows)
            {
                string biases = kernel.Bias ? "ref Unsafe.Add(ref biases, j), " : "";
                writer.Line($"ref {dialect.Scalar} {kernel.Factor} = ref Unsafe.Add(ref {kernel.From}, sample * {Text(kernel.FromStride)});");
                writer.Line($"ref {dialect.Scalar} {kernel.Sum} = ref Unsafe.Add(ref {kernel.To}, (sample * {Text(kernel.ToStride)}) + j);");
                RowCombinationWriter.WriteFactors(writer, dialect, kernel, row => $"(sample * {Text(row.Stride)}) + j");
                string factors = string.Concat(kernel.Factors.Select(row => $"ref {RowCombinationWriter.FactorReference(row)}, "));
                writer.Line(
                    $"{MethodName(dialect, kernel, height, width, used)}(ref {kernel.Factor}, ref Unsafe.Add(ref weights, j), {biases}{factors}ref {kernel.Sum}{(rows.Length == 0 ? "" : ", " + rows)});");
            }
        });
    }

    /// <summary>The methods of the tiles: of all heights, for whole columns and for what remains behind them.</summary>
    public static void WriteMethods(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel, Tiling.RowCombination tiling)
    {
        foreach (Blocks.Block block in Blocks.Of(dialect, RowCombinationWriter.Written(dialect, kernel), tiling.Vectors))
        {
            foreach (int samples in new[] { tiling.Samples }.Concat(tiling.SmallTiles?.Heights ?? EquatableArray<int>.Empty))
            {
                var tile = new RowCombinationWriter.Tile(samples, block.Width, block.Used, PartialSums: 1, Unroll: 1);
                WriteMethod(writer, dialect, kernel, tiling.CachedRows > 0, tile);
                writer.Blank();
            }
        }
    }

    private static string MethodName(VectorDialect dialect, Kernel.RowCombination kernel, int samples, int vectors, int usedOfLast) =>
        $"{kernel.Name}Tile{Text(samples)}x{Text(vectors)}{(usedOfLast == dialect.Lanes ? "" : "Last")}";

    private static void WriteMethod(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel, bool someRows, RowCombinationWriter.Tile tile)
    {
        (int Sample, int Vector)[] pairs =
            [.. Enumerable.Range(0, tile.Samples).SelectMany(sample => Enumerable.Range(0, tile.Vectors).Select(vector => (sample, vector)))];
        string scalar = "ref " + dialect.Scalar;
        string biases = kernel.Bias ? $"{scalar} biases, " : "";
        string factors = string.Concat(kernel.Factors.Select(row => $"{scalar} {RowCombinationWriter.FactorReference(row)}, "));
        string rows = someRows ? " Adds the products with the rows of weights from <c>first</c> on and before <c>end</c>." : "";
        writer.Line($"/// <summary>{Count(tile.Samples, "sample")} x {Count(tile.Vectors, "vector")} of {Count(dialect.Lanes, kernel.Result)}.{rows}</summary>");
        writer.Line(KernelWriter.WholeMethod);
        using (writer.Block(
            $"private static void {MethodName(dialect, kernel, tile.Samples, tile.Vectors, tile.UsedOfLast)}({scalar} {kernel.Factor}, {scalar} w, {biases}{factors}{scalar} {kernel.Sum}{(someRows ? ", int first, int end" : "")})"))
        {
            if (someRows)
            {
                WriteStartOrGoOn();
            }
            else
            {
                WriteStart(dialect.Vector + " ");
            }

            writer.Blank();
            using (writer.Block(someRows ? "for (int k = first; k < end; k++)" : $"for (int k = 0; k < {Text(kernel.Rows)}; k++)"))
            {
                RowCombinationWriter.WriteProducts(writer, dialect, kernel, tile, 1);
                writer.Line($"{kernel.Factor} = ref Unsafe.Add(ref {kernel.Factor}, 1);");
                writer.Line($"w = ref Unsafe.Add(ref w, {Text(kernel.WeightStride)});");
            }

            if (!someRows || kernel.Epilogue is Variable || !kernel.ActivatesInTiles)
            {
                WriteStores(activates: kernel.ActivatesInTiles);
                return;
            }

            using (writer.Block($"if (end == {Text(kernel.Rows)})"))
            {
                WriteStores(activates: true);
            }

            using (writer.Block("else"))
            {
                WriteStores(activates: false);
            }
        }

        void WriteStart(string declaration)
        {
            foreach ((int sample, int vector) in pairs)
            {
                string start = kernel.Bias ? dialect.Load("biases", Text(vector * dialect.Lanes)) : dialect.Zero;
                writer.Line($"{declaration}{Sum(sample, vector)} = {(sample == 0 ? start : Sum(0, vector))};");
            }
        }

        void WriteStartOrGoOn()
        {
            foreach ((int sample, int vector) in pairs)
            {
                writer.Line($"{dialect.Vector} {Sum(sample, vector)};");
            }

            using (writer.Block("if (first == 0)"))
            {
                WriteStart("");
            }

            using (writer.Block("else"))
            {
                foreach ((int sample, int vector) in pairs)
                {
                    writer.Line($"{Sum(sample, vector)} = {KernelWriter.LoadRow(dialect, kernel.Sum, kernel.ToStride, kernel.ResultCount, Place(sample, vector), Used(vector))};");
                }

                writer.Line($"{kernel.Factor} = ref Unsafe.Add(ref {kernel.Factor}, first);");
                writer.Line($"w = ref Unsafe.Add(ref w, first * {Text(kernel.WeightStride)});");
            }
        }

        void WriteStores(bool activates)
        {
            foreach ((int sample, int vector) in pairs)
            {
                string sum = Sum(sample, vector);
                string result = activates ? RowCombinationWriter.Activated(dialect, kernel, sum, sample, vector, Used(vector)) : sum;
                writer.Line(KernelWriter.StoreResult(dialect, kernel, result, kernel.Sum, Place(sample, vector), Used(vector)));
            }
        }

        string Sum(int sample, int vector) => RowCombinationWriter.Accumulator(kernel, sample, vector, 0);

        string Place(int sample, int vector) => Text((sample * kernel.ToStride) + (vector * dialect.Lanes));

        int Used(int vector) => vector == tile.Vectors - 1 ? tile.UsedOfLast : dialect.Lanes;
    }
}

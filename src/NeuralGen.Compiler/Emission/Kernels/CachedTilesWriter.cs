using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// Sums of more rows than the first-level cache holds: all tiles of a block take some of them before they go on to the next
/// ones, and their sums wait in memory meanwhile.
/// </summary>
internal static class CachedTilesWriter
{
    /// <summary>What a block's comment says besides; empty where the cache holds all rows.</summary>
    public static string Comment(Kernel.RowCombination kernel, Tiling.RowCombination tiling) =>
        tiling.CachedRows == 0 ? "" : $", of which {Count(tiling.CachedRows, kernel.Term)} at a time find their weights in the first-level cache";

    /// <summary>The loops over the tiles of a block of at least as many samples as a tile has.</summary>
    public static void WriteCalls(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel, Tiling.RowCombination tiling)
    {
        string samples = Text(tiling.Samples);
        writer.Line($"int whole = count - (count % {samples});");
        Blocks.Write(writer, dialect, RowCombinationWriter.Written(dialect, kernel), tiling.Vectors, (width, used) =>
        {
            string method = MethodName(dialect, kernel, tiling, width, used);
            using (writer.Block($"for (int first = 0; first < {Text(kernel.Rows)}; first += {Text(tiling.CachedRows)})"))
            {
                writer.Line($"int end = Math.Min(first + {Text(tiling.CachedRows)}, {Text(kernel.Rows)});");
                using (writer.Block($"for (int sample = 0; sample < whole; sample += {samples})"))
                {
                    WriteCall("sample", "first", "end");
                }
            }

            writer.Blank();
            writer.Line("// The last tile overlaps the one before it, so that no samples are left over.");
            using (writer.Block("if (whole < count)"))
            {
                WriteCall($"(count - {samples})", "0", Text(kernel.Rows));
            }

            void WriteCall(string sample, string first, string end)
            {
                string biases = kernel.Bias ? "ref Unsafe.Add(ref biases, j), " : "";
                writer.Line($"ref {dialect.Scalar} {kernel.Factor} = ref Unsafe.Add(ref {kernel.From}, {sample} * {Text(kernel.FromStride)});");
                writer.Line($"ref {dialect.Scalar} {kernel.Sum} = ref Unsafe.Add(ref {kernel.To}, ({sample} * {Text(kernel.ToStride)}) + j);");
                writer.Line($"{method}(ref {kernel.Factor}, ref Unsafe.Add(ref weights, j), {biases}ref {kernel.Sum}, {first}, {end});");
            }
        });
    }

    /// <summary>The methods of the tiles, one for whole columns and one for what remains behind them.</summary>
    public static void WriteMethods(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel, Tiling.RowCombination tiling)
    {
        if (tiling.CachedRows == 0)
        {
            return;
        }

        foreach (Blocks.Block block in Blocks.Of(dialect, RowCombinationWriter.Written(dialect, kernel), tiling.Vectors))
        {
            string name = MethodName(dialect, kernel, tiling, block.Width, block.Used);
            WriteMethod(writer, dialect, kernel, name, new RowCombinationWriter.Tile(tiling.Samples, block.Width, block.Used, PartialSums: 1, Unroll: 1));
            writer.Blank();
        }
    }

    private static string MethodName(VectorDialect dialect, Kernel.RowCombination kernel, Tiling.RowCombination tiling, int width, int used) =>
        kernel.Name + (width == tiling.Vectors && used == dialect.Lanes ? "Tile" : "LastTile");

    private static void WriteMethod(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel, string name, RowCombinationWriter.Tile tile)
    {
        string biases = kernel.Bias ? $"ref {dialect.Scalar} biases, " : "";
        string scalar = "ref " + dialect.Scalar;
        writer.Line($"/// <summary>{Count(tile.Samples, "sample")} x {Count(tile.Vectors, "vector")} of {Count(dialect.Lanes, kernel.Result)}: adds the products with rows of weights from <c>first</c> to before <c>end</c>.</summary>");
        writer.Line(KernelWriter.WholeMethod);
        using (writer.Block($"private static void {name}({scalar} {kernel.Factor}, {scalar} w, {biases}{scalar} {kernel.Sum}, int first, int end)"))
        {
            (int Sample, int Vector)[] pairs =
                [.. Enumerable.Range(0, tile.Samples).SelectMany(sample => Enumerable.Range(0, tile.Vectors).Select(vector => (sample, vector)))];
            foreach ((int sample, int vector) in pairs)
            {
                writer.Line($"{dialect.Vector} {Sum(sample, vector)};");
            }

            using (writer.Block("if (first == 0)"))
            {
                foreach ((int sample, int vector) in pairs)
                {
                    string start = kernel.Bias ? dialect.Load("biases", Text(vector * dialect.Lanes)) : dialect.Zero;
                    writer.Line($"{Sum(sample, vector)} = {(sample == 0 ? start : Sum(0, vector))};");
                }
            }

            using (writer.Block("else"))
            {
                foreach ((int sample, int vector) in pairs)
                {
                    writer.Line($"{Sum(sample, vector)} = {dialect.LoadFirst(kernel.Sum, Place(sample, vector), Used(vector))};");
                }

                writer.Line($"{kernel.Factor} = ref Unsafe.Add(ref {kernel.Factor}, first);");
                writer.Line($"w = ref Unsafe.Add(ref w, first * {Text(kernel.WeightStride)});");
            }

            writer.Blank();
            using (writer.Block("for (int k = first; k < end; k++)"))
            {
                RowCombinationWriter.WriteProducts(writer, dialect, kernel, tile, 1);
                writer.Line($"{kernel.Factor} = ref Unsafe.Add(ref {kernel.Factor}, 1);");
                writer.Line($"w = ref Unsafe.Add(ref w, {Text(kernel.WeightStride)});");
            }

            if (kernel.Epilogue is Variable)
            {
                WriteStores(activated: false);
                return;
            }

            using (writer.Block($"if (end == {Text(kernel.Rows)})"))
            {
                WriteStores(activated: true);
            }

            using (writer.Block("else"))
            {
                WriteStores(activated: false);
            }

            void WriteStores(bool activated)
            {
                foreach ((int sample, int vector) in pairs)
                {
                    string sum = activated ? KernelWriter.Activated(kernel, Sum(sample, vector)) : Sum(sample, vector);
                    writer.Line(dialect.StoreFirst(sum, kernel.Sum, Place(sample, vector), Used(vector)) + ";");
                }
            }
        }

        string Sum(int sample, int vector) => RowCombinationWriter.Accumulator(kernel, sample, vector, 0);

        string Place(int sample, int vector) => Text((sample * kernel.ToStride) + (vector * dialect.Lanes));

        int Used(int vector) => vector == tile.Vectors - 1 ? tile.UsedOfLast : dialect.Lanes;
    }
}

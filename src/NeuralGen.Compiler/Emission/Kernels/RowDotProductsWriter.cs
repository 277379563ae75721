using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// Dot products with stored rows: the lanes of as many dot products as fill a vector are summed together. A block of
/// samples takes the sums of rows of the transposed weights instead, or tiles of samples by rows.
/// </summary>
internal static class RowDotProductsWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.RowDotProducts kernel, Tiling.RowDotProducts tiling)
    {
        if (tiling.Transposed is { } combination)
        {
            WriteTransposed(writer, dialect, tiled, kernel, combination);
        }
        else if (tiling.Samples == 1)
        {
            KernelWriter.WriteSampleBySample(writer, dialect, tiled, KernelWriter.Rows(kernel));
        }
        else
        {
            WriteBlock(writer, dialect, tiled, kernel, tiling);
        }

        WriteSample(writer, dialect, tiled, kernel, tiling);
    }

    private static void WriteSample(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.RowDotProducts kernel, Tiling.RowDotProducts tiling)
    {
        int vectors = dialect.Vectors(kernel.Length);
        string comment = $"{Count(Math.Min(dialect.Lanes, kernel.Rows), "dot product")} over {Count(kernel.Length, kernel.Term)} at a time";
        using (KernelWriter.SampleMethod(writer, dialect, tiled, comment))
        {
            bool inRegisters = vectors <= tiling.VectorsInRegisters;
            for (int vector = 0; vector < vectors && inRegisters; vector++)
            {
                writer.Line($"{dialect.Vector} {kernel.Factor}{Text(vector)} = {LoadFrom(dialect, kernel, kernel.From, Text(vector * dialect.Lanes), dialect.Used(kernel.Length, vector))};");
            }

            Blocks.ForEachGroup(writer, kernel.Rows, dialect.Lanes, rows => WriteRows(writer, dialect, kernel, inRegisters, rows));
        }
    }

    /// <summary>The dot products with some rows from k on, which end in one vector.</summary>
    private static void WriteRows(SourceWriter writer, VectorDialect dialect, Kernel.RowDotProducts kernel, bool inRegisters, int rows)
    {
        writer.Line($"ref {dialect.Scalar} w = ref Unsafe.Add(ref weights, k * {Text(kernel.WeightStride)});");
        string[] sums = inRegisters ? WriteSums(writer, dialect, kernel, rows) : WriteLongSums(writer, dialect, kernel, rows);
        string[] factors = KernelWriter.LoadFactors(dialect, kernel, row => KernelWriter.RowReference(row.Name), _ => "k", rows);
        string results = Activated(dialect, kernel, sums, dialect.Load("biases", "k"), factors);
        writer.Line(KernelWriter.StoreResult(dialect, kernel, results, kernel.To, "k", rows));
    }

    /// <summary>Sums over what is in registers.</summary>
    private static string[] WriteSums(SourceWriter writer, VectorDialect dialect, Kernel.RowDotProducts kernel, int rows)
    {
        string[] sums = [.. Enumerable.Range(0, rows).Select(row => kernel.Sum + Text(row))];
        for (int row = 0; row < rows; row++)
        {
            writer.Line($"{dialect.Vector} {sums[row]} = {dialect.Load("w", Text(row * kernel.WeightStride))} * {kernel.Factor}0;");
            for (int vector = 1; vector < dialect.Vectors(kernel.Length); vector++)
            {
                string weight = dialect.Load("w", Text((row * kernel.WeightStride) + (vector * dialect.Lanes)));
                writer.Line($"{sums[row]} = {dialect.MultiplyAdd(weight, $"{kernel.Factor}{Text(vector)}", sums[row])};");
            }
        }

        return sums;
    }

    /// <summary>Sums in a loop over the row, several for each row where a few would wait for each other.</summary>
    private static string[] WriteLongSums(SourceWriter writer, VectorDialect dialect, Kernel.RowDotProducts kernel, int rows)
    {
        int vectors = dialect.Vectors(kernel.Length);
        int parts = 1;
        while (2 * parts * rows <= MachineModel.MultiplyAddsInFlight && 2 * parts <= vectors)
        {
            parts *= 2;
        }

        string Sum(int row, int part) => $"{kernel.Sum}{Text(row)}{(parts == 1 ? "" : $"_{Text(part)}")}";
        for (int row = 0; row < rows; row++)
        {
            for (int part = 0; part < parts; part++)
            {
                writer.Line($"{dialect.Vector} {Sum(row, part)} = {dialect.Zero};");
            }
        }

        // A vector that is only partly used is never in the loop.
        int turn = parts * dialect.Lanes;
        int whole = kernel.Length / turn * turn;
        using (writer.Block($"for (int j = 0; j < {Text(whole)}; j += {Text(turn)})"))
        {
            for (int part = 0; part < parts; part++)
            {
                WriteProducts("j", part * dialect.Lanes, part, dialect.Lanes);
            }
        }

        for (int vector = whole / dialect.Lanes; vector < vectors; vector++)
        {
            using (writer.Block())
            {
                WriteProducts("", vector * dialect.Lanes, vector % parts, dialect.Used(kernel.Length, vector));
            }
        }

        for (int row = 0; row < rows && parts > 1; row++)
        {
            writer.Line($"{Sum(row, 0)} = {KernelWriter.SumInPairs([.. Enumerable.Range(0, parts).Select(part => Sum(row, part))])};");
        }

        return [.. Enumerable.Range(0, rows).Select(row => Sum(row, 0))];

        void WriteProducts(string j, int offset, int part, int used)
        {
            string from = kernel.Factor + (parts == 1 || j.Length == 0 ? "" : Text(part));
            writer.Line($"{dialect.Vector} {from} = {LoadFrom(dialect, kernel, kernel.From, At(j, offset), used)};");
            for (int row = 0; row < rows; row++)
            {
                string weight = dialect.Load("w", At(j, (row * kernel.WeightStride) + offset));
                writer.Line($"{Sum(row, part)} = {dialect.MultiplyAdd(weight, from, Sum(row, part))};");
            }
        }
    }

    /// <summary>
    /// With the weights turned round, the sums run along vectors of results. A few samples do not pay for turning.
    /// </summary>
    private static void WriteTransposed(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.RowDotProducts kernel, Tiling.RowCombination tiling)
    {
        string comment = $"W is transposed, then tiles of {Count(tiling.Samples, "sample")} x {Count(tiling.Vectors, "vector")} of {Count(dialect.Lanes, kernel.Result)} stay in registers over the sum";
        using (KernelWriter.BlockMethod(writer, dialect, tiled, comment + TileMethodsWriter.Comment(kernel.Transposed, tiling)))
        {
            KernelWriter.WriteFewSamples(writer, dialect, kernel, Math.Max(tiling.FewestSamples, kernel.TransposedFrom));
            writer.Line($"Transposition.Transpose(ref weights, {Text(kernel.Rows)}, {Text(kernel.Length)}, {Text(kernel.WeightStride)}, ref transposed, {Text(kernel.TransposedStride)});");
            writer.Line("weights = ref transposed;");
            writer.Blank();
            RowCombinationWriter.WriteTiles(writer, dialect, kernel.Transposed, tiling);
            KernelWriter.WriteActivationOfBlock(writer, dialect, kernel, RowCombinationWriter.Written(dialect, kernel.Transposed));
        }

        writer.Blank();
        if (tiling.HasTileMethods)
        {
            TileMethodsWriter.WriteMethods(writer, dialect, kernel.Transposed, tiling);
        }
    }

    private static void WriteBlock(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.RowDotProducts kernel, Tiling.RowDotProducts tiling)
    {
        string comment = $"Dot products over {Count(kernel.Length, kernel.Term)}, {Count(tiling.Samples, "sample")} x {Count(tiling.Rows, "row")} of weights at a time";
        using (KernelWriter.BlockMethod(writer, dialect, tiled, comment))
        {
            writer.Line("int sample = 0;");
            using (writer.Block($"for (; sample <= count - {Text(tiling.Samples)}; sample += {Text(tiling.Samples)})"))
            {
                writer.Line($"ref {dialect.Scalar} {kernel.Factor} = ref Unsafe.Add(ref {kernel.From}, sample * {Text(kernel.FromStride)});");
                Blocks.ForEachGroup(writer, kernel.Rows, tiling.Rows, rows => WriteTile(writer, dialect, kernel, tiling.Samples, rows));
                WritePadding(writer, dialect, kernel, tiling.Samples);
            }

            using (writer.Block("for (; sample < count; sample++)"))
            {
                string biases = kernel.Bias ? ", ref biases" : "";
                string factors = string.Concat(kernel.Factors.Select(row => $", ref Unsafe.Add(ref {KernelWriter.RowReference(row.Name)}, sample * {Text(row.Stride)})"));
                writer.Line($"{KernelWriter.SampleName(kernel)}(ref Unsafe.Add(ref {kernel.From}, sample * {Text(kernel.FromStride)}), ref weights{biases}{factors}, ref Unsafe.Add(ref {kernel.To}, sample * {Text(kernel.ToStride)}));");
            }
        }

        writer.Blank();
    }

    /// <summary>The dot products of some samples with some rows from k on.</summary>
    private static void WriteTile(SourceWriter writer, VectorDialect dialect, Kernel.RowDotProducts kernel, int samples, int rows)
    {
        string Sum(int sample, int row) => $"{kernel.Sum}{Text(sample)}_{Text(row)}";
        (int Sample, int Row)[] pairs = [.. Enumerable.Range(0, samples).SelectMany(sample => Enumerable.Range(0, rows).Select(row => (sample, row)))];
        writer.Line($"ref {dialect.Scalar} w = ref Unsafe.Add(ref weights, k * {Text(kernel.WeightStride)});");
        writer.Line($"ref {dialect.Scalar} {kernel.Sum} = ref Unsafe.Add(ref {kernel.To}, (sample * {Text(kernel.ToStride)}) + k);");
        foreach ((int sample, int row) in pairs)
        {
            writer.Line($"{dialect.Vector} {Sum(sample, row)} = {dialect.Zero};");
        }

        KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) =>
        {
            for (int row = 0; row < rows; row++)
            {
                writer.Line($"{dialect.Vector} w{Text(row)} = {dialect.Load("w", At(j, row * kernel.WeightStride))};");
            }

            for (int sample = 0; sample < samples; sample++)
            {
                string from = kernel.Factor + Text(sample);
                writer.Line($"{dialect.Vector} {from} = {LoadFrom(dialect, kernel, kernel.Factor, At(j, sample * kernel.FromStride), used)};");
                for (int row = 0; row < rows; row++)
                {
                    writer.Line($"{Sum(sample, row)} = {dialect.MultiplyAdd($"w{Text(row)}", from, Sum(sample, row))};");
                }
            }
        });

        for (int sample = 0; sample < samples; sample++)
        {
            string[] sums = [.. Enumerable.Range(0, rows).Select(row => Sum(sample, row))];

            // Rows that fill no vector start where a vector of biases or factors might end behind them.
            int current = sample;
            IEnumerable<string> factors = kernel.Factors.Select(row =>
                dialect.LoadFirst(KernelWriter.RowReference(row.Name), $"((sample + {Text(current)}) * {Text(row.Stride)}) + k", rows));
            string results = Activated(dialect, kernel, sums, kernel.Bias ? dialect.LoadFirst("biases", "k", rows) : "", [.. factors]);
            writer.Line(dialect.StoreFirst(results, kernel.Sum, Text(sample * kernel.ToStride), rows) + ";");
        }
    }

    /// <summary>The sums of lanes, with bias and epilogue.</summary>
    private static string Activated(VectorDialect dialect, Kernel.RowDotProducts kernel, string[] sums, string biases, string[] factors)
    {
        string results = dialect.SumsOfLanes(sums);
        return KernelWriter.Activated(kernel, kernel.Bias ? $"({results} + {biases})" : results, factors);
    }

    /// <summary>What lies behind the end of a padded row of a gradient is read as delta's padding, which must be zero.</summary>
    private static void WritePadding(SourceWriter writer, VectorDialect dialect, Kernel.RowDotProducts kernel, int samples)
    {
        int padding = kernel.Backwards && kernel.IsPadded ? Padding.RoundUp(kernel.Rows, dialect.Precision) - kernel.Rows : 0;
        for (int row = 0; row < samples && padding > 0; row++)
        {
            string sample = row == 0 ? "sample" : $"(sample + {Text(row)})";
            writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {kernel.To}, ({sample} * {Text(kernel.ToStride)}) + {Text(kernel.Rows)}), {Text(padding)}).Clear();");
        }
    }

    /// <summary>
    /// Reads a vector of what is multiplied with the rows. The padding of rows is zero, and so must be what meets it: what
    /// lies behind an activation's end may be infinite.
    /// </summary>
    private static string LoadFrom(VectorDialect dialect, Kernel.RowDotProducts kernel, string reference, string offset, int used)
    {
        string loaded = KernelWriter.LoadRow(dialect, reference, kernel.FromStride, kernel.Length, offset, used);
        return kernel.Backwards || kernel.FromStride == kernel.Length ? loaded : KernelWriter.Masked(dialect, loaded, used);
    }

    private static string At(string j, int constant) => j.Length == 0 || j == "0" ? Text(constant) : constant == 0 ? j : $"{j} + {Text(constant)}";
}

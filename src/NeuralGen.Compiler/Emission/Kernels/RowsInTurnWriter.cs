using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// One sample's sums of rows that the first-level cache does not hold: the rows are read in turn, each from one end to the
/// other, which is the order that a processor fetches ahead in. The sums wait in memory.
/// </summary>
internal static class RowsInTurnWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.RowCombination kernel, Tiling.RowCombination tiling)
    {
        string comment = $"{Count(tiling.SampleUnroll, "whole row")} of weights in turn, {Count(tiling.SampleVectors, "vector")} of {Count(dialect.Lanes, kernel.Result)} at a time";
        using (KernelWriter.SampleMethod(writer, dialect, tiled, comment))
        {
            WriteStart(writer, dialect, kernel);
            writer.Line($"ref {dialect.Scalar} {kernel.Factor} = ref {kernel.From};");
            writer.Line($"ref {dialect.Scalar} w = ref weights;");
            int whole = kernel.Rows / tiling.SampleUnroll * tiling.SampleUnroll;
            using (writer.Block($"for (int k = 0; k < {Text(whole)}; k += {Text(tiling.SampleUnroll)})"))
            {
                WriteTurn(writer, dialect, kernel, tiling, tiling.SampleUnroll);
                writer.Line($"{kernel.Factor} = ref Unsafe.Add(ref {kernel.Factor}, {Text(tiling.SampleUnroll)});");
                writer.Line($"w = ref Unsafe.Add(ref w, {Text(tiling.SampleUnroll * kernel.WeightStride)});");
            }

            if (whole < kernel.Rows)
            {
                using (writer.Block())
                {
                    WriteTurn(writer, dialect, kernel, tiling, kernel.Rows - whole);
                }
            }

            WriteActivation(writer, dialect, kernel);
        }
    }

    private static void WriteStart(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel)
    {
        KernelWriter.ForEachVector(writer, dialect, RowCombinationWriter.Written(dialect, kernel), (j, used) =>
            writer.Line(KernelWriter.StoreRow(
                dialect, kernel.Bias ? dialect.Load("biases", j) : dialect.Zero, kernel.To, kernel.ToStride, kernel.ResultCount, j, used, zeroPadding: false)));
        writer.Blank();
    }

    /// <summary>Some rows times their factors, from <c>w</c> and the first factor on.</summary>
    private static void WriteTurn(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel, Tiling.RowCombination tiling, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            writer.Line($"{dialect.Vector} {Factor(row)} = {dialect.Broadcast(VectorDialect.At(kernel.Factor, Text(row)))};");
        }

        Blocks.Write(writer, dialect, RowCombinationWriter.Written(dialect, kernel), tiling.SamplePiece, (width, usedOfLast) =>
        {
            writer.Line($"ref {dialect.Scalar} {kernel.Sum} = ref Unsafe.Add(ref {kernel.To}, j);");
            writer.Line($"ref {dialect.Scalar} m = ref Unsafe.Add(ref w, j);");
            for (int first = 0; first < width; first += tiling.SampleVectors)
            {
                int count = Math.Min(tiling.SampleVectors, width - first);
                WriteSums(first, count, first + count == width ? usedOfLast : dialect.Lanes);
            }
        });

        void WriteSums(int first, int count, int usedOfLast)
        {
            int last = first + count - 1;
            for (int vector = first; vector <= last; vector++)
            {
                writer.Line($"{dialect.Vector} {Sum(vector)} = {KernelWriter.LoadRow(dialect, kernel.Sum, kernel.ToStride, kernel.ResultCount, Text(vector * dialect.Lanes), Used(vector))};");
            }

            for (int row = 0; row < rows; row++)
            {
                for (int vector = first; vector <= last; vector++)
                {
                    string weight = dialect.Load("m", Text((row * kernel.WeightStride) + (vector * dialect.Lanes)));
                    writer.Line($"{Sum(vector)} = {dialect.MultiplyAdd(Factor(row), weight, Sum(vector))};");
                }
            }

            for (int vector = first; vector <= last; vector++)
            {
                writer.Line(KernelWriter.StoreRow(
                    dialect, Sum(vector), kernel.Sum, kernel.ToStride, kernel.ResultCount, Text(vector * dialect.Lanes), Used(vector), zeroPadding: false));
            }

            int Used(int vector) => vector == last ? usedOfLast : dialect.Lanes;
        }

        string Factor(int row) => kernel.Factor + Text(row);

        string Sum(int vector) => kernel.Sum + Text(vector);
    }

    private static void WriteActivation(SourceWriter writer, VectorDialect dialect, Kernel.RowCombination kernel)
    {
        if (kernel.Epilogue is Variable)
        {
            return;
        }

        writer.Blank();
        KernelWriter.WriteActivationOfRow(writer, dialect, kernel, RowCombinationWriter.Written(dialect, kernel));
    }
}

using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// (BP3) for the parameters that a function reads element by element: an expression, summed over the samples of a block. As
/// with biases, what the sums go to is overwritten, or has them added times a factor.
/// </summary>
internal static class VectorGradientWriter
{
    private const string Gradient = "vectorGradient";

    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.VectorGradient kernel)
    {
        using (KernelWriter.BlockMethod(writer, dialect, tiled, $"{Count(dialect.Lanes, "sum")} at a time stay in a register over the samples"))
        {
            KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) => WriteBlockSums(writer, dialect, kernel, j, used));
        }

        writer.Blank();
        using (KernelWriter.SampleMethod(writer, dialect, tiled, $"{Count(dialect.Lanes, "element")} at a time"))
        {
            KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) =>
            {
                KernelWriter.LoadRows(writer, dialect, kernel.Inputs, kernel.Length, j, used);
                ExpressionEmitter.Declare(writer, dialect, [("sum", kernel.Value)]);
                WriteResult(writer, dialect, j, used);
            });
        }
    }

    private static void WriteBlockSums(SourceWriter writer, VectorDialect dialect, Kernel.VectorGradient kernel, string j, int used)
    {
        KernelWriter.LoadRows(writer, dialect, kernel.Inputs.Where(row => row.IsParameter), kernel.Length, j, used);
        Row[] rows = [.. kernel.Inputs.Where(row => !row.IsParameter)];
        foreach (Row row in rows)
        {
            writer.Line($"ref {dialect.Scalar} {Place(row)} = ref {VectorDialect.At(KernelWriter.RowReference(row.Name), j)};");
        }

        writer.Line($"{dialect.Vector} sum = {dialect.Zero};");
        using (writer.Block("for (int sample = 0; sample < count; sample++)"))
        {
            foreach (Row row in rows)
            {
                writer.Line($"{dialect.Vector} {row.Name} = {KernelWriter.LoadRow(dialect, Place(row), row.Stride, kernel.Length, "0", used)};");
            }

            ExpressionEmitter.Declare(writer, dialect, [("term", kernel.Value)]);
            writer.Line("sum += term;");
            foreach (Row row in rows)
            {
                writer.Line($"{Place(row)} = ref Unsafe.Add(ref {Place(row)}, {Text(row.Stride)});");
            }
        }

        WriteResult(writer, dialect, j, used);
    }

    private static void WriteResult(SourceWriter writer, VectorDialect dialect, string j, int used)
    {
        writer.Line($"{dialect.Vector} before = overwrite ? {dialect.Zero} : {dialect.Load(Gradient, j)};");
        string result = dialect.MultiplyAdd("sum", dialect.Broadcast("factor"), "before");
        writer.Line(dialect.Store(KernelWriter.Masked(dialect, result, used), Gradient, j) + ";");
    }

    private static string Place(Row row) => row.Name + "Place";
}

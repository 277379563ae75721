using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// (BP3) for the parameters that a function reads element by element: expressions, summed over the samples of a block. As
/// with biases, what the sums go to is overwritten, or has them added times a factor.
/// </summary>
internal static class VectorGradientWriter
{
    private const string SumMark = "Sum";

    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.VectorGradients kernel)
    {
        using (KernelWriter.BlockMethod(writer, dialect, tiled, $"{Count(dialect.Lanes, "sum")} of each at a time stay in a register over the samples"))
        {
            KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) => WriteBlockSums(writer, dialect, kernel, j, used));
        }

        writer.Blank();
        using (KernelWriter.SampleMethod(writer, dialect, tiled, $"{Count(dialect.Lanes, "element")} at a time"))
        {
            KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) =>
            {
                KernelWriter.LoadRows(writer, dialect, kernel.Inputs, kernel.Length, j, used);
                ExpressionEmitter.Declare(writer, dialect, [.. kernel.Results.Select(result => (result.Name, result.Value))]);
                WriteResults(writer, dialect, kernel, "", j, used);
            });
        }
    }

    private static void WriteBlockSums(SourceWriter writer, VectorDialect dialect, Kernel.VectorGradients kernel, string j, int used)
    {
        KernelWriter.LoadRows(writer, dialect, kernel.Inputs.Where(row => row.IsParameter), kernel.Length, j, used);
        Row[] rows = [.. kernel.Inputs.Where(row => !row.IsParameter)];
        foreach (Row row in rows)
        {
            writer.Line($"ref {dialect.Scalar} {Place(row)} = ref {VectorDialect.At(KernelWriter.RowReference(row.Name), j)};");
        }

        foreach (Result result in kernel.Results)
        {
            writer.Line($"{dialect.Vector} {Sum(result)} = {dialect.Zero};");
        }

        using (writer.Block("for (int sample = 0; sample < count; sample++)"))
        {
            foreach (Row row in rows)
            {
                writer.Line($"{dialect.Vector} {row.Name} = {KernelWriter.LoadRow(dialect, Place(row), row.Stride, kernel.Length, "0", used)};");
            }

            ExpressionEmitter.Declare(writer, dialect, [.. kernel.Results.Select(result => (result.Name, result.Value))]);
            foreach (Result result in kernel.Results)
            {
                writer.Line($"{Sum(result)} += {result.Name};");
            }

            foreach (Row row in rows)
            {
                writer.Line($"{Place(row)} = ref Unsafe.Add(ref {Place(row)}, {Text(row.Stride)});");
            }
        }

        WriteResults(writer, dialect, kernel, SumMark, j, used);
    }

    private static void WriteResults(SourceWriter writer, VectorDialect dialect, Kernel.VectorGradients kernel, string mark, string j, int used)
    {
        foreach (Result result in kernel.Results)
        {
            string gradient = KernelWriter.RowReference(result.Name);
            string before = $"(overwrite ? {dialect.Zero} : {dialect.Load(gradient, j)})";
            string sum = dialect.MultiplyAdd(result.Name + mark, dialect.Broadcast("factor"), before);
            writer.Line(dialect.Store(KernelWriter.Masked(dialect, sum, used), gradient, j) + ";");
        }
    }

    private static string Sum(Result result) => result.Name + SumMark;

    private static string Place(Row row) => row.Name + "Place";
}

using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>Expressions over rows, vector by vector.</summary>
internal static class ElementwiseWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, Kernel.Elementwise kernel)
    {
        KernelWriter.WriteSampleBySample(writer, dialect, tiled, [.. kernel.Inputs.Where(row => !row.IsParameter).Select(row => (KernelWriter.RowReference(row.Name), row.Stride))
            .Concat(kernel.Results.Select(result => (KernelWriter.RowReference(result.Name), result.Stride)))]);
        using (KernelWriter.SampleMethod(writer, dialect, tiled, $"{Count(dialect.Lanes, "element")} at a time"))
        {
            KernelWriter.ForEachVector(writer, dialect, kernel.Length, (j, used) => WriteVector(writer, dialect, kernel, j, used));
        }
    }

    private static void WriteVector(SourceWriter writer, VectorDialect dialect, Kernel.Elementwise kernel, string j, int used)
    {
        KernelWriter.LoadRows(writer, dialect, kernel.Inputs, kernel.Length, j, used);
        (string Name, Expression Value)[] results = [.. kernel.Results.Select(result => (KernelWriter.ResultName(kernel.Inputs, result), result.Value))];
        ExpressionEmitter.Declare(writer, dialect, results);
        foreach ((Result result, string name) in kernel.Results.Zip(results, (result, local) => (result, local.Name)))
        {
            writer.Line(KernelWriter.StoreRow(
                dialect, name, KernelWriter.RowReference(result.Name), result.Stride, kernel.Length, j, used, kernel.ZeroPadding));
        }
    }
}

using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>Writes the methods of a kernel for one tier.</summary>
internal static class KernelWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled)
    {
        switch (tiled.Kernel, tiled.Tiling)
        {
            case (Kernel.DenseForward kernel, Tiling.DenseForward tiling):
                DenseForwardWriter.Write(writer, dialect, kernel, tiling);
                break;
            case (Kernel.DenseInputGradient kernel, Tiling.DenseInputGradient tiling):
                DenseInputGradientWriter.Write(writer, dialect, kernel, tiling);
                break;
            case (Kernel.DenseWeightGradient kernel, Tiling.DenseWeightGradient tiling):
                DenseWeightGradientWriter.Write(writer, dialect, kernel, tiling);
                break;
            case (Kernel.Elementwise kernel, _):
                ElementwiseWriter.Write(writer, dialect, kernel);
                break;
            case (Kernel.Loss kernel, _):
                LossWriter.Write(writer, dialect, kernel);
                break;
            case (Kernel.Softmax kernel, _):
                SoftmaxWriter.Write(writer, dialect, kernel);
                break;
            case (Kernel.SoftmaxJacobianProduct kernel, _):
                SoftmaxJacobianProductWriter.Write(writer, dialect, kernel);
                break;
            case (Kernel.CrossEntropy kernel, _):
                CrossEntropyWriter.Write(writer, dialect, kernel);
                break;
            default:
                throw new InvalidOperationException($"There is no code for {tiled.Kernel.GetType().Name} with {tiled.Tiling.GetType().Name}.");
        }
    }

    /// <summary>
    /// The parameters of a kernel's method, in the order in which programs pass their operands; after the rows and
    /// tensors comes what the kernel needs besides.
    /// </summary>
    public static IReadOnlyList<string> Parameters(Kernel kernel, string scalar)
    {
        string[] references = References(kernel);
        string[] rest = kernel switch
        {
            Kernel.Loss { Gradient: not null } or Kernel.CrossEntropy { GradientStride: not null } => [$"{scalar} scale", "int count"],
            Kernel.DenseWeightGradient => ["int count", "bool overwrite"],
            _ => ["int count"],
        };
        return [.. references.Select(name => $"ref {scalar} {name}"), .. rest];
    }

    /// <summary>The type of a kernel's result: a loss, or nothing.</summary>
    public static string ReturnType(Kernel kernel, string scalar) => kernel is Kernel.Loss or Kernel.CrossEntropy ? scalar : "void";

    /// <summary>The names of the rows and tensors that a kernel's method takes by reference.</summary>
    private static string[] References(Kernel kernel) => kernel switch
    {
        Kernel.DenseForward dense => dense.Bias ? ["input", "weights", "biases", "output"] : ["input", "weights", "output"],
        Kernel.DenseInputGradient => ["delta", "weights", "gradient"],
        Kernel.DenseWeightGradient dense => dense.Bias ? ["delta", "input", "weightGradient", "biasGradient"] : ["delta", "input", "weightGradient"],
        Kernel.Elementwise elementwise =>
            [.. elementwise.Inputs.Select(row => row.Name).Concat(elementwise.Results.Select(result => result.Name)).Distinct().Select(RowReference)],
        Kernel.Loss loss =>
            [.. loss.Inputs.Select(row => row.Name).Concat(loss.Gradient is null ? [] : [loss.Gradient.Name]).Distinct().Select(RowReference)],
        Kernel.Softmax => ["input", "output"],
        Kernel.SoftmaxJacobianProduct => ["activation", "delta"],
        Kernel.CrossEntropy cross => cross.GradientStride is null ? ["input", "target"] : ["input", "target", "delta"],
        _ => throw new InvalidOperationException($"There is no code for {kernel.GetType().Name}."),
    };

    /// <summary>The name of the reference to a row whose vectors are in locals of the row's own name.</summary>
    public static string RowReference(string row) => row + "Row";

    /// <summary>Opens a kernel's method under its comment.</summary>
    public static SourceWriter.BlockScope Method(SourceWriter writer, VectorDialect dialect, Kernel kernel, string tiling)
    {
        writer.Line($"/// <summary>{Xml(kernel.Summary)}. {Xml(tiling)}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        return writer.Block(
            $"internal static {ReturnType(kernel, dialect.Scalar)} {kernel.Name}({string.Join(", ", Parameters(kernel, dialect.Scalar))})");
    }

    /// <summary>The vectors that cover a row: whole ones, and the lanes used of one behind them (0 if there is none).</summary>
    public static (int Whole, int Remainder) Cover(VectorDialect dialect, int length) => (length / dialect.Lanes, length % dialect.Lanes);

    /// <summary>A loop over the rows of all samples, with references that move along.</summary>
    public static void ForEachSample(SourceWriter writer, IEnumerable<(string Reference, int Stride)> rows, Action body)
    {
        using (writer.Block("for (int sample = 0; sample < count; sample++)"))
        {
            body();
            writer.Blank();
            foreach ((string reference, int stride) in rows)
            {
                writer.Line($"{reference} = ref Unsafe.Add(ref {reference}, {Text(stride)});");
            }
        }
    }

    /// <summary>
    /// Covers a row by vectors: a loop over whole ones and a last one that is only partly used. The body gets the
    /// offset and the number of lanes used.
    /// </summary>
    public static void ForEachVector(SourceWriter writer, VectorDialect dialect, int length, Action<string, int> body)
    {
        (int whole, int rest) = Cover(dialect, length);
        if (whole > 1)
        {
            using (writer.Block($"for (int j = 0; j < {Text(whole * dialect.Lanes)}; j += {Text(dialect.Lanes)})"))
            {
                body("j", dialect.Lanes);
            }
        }
        else if (whole == 1)
        {
            using (writer.Block())
            {
                body("0", dialect.Lanes);
            }
        }

        if (rest > 0)
        {
            using (writer.Block())
            {
                body(Text(whole * dialect.Lanes), rest);
            }
        }
    }

    /// <summary>Loads a vector of each row into a local of the row's name.</summary>
    public static void LoadRows(SourceWriter writer, VectorDialect dialect, IEnumerable<Row> rows, string j)
    {
        foreach (Row row in rows)
        {
            writer.Line($"{dialect.Vector} {row.Name} = {dialect.Load(RowReference(row.Name), j)};");
        }
    }

    /// <summary>Stores a vector of a row; lanes beyond the ones used become zero.</summary>
    public static void StoreRow(SourceWriter writer, VectorDialect dialect, Result result, string value, string j, int used)
    {
        string stored = used == dialect.Lanes && value.Contains(' ') ? $"({value})" : Masked(dialect, value, used);
        writer.Line(dialect.Store(stored, RowReference(result.Name), j) + ";");
    }

    /// <summary>The local that holds a result; a row that is replaced in place already has a local of its own name.</summary>
    public static string ResultName(IEnumerable<Row> inputs, Result result) =>
        inputs.Any(row => row.Name == result.Name) ? "new" + char.ToUpperInvariant(result.Name[0]) + result.Name.Substring(1) : result.Name;

    /// <summary>A value with zero in the lanes that are not used.</summary>
    public static string Masked(VectorDialect dialect, string value, int used) =>
        used == dialect.Lanes ? value : dialect.Select(dialect.FirstLanes(used), value, dialect.Zero);
}

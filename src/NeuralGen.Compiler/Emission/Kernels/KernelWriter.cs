using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>Writes the methods of a kernel for one tier.</summary>
internal static class KernelWriter
{
    /// <summary>
    /// The attribute of methods that do the work: compiled well at their first call, and kept out of their callers. A
    /// caller is compiled again after some calls, takes in what it calls most, and then has no budget left to take in the
    /// functions which that calls: exp would become a call for each vector.
    /// </summary>
    public const string WholeMethod = "[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]";

    public static void Write(SourceWriter writer, VectorDialect dialect, TiledKernel tiled)
    {
        switch (tiled.Kernel, tiled.Tiling)
        {
            case (Kernel.RowCombination kernel, Tiling.RowCombination tiling):
                RowCombinationWriter.Write(writer, dialect, tiled, kernel, tiling);
                break;
            case (Kernel.RowDotProducts kernel, Tiling.RowDotProducts tiling):
                RowDotProductsWriter.Write(writer, dialect, tiled, kernel, tiling);
                break;
            case (Kernel.RowOuterProducts kernel, Tiling.RowOuterProducts tiling):
                RowOuterProductsWriter.Write(writer, dialect, tiled, kernel, tiling);
                break;
            case (Kernel.Elementwise kernel, _):
                ElementwiseWriter.Write(writer, dialect, tiled, kernel);
                break;
            case (Kernel.Loss kernel, _):
                LossWriter.Write(writer, dialect, tiled, kernel);
                break;
            case (Kernel.Softmax kernel, Tiling.RowGroups tiling):
                SoftmaxWriter.Write(writer, dialect, tiled, kernel, tiling);
                break;
            case (Kernel.SoftmaxJacobianProduct kernel, _):
                SoftmaxJacobianProductWriter.Write(writer, dialect, tiled, kernel);
                break;
            case (Kernel.LogSoftmax kernel, _):
                LogSoftmaxWriter.Write(writer, dialect, tiled, kernel);
                break;
            case (Kernel.LogSoftmaxJacobianProduct kernel, _):
                LogSoftmaxWriter.Write(writer, dialect, tiled, kernel);
                break;
            case (Kernel.VectorGradients kernel, _):
                VectorGradientWriter.Write(writer, dialect, tiled, kernel);
                break;
            case (Kernel.CrossEntropy kernel, Tiling.RowGroups tiling):
                CrossEntropyWriter.Write(writer, dialect, tiled, kernel, tiling);
                break;
            default:
                throw new InvalidOperationException($"There is no code for {tiled.Kernel.GetType().Name} with {tiled.Tiling.GetType().Name}.");
        }
    }

    /// <summary>
    /// The parameters of a kernel's method for one sample, in the order in which programs pass their operands; after the
    /// rows and tensors comes what the kernel needs besides.
    /// </summary>
    public static IReadOnlyList<string> SampleParameters(Kernel kernel, string scalar)
    {
        string[] rest = kernel switch
        {
            Kernel.Loss { Gradient: not null } or Kernel.CrossEntropy { GradientStride: not null } => [$"{scalar} scale"],
            Kernel.RowOuterProducts or Kernel.VectorGradients => [$"{scalar} factor", "bool overwrite"],
            _ => [],
        };
        return [.. References(kernel).Select(name => $"ref {scalar} {name}"), .. rest];
    }

    /// <summary>The same for a block of samples.</summary>
    public static IReadOnlyList<string> BlockParameters(Kernel kernel, string scalar) =>
        kernel is Kernel.RowDotProducts { TransposedStride: > 0 }
            ? [.. SampleParameters(kernel, scalar), $"ref {scalar} transposed", "int count"]
            : [.. SampleParameters(kernel, scalar), "int count"];

    /// <summary>The name of a kernel's method for one sample.</summary>
    public static string SampleName(Kernel kernel) => kernel.Name + "Sample";

    /// <summary>The type of a kernel's result: a loss, or nothing.</summary>
    public static string ReturnType(Kernel kernel, string scalar) => kernel.HasLoss ? scalar : "void";

    /// <summary>The names of the rows and tensors that a kernel's method takes by reference.</summary>
    private static string[] References(Kernel kernel) => kernel switch
    {
        Kernel.Product product =>
            [product.From, "weights", .. product.Bias ? ["biases"] : Array.Empty<string>(), .. product.Factors.Select(row => RowReference(row.Name)), product.To],
        Kernel.RowOuterProducts dense => dense.Bias ? ["delta", "input", "weightGradient", "biasGradient"] : ["delta", "input", "weightGradient"],
        Kernel.Elementwise elementwise =>
            [.. elementwise.Inputs.Select(row => row.Name).Concat(elementwise.Results.Select(result => result.Name)).Distinct().Select(RowReference)],
        Kernel.Loss loss =>
            [.. loss.Inputs.Select(row => row.Name).Concat(loss.Gradient is null ? [] : [loss.Gradient.Name]).Distinct().Select(RowReference)],
        Kernel.Softmax or Kernel.LogSoftmax => ["input", "output"],
        Kernel.SoftmaxJacobianProduct or Kernel.LogSoftmaxJacobianProduct => ["activation", "delta"],
        Kernel.VectorGradients gradients =>
            [.. gradients.Inputs.Select(row => row.Name).Concat(gradients.Results.Select(result => result.Name)).Select(RowReference)],
        Kernel.CrossEntropy cross => cross.GradientStride is null ? ["input", "target"] : ["input", "target", "delta"],
        _ => throw new InvalidOperationException($"There is no code for {kernel.GetType().Name}."),
    };

    /// <summary>The name of the reference to a row whose vectors are in locals of the row's own name.</summary>
    public static string RowReference(string row) => row + "Row";

    /// <summary>Opens a kernel's method for a block of samples under its comment.</summary>
    public static SourceWriter.BlockScope BlockMethod(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, string tiling)
    {
        Kernel kernel = tiled.Kernel;
        writer.Line($"/// <summary>{Xml(kernel.Summary)}. {Xml(tiling)}; {tiled.Block}.</summary>");
        writer.Line(WholeMethod);
        return writer.Block(
            $"public static {ReturnType(kernel, dialect.Scalar)} {kernel.Name}({string.Join(", ", BlockParameters(kernel, dialect.Scalar))})");
    }

    /// <summary>Opens a kernel's method for one sample, which becomes a part of the pass that calls it unless it is long.</summary>
    public static SourceWriter.BlockScope SampleMethod(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, string tiling)
    {
        Kernel kernel = tiled.Kernel;
        writer.Line($"/// <summary>The same for one sample. {Xml(tiling)}; {tiled.Sample}.</summary>");
        writer.Line(tiled.SampleIsMethod ? WholeMethod : "[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        return writer.Block(
            $"public static {ReturnType(kernel, dialect.Scalar)} {SampleName(kernel)}({string.Join(", ", SampleParameters(kernel, dialect.Scalar))})");
    }

    /// <summary>A block method that takes its samples one by one.</summary>
    public static void WriteSampleBySample(SourceWriter writer, VectorDialect dialect, TiledKernel tiled, params (string Reference, int Stride)[] rows)
    {
        Kernel kernel = tiled.Kernel;
        using (BlockMethod(writer, dialect, tiled, "Sample by sample"))
        {
            bool returns = ReturnType(kernel, dialect.Scalar) != "void";
            if (returns)
            {
                writer.Line($"{dialect.Scalar} loss = 0;");
            }

            WriteSampleLoop(writer, dialect, kernel, rows);
            if (returns)
            {
                writer.Line("return loss;");
            }
        }

        writer.Blank();
    }

    /// <summary>A call of the method for one sample, for each sample of a block that is too small for tiles.</summary>
    public static void WriteFewSamples(SourceWriter writer, VectorDialect dialect, Kernel.Product kernel, int least)
    {
        using (writer.Block($"if (count < {Text(least)})"))
        {
            WriteSampleLoop(writer, dialect, kernel, Rows(kernel));
            writer.Line("return;");
        }
    }

    /// <summary>Calls the method for one sample again and again, and moves on its rows.</summary>
    private static void WriteSampleLoop(SourceWriter writer, VectorDialect dialect, Kernel kernel, params (string Reference, int Stride)[] rows)
    {
        string sum = ReturnType(kernel, dialect.Scalar) == "void" ? "" : "loss += ";
        using (writer.Block("for (int sample = 0; sample < count; sample++)"))
        {
            WriteSampleCall(writer, dialect, kernel, sum);
            WriteNextRows(writer, 1, rows);
        }
    }

    /// <summary>A call of the method for one sample with the references that point to it.</summary>
    public static void WriteSampleCall(SourceWriter writer, VectorDialect dialect, Kernel kernel, string result) =>
        writer.Line($"{result}{SampleName(kernel)}({string.Join(", ", SampleParameters(kernel, dialect.Scalar).Select(Argument))});");

    /// <summary>Moves references on by some samples.</summary>
    public static void WriteNextRows(SourceWriter writer, int samples, params (string Reference, int Stride)[] rows)
    {
        foreach ((string reference, int stride) in rows.Distinct())
        {
            writer.Line($"{reference} = ref Unsafe.Add(ref {reference}, {Text(samples * stride)});");
        }
    }

    /// <summary>The rows that a product reads and writes for each sample.</summary>
    public static (string Reference, int Stride)[] Rows(Kernel.Product kernel) =>
        [(kernel.From, kernel.FromStride), .. kernel.Factors.Select(row => (RowReference(row.Name), row.Stride)), (kernel.To, kernel.ToStride)];

    /// <summary>The fused epilogue as a method of its own: it is named once and inlined at every store.</summary>
    public static void WriteActivation(SourceWriter writer, VectorDialect dialect, Kernel.Product kernel)
    {
        string formula = FormulaWriter.Write(kernel.Epilogue);
        string summary = kernel.Backwards ? $"What comes back, g, times f'(z): {formula}." : $"f(z) = {formula}.";
        WriteFunction(
            writer, dialect, summary, ActivationName(kernel), [kernel.Sum, .. kernel.Factors.Select(row => row.Name)], kernel.Backwards ? "delta" : "a", kernel.Epilogue);
    }

    /// <summary>A function of vectors as a method that becomes a part of its callers.</summary>
    public static void WriteFunction(
        SourceWriter writer, VectorDialect dialect, string summary, string name, IReadOnlyCollection<string> parameters, string result, Expression value)
    {
        writer.Line($"/// <summary>{Xml(summary)}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"private static {dialect.Vector} {name}({string.Join(", ", parameters.Select(parameter => $"{dialect.Vector} {parameter}"))})"))
        {
            ExpressionEmitter.Declare(writer, dialect, [(result, value)], parameters);
            writer.Line($"return {result};");
        }
    }

    /// <summary>A sum after the epilogue, if there is one.</summary>
    /// <param name="factors">Vectors of the factors, those of the same place.</param>
    public static string Activated(Kernel.Product kernel, string sum, params string[] factors) =>
        kernel.Epilogue is Variable ? sum : $"{ActivationName(kernel)}({string.Join(", ", [sum, .. factors])})";

    /// <summary>Reads a vector of each factor.</summary>
    /// <param name="reference">A reference into a factor's row.</param>
    /// <param name="offset">How far ahead of it.</param>
    public static string[] LoadFactors(VectorDialect dialect, Kernel.Product kernel, Func<Row, string> reference, Func<Row, string> offset, int used) =>
        [.. kernel.Factors.Select(row => LoadRow(dialect, reference(row), row.Stride, kernel.ResultCount, offset(row), used))];

    /// <summary>Writes a vector of results. What factors make of a row's padding is not to be kept.</summary>
    public static string StoreResult(VectorDialect dialect, Kernel.Product kernel, string value, string reference, string offset, int used) =>
        StoreRow(dialect, value, reference, kernel.ToStride, kernel.ResultCount, offset, used, zeroPadding: kernel.Factors.Count > 0);

    /// <summary>Applies an activation that does not run in tiles to all results of a block.</summary>
    public static void WriteActivationOfBlock(SourceWriter writer, VectorDialect dialect, Kernel.Product kernel, int length)
    {
        if (kernel.ActivatesInTiles)
        {
            return;
        }

        writer.Blank();
        using (writer.Block("for (int sample = 0; sample < count; sample++)"))
        {
            WriteActivationOfRow(writer, dialect, kernel, length);
            WriteNextRows(writer, 1, (kernel.To, kernel.ToStride));
        }
    }

    /// <summary>Applies an activation to a row of results.</summary>
    public static void WriteActivationOfRow(SourceWriter writer, VectorDialect dialect, Kernel.Product kernel, int length) =>
        ForEachVector(writer, dialect, length, (j, used) =>
        {
            string[] factors = LoadFactors(dialect, kernel, row => RowReference(row.Name), _ => j, used);
            string sum = LoadRow(dialect, kernel.To, kernel.ToStride, kernel.ResultCount, j, used);
            writer.Line(StoreResult(dialect, kernel, Activated(kernel, sum, factors), kernel.To, j, used));
        });

    private static string ActivationName(Kernel.Product kernel) => kernel.Name + (kernel.Backwards ? "Epilogue" : "Activation");

    /// <summary>A sum in pairs, whose chain of additions is as short as it can be.</summary>
    public static string SumInPairs(IReadOnlyList<string> terms)
    {
        if (terms.Count == 1)
        {
            return terms[0];
        }

        int half = (terms.Count + 1) / 2;
        return $"{Half(terms.Take(half))} + {Half(terms.Skip(half))}";

        static string Half(IEnumerable<string> terms) => terms.Count() == 1 ? terms.First() : $"({SumInPairs([.. terms])})";
    }

    /// <summary>What a caller writes for a parameter of the same name.</summary>
    public static string Argument(string parameter) =>
        (parameter.StartsWith("ref ", StringComparison.Ordinal) ? "ref " : "") + parameter.Split(' ').Last();

    /// <summary>
    /// Covers a row by vectors: a loop over whole ones and a last one that is only partly used. The body gets the
    /// offset and the number of lanes used.
    /// </summary>
    public static void ForEachVector(SourceWriter writer, VectorDialect dialect, int length, Action<string, int> body)
    {
        int whole = length / dialect.Lanes;
        int rest = length % dialect.Lanes;
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
    public static void LoadRows(SourceWriter writer, VectorDialect dialect, IEnumerable<Row> rows, int length, string j, int used)
    {
        foreach (Row row in rows)
        {
            writer.Line($"{dialect.Vector} {row.Name} = {LoadRow(dialect, RowReference(row.Name), row.Stride, length, j, used)};");
        }
    }

    /// <summary>Reads a vector of a row; what lies behind a row without padding reads as zero.</summary>
    public static string LoadRow(VectorDialect dialect, string reference, int stride, int length, string j, int used) =>
        dialect.LoadFirst(reference, j, stride == length ? used : dialect.Lanes);

    /// <summary>Writes a vector of a row; in a padded row, what lies behind its end becomes zero where asked for.</summary>
    public static string StoreRow(VectorDialect dialect, string value, string reference, int stride, int length, string j, int used, bool zeroPadding)
    {
        bool padded = stride != length;
        string stored = padded && zeroPadding ? Masked(dialect, value, used) : value;
        bool expression = stored.Contains(' ') && !stored.EndsWith(")", StringComparison.Ordinal);
        return dialect.StoreFirst(expression ? $"({stored})" : stored, reference, j, padded ? dialect.Lanes : used) + ";";
    }

    /// <summary>The local that holds a result; a row that is replaced in place already has a local of its own name.</summary>
    public static string ResultName(IEnumerable<Row> inputs, Result result) =>
        inputs.Any(row => row.Name == result.Name) ? "new" + char.ToUpperInvariant(result.Name[0]) + result.Name.Substring(1) : result.Name;

    /// <summary>A value with zero in the lanes that are not used.</summary>
    public static string Masked(VectorDialect dialect, string value, int used) =>
        used == dialect.Lanes ? value : dialect.Select(dialect.FirstLanes(used), value, dialect.Zero);
}

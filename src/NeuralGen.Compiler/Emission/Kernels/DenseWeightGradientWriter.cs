using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// (BP3) and (BP4): sums of delta and of the outer products delta a^T over the samples of a block. What they go to is
/// overwritten, or has them added times a factor; with the parameters for a target and the factor -eta that is a step of
/// gradient descent.
/// </summary>
internal static class DenseWeightGradientWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, Kernel.DenseWeightGradient kernel, Tiling.DenseWeightGradient tiling)
    {
        WriteBlock(writer, dialect, kernel, tiling);
        writer.Blank();
        WriteSample(writer, dialect, kernel, tiling);
    }

    private static void WriteBlock(SourceWriter writer, VectorDialect dialect, Kernel.DenseWeightGradient kernel, Tiling.DenseWeightGradient tiling)
    {
        string comment = $"Tiles of {Count(tiling.Inputs, "input")} x {Count(tiling.Vectors, "vector")} of {Count(dialect.Lanes, "output")} stay in registers over the samples";
        using (KernelWriter.BlockMethod(writer, dialect, kernel, comment))
        {
            writer.Line($"{dialect.Vector} scaling = {dialect.Broadcast("factor")};");
            if (kernel.Bias)
            {
                WriteBiasGradient(writer, dialect, kernel);
                writer.Blank();
            }

            Blocks.Write(writer, dialect, kernel.Outputs, tiling.Vectors, (width, used) => WriteColumns(writer, dialect, kernel, tiling, width, used));
        }
    }

    private static void WriteBiasGradient(SourceWriter writer, VectorDialect dialect, Kernel.DenseWeightGradient kernel)
    {
        KernelWriter.ForEachVector(writer, dialect, kernel.Outputs, (j, used) =>
        {
            writer.Line($"ref {dialect.Scalar} d = ref Unsafe.Add(ref delta, {j});");
            writer.Line($"{dialect.Vector} sum = {dialect.Zero};");
            using (writer.Block("for (int sample = 0; sample < count; sample++)"))
            {
                writer.Line($"sum += {dialect.Load("d", "0")};");
                writer.Line($"d = ref Unsafe.Add(ref d, {Text(kernel.DeltaStride)});");
            }

            writer.Line($"{dialect.Vector} before = overwrite ? {dialect.Zero} : {dialect.Load("biasGradient", j)};");
            writer.Line(dialect.Store(KernelWriter.Masked(dialect, dialect.MultiplyAdd("sum", "scaling", "before"), used), "biasGradient", j) + ";");
        });
    }

    /// <summary>All inputs for the outputs from j on: delta's columns for them stay in the first-level cache.</summary>
    private static void WriteColumns(
        SourceWriter writer, VectorDialect dialect, Kernel.DenseWeightGradient kernel, Tiling.DenseWeightGradient tiling, int vectors, int used)
    {
        int whole = kernel.Inputs / tiling.Inputs;
        if (whole > 1)
        {
            using (writer.Block($"for (int k = 0; k < {Text(whole * tiling.Inputs)}; k += {Text(tiling.Inputs)})"))
            {
                WriteTile(writer, dialect, kernel, tiling.Inputs, vectors, used);
            }
        }

        foreach ((int first, int count) in new[] { (0, whole == 1 ? tiling.Inputs : 0), (whole * tiling.Inputs, kernel.Inputs % tiling.Inputs) })
        {
            if (count > 0)
            {
                using (writer.Block())
                {
                    writer.Line($"const int k = {Text(first)};");
                    WriteTile(writer, dialect, kernel, count, vectors, used);
                }
            }
        }
    }

    private static void WriteTile(SourceWriter writer, VectorDialect dialect, Kernel.DenseWeightGradient kernel, int inputs, int vectors, int usedOfLast)
    {
        writer.Line($"ref {dialect.Scalar} d = ref Unsafe.Add(ref delta, j);");
        writer.Line($"ref {dialect.Scalar} a = ref Unsafe.Add(ref input, k);");
        writer.Line($"ref {dialect.Scalar} g = ref Unsafe.Add(ref weightGradient, (k * {Text(kernel.WeightStride)}) + j);");
        foreach ((int input, int vector) in Pairs(inputs, vectors))
        {
            writer.Line($"{dialect.Vector} {Sum(input, vector)} = {dialect.Zero};");
        }

        writer.Blank();
        using (writer.Block("for (int sample = 0; sample < count; sample++)"))
        {
            for (int vector = 0; vector < vectors; vector++)
            {
                writer.Line($"{dialect.Vector} d{Text(vector)} = {dialect.Load("d", Text(vector * dialect.Lanes))};");
            }

            for (int input = 0; input < inputs; input++)
            {
                writer.Line($"{dialect.Vector} a{Text(input)} = {dialect.Broadcast(VectorDialect.At("a", Text(input)))};");
                for (int vector = 0; vector < vectors; vector++)
                {
                    writer.Line($"{Sum(input, vector)} = {dialect.MultiplyAdd($"a{Text(input)}", $"d{Text(vector)}", Sum(input, vector))};");
                }
            }

            writer.Line($"d = ref Unsafe.Add(ref d, {Text(kernel.DeltaStride)});");
            writer.Line($"a = ref Unsafe.Add(ref a, {Text(kernel.InputStride)});");
        }

        // Padding of the gradient stays zero even where an activation is infinite or NaN.
        using (writer.Block("if (overwrite)"))
        {
            WriteStores((sum, _) => dialect.Multiply(sum, "scaling"));
        }

        using (writer.Block("else"))
        {
            WriteStores((sum, place) => dialect.MultiplyAdd(sum, "scaling", dialect.Load("g", place)));
        }

        void WriteStores(Func<string, string, string> value)
        {
            foreach ((int input, int vector) in Pairs(inputs, vectors))
            {
                string place = Text((input * kernel.WeightStride) + (vector * dialect.Lanes));
                int used = vector == vectors - 1 ? usedOfLast : dialect.Lanes;
                writer.Line(dialect.Store(KernelWriter.Masked(dialect, value(Sum(input, vector), place), used), "g", place) + ";");
            }
        }
    }

    private static void WriteSample(SourceWriter writer, VectorDialect dialect, Kernel.DenseWeightGradient kernel, Tiling.DenseWeightGradient tiling)
    {
        int vectors = (kernel.Outputs + dialect.Lanes - 1) / dialect.Lanes;
        string comment = $"{Count(Math.Min(vectors, tiling.SampleVectors), "vector")} of {Count(dialect.Lanes, "output")} of delta at a time stay in registers over the inputs";
        using (KernelWriter.SampleMethod(writer, dialect, kernel, comment))
        {
            Blocks.Write(writer, dialect, kernel.Outputs, tiling.SampleVectors, (width, used) =>
            {
                for (int vector = 0; vector < width; vector++)
                {
                    string delta = dialect.Load("delta", vector == 0 ? "j" : $"j + {Text(vector * dialect.Lanes)}");
                    writer.Line($"{dialect.Vector} d{Text(vector)} = {delta} * {dialect.Broadcast("factor")};");
                }

                writer.Line($"ref {dialect.Scalar} g = ref Unsafe.Add(ref weightGradient, j);");
                using (writer.Block("if (overwrite)"))
                {
                    WriteOuterProduct(writer, dialect, kernel, tiling, width, used, overwrite: true);
                }

                using (writer.Block("else"))
                {
                    WriteOuterProduct(writer, dialect, kernel, tiling, width, used, overwrite: false);
                }
            });
        }
    }

    private static void WriteOuterProduct(
        SourceWriter writer, VectorDialect dialect, Kernel.DenseWeightGradient kernel, Tiling.DenseWeightGradient tiling, int vectors, int usedOfLast, bool overwrite)
    {
        for (int vector = 0; vector < vectors && kernel.Bias; vector++)
        {
            string place = vector == 0 ? "j" : $"j + {Text(vector * dialect.Lanes)}";
            string sum = overwrite ? $"d{Text(vector)}" : $"({dialect.Load("biasGradient", place)} + d{Text(vector)})";
            writer.Line(dialect.Store(sum, "biasGradient", place) + ";");
        }

        int unroll = Math.Min(tiling.SampleUnroll, kernel.Inputs);
        int whole = kernel.Inputs / unroll * unroll;
        if (whole > unroll)
        {
            using (writer.Block($"for (int k = 0; k < {Text(whole)}; {(unroll == 1 ? "k++" : $"k += {Text(unroll)}")})"))
            {
                WriteInputs(0, unroll, "k");
                writer.Line($"g = ref Unsafe.Add(ref g, {Text(unroll * kernel.WeightStride)});");
            }
        }
        else
        {
            whole = 0;
        }

        WriteInputs(whole, kernel.Inputs - whole, "");

        void WriteInputs(int first, int count, string k)
        {
            for (int input = 0; input < count; input++)
            {
                string index = k.Length == 0 ? Text(first + input) : input == 0 ? k : $"{k} + {Text(input)}";
                string a = k.Length == 0 ? $"last{Text(input)}" : $"a{Text(input)}";
                writer.Line($"{dialect.Vector} {a} = {dialect.Broadcast(VectorDialect.At("input", index))};");
                for (int vector = 0; vector < vectors; vector++)
                {
                    string place = Text((input * kernel.WeightStride) + (vector * dialect.Lanes));
                    string value = overwrite
                        ? dialect.Multiply(a, $"d{Text(vector)}")
                        : dialect.MultiplyAdd(a, $"d{Text(vector)}", dialect.Load("g", place));
                    int used = vector == vectors - 1 ? usedOfLast : dialect.Lanes;
                    writer.Line(dialect.Store(KernelWriter.Masked(dialect, value, used), "g", place) + ";");
                }
            }
        }
    }

    private static IEnumerable<(int Input, int Vector)> Pairs(int inputs, int vectors) =>
        Enumerable.Range(0, inputs).SelectMany(input => Enumerable.Range(0, vectors).Select(vector => (input, vector)));

    private static string Sum(int input, int vector) => $"g{Text(input)}_{Text(vector)}";
}

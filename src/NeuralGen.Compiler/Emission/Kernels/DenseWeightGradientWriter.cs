using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>(BP3) and (BP4): sums of delta and of the outer products delta a^T over the samples of a block.</summary>
internal static class DenseWeightGradientWriter
{
    public static void Write(SourceWriter writer, VectorDialect dialect, Kernel.DenseWeightGradient kernel, Tiling.DenseWeightGradient tiling)
    {
        string comment = $"Tiles of {Count(tiling.Inputs, "input")} x {Count(tiling.Vectors, "vector")} of {Count(dialect.Lanes, "output")} stay in registers over the samples";
        using (KernelWriter.Method(writer, dialect, kernel, comment))
        {
            if (kernel.Bias)
            {
                WriteBiasGradient(writer, dialect, kernel);
                writer.Blank();
            }

            int whole = kernel.Inputs / tiling.Inputs;
            int rest = kernel.Inputs % tiling.Inputs;
            if (whole > 1)
            {
                using (writer.Block($"for (int k = 0; k < {Text(whole * tiling.Inputs)}; k += {Text(tiling.Inputs)})"))
                {
                    WriteInputs(writer, dialect, kernel, tiling, tiling.Inputs);
                }
            }

            foreach ((int first, int count) in new[] { (0, whole == 1 ? tiling.Inputs : 0), (whole * tiling.Inputs, rest) })
            {
                if (count > 0)
                {
                    using (writer.Block())
                    {
                        writer.Line($"const int k = {Text(first)};");
                        WriteInputs(writer, dialect, kernel, tiling, count);
                    }
                }
            }
        }
    }

    private static void WriteBiasGradient(SourceWriter writer, VectorDialect dialect, Kernel.DenseWeightGradient kernel)
    {
        KernelWriter.ForEachVector(writer, dialect, kernel.Outputs, (j, used) =>
        {
            writer.Line($"ref {dialect.Scalar} d = ref Unsafe.Add(ref delta, {j});");
            writer.Line($"{dialect.Vector} sum = overwrite ? {dialect.Zero} : {dialect.Load("biasGradient", j)};");
            using (writer.Block("for (int sample = 0; sample < count; sample++)"))
            {
                writer.Line($"sum += {dialect.Load("d", "0")};");
                writer.Line($"d = ref Unsafe.Add(ref d, {Text(kernel.DeltaStride)});");
            }

            writer.Line(dialect.Store(KernelWriter.Masked(dialect, "sum", used), "biasGradient", j) + ";");
        });
    }

    private static void WriteInputs(
        SourceWriter writer, VectorDialect dialect, Kernel.DenseWeightGradient kernel, Tiling.DenseWeightGradient tiling, int inputs)
    {
        int vectors = (kernel.Outputs + dialect.Lanes - 1) / dialect.Lanes;
        int used = kernel.Outputs - ((vectors - 1) * dialect.Lanes);

        // The vector that is only partly used, if there is one, goes with the last block, which is then not in the loop.
        bool splitLast = used < dialect.Lanes && vectors % tiling.Vectors == 0 && vectors > tiling.Vectors;
        int looped = splitLast ? vectors - tiling.Vectors : vectors;
        DenseForwardWriter.ForEachBlock(writer, dialect, looped, tiling.Vectors, width =>
            WriteTile(writer, dialect, kernel, inputs, width, looped == vectors && (looped <= tiling.Vectors || width < tiling.Vectors) ? used : dialect.Lanes));
        if (splitLast)
        {
            using (writer.Block())
            {
                writer.Line($"const int j = {Text(looped * dialect.Lanes)};");
                WriteTile(writer, dialect, kernel, inputs, tiling.Vectors, used);
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
            writer.Line($"{dialect.Vector} {Sum(input, vector)} = overwrite ? {dialect.Zero} : {dialect.Load("g", Place(dialect, kernel, input, vector))};");
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
                writer.Line($"{dialect.Vector} a{Text(input)} = {dialect.Broadcast(input == 0 ? "a" : $"Unsafe.Add(ref a, {Text(input)})")};");
                for (int vector = 0; vector < vectors; vector++)
                {
                    writer.Line($"{Sum(input, vector)} = {dialect.MultiplyAdd($"a{Text(input)}", $"d{Text(vector)}", Sum(input, vector))};");
                }
            }

            writer.Line($"d = ref Unsafe.Add(ref d, {Text(kernel.DeltaStride)});");
            writer.Line($"a = ref Unsafe.Add(ref a, {Text(kernel.InputStride)});");
        }

        // Padding of the gradient stays zero even where an activation is infinite or NaN.
        foreach ((int input, int vector) in Pairs(inputs, vectors))
        {
            string value = KernelWriter.Masked(dialect, Sum(input, vector), vector == vectors - 1 ? usedOfLast : dialect.Lanes);
            writer.Line(dialect.Store(value, "g", Place(dialect, kernel, input, vector)) + ";");
        }
    }

    private static string Place(VectorDialect dialect, Kernel.DenseWeightGradient kernel, int input, int vector) =>
        Text((input * kernel.WeightStride) + (vector * dialect.Lanes));

    private static IEnumerable<(int Input, int Vector)> Pairs(int inputs, int vectors) =>
        Enumerable.Range(0, inputs).SelectMany(input => Enumerable.Range(0, vectors).Select(vector => (input, vector)));

    private static string Sum(int input, int vector) => $"g{Text(input)}_{Text(vector)}";
}

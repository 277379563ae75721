using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// The sums of the lanes of several vectors, at once: two vectors become one that holds half sums of both, and so on.
/// That takes a quarter of the instructions of summing vector by vector.
/// </summary>
internal static class SumsOfLanes
{
    /// <summary>The method for a number of vectors.</summary>
    public static string Name(int vectors) => vectors == 1 ? "SumAsVector" : $"SumsOfLanesOf{Text(vectors)}";

    /// <summary>The methods that were asked for.</summary>
    public static void Write(SourceWriter writer, VectorDialect dialect)
    {
        foreach (int vectors in dialect.SumsOfVectors)
        {
            writer.Blank();
            Write(writer, dialect, vectors);
        }

        if (dialect.SumsOfVectors.Any(vectors => ByHalves(dialect, vectors)))
        {
            WriteHalves(writer, dialect);
        }

        if (dialect.NeedsSumOfLanes)
        {
            writer.Blank();
            WriteSum(writer, dialect);
        }
    }

    /// <summary>The platform's sum goes through each quarter of a vector by itself, which takes three times as many instructions.</summary>
    private static void WriteSum(SourceWriter writer, VectorDialect dialect)
    {
        writer.Line("// The sum of all lanes, by halving.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"private static {dialect.Scalar} SumOfLanes({dialect.Vector} vector)"))
        {
            string whole = "vector";
            for (int bits = dialect.Bits / 2; bits > 128; bits /= 2)
            {
                writer.Line($"Vector{Text(bits)}<{dialect.Scalar}> half = {whole}.GetLower() + {whole}.GetUpper();");
                whole = "half";
            }

            writer.Line($"return Vector128.Sum({whole}.GetLower() + {whole}.GetUpper());");
        }
    }

    private static bool ByHalves(VectorDialect dialect, int vectors) => dialect.Bits == 512 && vectors > dialect.Lanes / 2;

    private static void Write(SourceWriter writer, VectorDialect dialect, int vectors)
    {
        string[] sums = [.. Enumerable.Range(0, vectors).Select(lane => "s" + Text(lane))];
        writer.Line(vectors == 1
            ? "// The sum of the lanes of a vector, then zeros."
            : $"// Lane i of the result is the sum of the lanes of s_i{(vectors < dialect.Lanes ? "; then come zeros" : "")}.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"private static {dialect.Vector} {Name(vectors)}({string.Join(", ", sums.Select(sum => $"{dialect.Vector} {sum}"))})"))
        {
            if (vectors == 1)
            {
                writer.Line($"return Vector{Text(dialect.Bits)}.CreateScalar({dialect.SumOfLanes(sums[0])});");
            }
            else if (ByHalves(dialect, vectors))
            {
                WriteByHalves(writer, dialect, sums);
            }
            else
            {
                WriteByPairs(writer, dialect, sums);
            }
        }
    }

    /// <summary>Instructions that add neighbours of two vectors exist up to 256 bits, on x86 and on Arm.</summary>
    private static void WriteByPairs(SourceWriter writer, VectorDialect dialect, string[] sums)
    {
        (string Condition, string Method)[] instructions = dialect.Bits >= 256
            ? [("Avx.IsSupported", "Avx.HorizontalAdd")]
            : [("Sse3.IsSupported", "Sse3.HorizontalAdd"), ("AdvSimd.Arm64.IsSupported", "AdvSimd.Arm64.AddPairwise")];
        foreach ((string condition, string method) in instructions)
        {
            using (writer.Block($"if ({condition})"))
            {
                WriteTree(writer, dialect, method, sums);
            }
        }

        IEnumerable<string> lanes = Enumerable.Range(0, dialect.Lanes).Select(lane => lane < sums.Length ? dialect.SumOfLanes(sums[lane]) : "0");
        writer.Line($"return Vector{Text(dialect.Bits)}.Create({string.Join(", ", lanes)});");
    }

    private static void WriteTree(SourceWriter writer, VectorDialect dialect, string method, string[] sums)
    {
        int lanesOf128 = dialect.LanesOfGroup;
        if (dialect.Bits == 128)
        {
            writer.Line($"return {Tree(method, $"Vector128<{dialect.Scalar}>.Zero", sums, lanesOf128)};");
            return;
        }

        // A vector of 512 bits is folded to 256. 256-bit instructions add neighbours within each half.
        string[] folded = dialect.Bits == 256 ? sums : [.. sums.Select(sum => $"{sum}.GetLower() + {sum}.GetUpper()")];
        string zero = $"Vector256<{dialect.Scalar}>.Zero";
        string widened = dialect.Bits == 256 ? "" : ".ToVector512()";
        writer.Line($"Vector256<{dialect.Scalar}> low = {Tree(method, zero, [.. folded.Take(lanesOf128)], lanesOf128)};");
        if (sums.Length <= lanesOf128)
        {
            writer.Line($"return (low.GetLower() + low.GetUpper()).ToVector256(){widened};");
            return;
        }

        writer.Line($"Vector256<{dialect.Scalar}> high = {Tree(method, zero, [.. folded.Skip(lanesOf128)], lanesOf128)};");
        writer.Line($"return Vector256.Create(low.GetLower() + low.GetUpper(), high.GetLower() + high.GetUpper()){widened};");
    }

    /// <summary>A tree over so many vectors, of which those that are not there are zero.</summary>
    private static string Tree(string method, string zero, string[] vectors, int count) => vectors.Length == 0
        ? zero
        : count == 1
            ? vectors[0]
            : $"{method}({Tree(method, zero, [.. vectors.Take(count / 2)], count / 2)}, {Tree(method, zero, [.. vectors.Skip(count / 2)], count / 2)})";

    private static void WriteByHalves(SourceWriter writer, VectorDialect dialect, string[] sums)
    {
        foreach (int lane in Enumerable.Range(0, dialect.Lanes).Skip(sums.Length))
        {
            writer.Line($"{dialect.Vector} s{Text(lane)} = {dialect.Zero};");
        }

        sums = [.. Enumerable.Range(0, dialect.Lanes).Select(lane => "s" + Text(lane))];
        for (int half = dialect.Lanes / 2; half >= 1; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                writer.Line($"{sums[i]} = AddHalves{Text(half)}({sums[i]}, {sums[i + half]});");
            }
        }

        writer.Line($"return {sums[0]};");
    }

    private static void WriteHalves(SourceWriter writer, VectorDialect dialect)
    {
        for (int half = dialect.Lanes / 2; half >= 1; half /= 2)
        {
            int distance = half;
            string swapped = Order(dialect, lane => Text(lane ^ distance));
            string mask = Order(dialect, lane => (lane & distance) == 0 ? "-1" : "0");
            string asNumbers = dialect.Precision == Precision.Single ? "AsSingle" : "AsDouble";
            writer.Blank();
            writer.Line($"// Lanes {Text(distance)} apart are added: those of the left vector go where that bit of the lane is 0, those of the right one where it is 1.");
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (writer.Block($"private static {dialect.Vector} AddHalves{Text(distance)}({dialect.Vector} left, {dialect.Vector} right)"))
            {
                writer.Line($"{dialect.Vector} mask = Vector512.Create({mask}).{asNumbers}();");
                writer.Line($"{dialect.Vector} kept = {dialect.Select("mask", "left", "right")};");
                writer.Line($"{dialect.Vector} moved = {dialect.Select("mask", "right", "left")};");
                writer.Line($"return kept + Vector512.Shuffle(moved, Vector512.Create({swapped}));");
            }
        }
    }

    private static string Order(VectorDialect dialect, Func<int, string> lane)
    {
        string suffix = dialect.Precision == Precision.Single ? "" : "L";
        return string.Join(", ", Enumerable.Range(0, dialect.Lanes).Select(index => lane(index) + suffix));
    }
}

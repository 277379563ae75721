using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// The sums of as many vectors as a vector has lanes, at once: two vectors become one that holds half sums of both,
/// and so on. That takes a quarter of the instructions of summing vector by vector.
/// </summary>
internal static class SumsOfLanes
{
    public const string Name = "SumsOfLanes";

    public static void Write(SourceWriter writer, VectorDialect dialect)
    {
        string[] sums = [.. Enumerable.Range(0, dialect.Lanes).Select(lane => "s" + Text(lane))];
        writer.Line("// Lane i of the result is the sum of the lanes of s_i.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"private static {dialect.Vector} {Name}({string.Join(", ", sums.Select(sum => $"{dialect.Vector} {sum}"))})"))
        {
            if (dialect.Bits == 512)
            {
                WriteByHalves(writer, dialect, sums);
            }
            else
            {
                WriteByPairs(writer, dialect, sums);
            }
        }

        if (dialect.Bits == 512)
        {
            WriteHalves(writer, dialect);
        }
    }

    /// <summary>Instructions that add neighbours of two vectors exist up to 256 bits, on x86 and on Arm.</summary>
    private static void WriteByPairs(SourceWriter writer, VectorDialect dialect, string[] sums)
    {
        (string Condition, string Method)[] instructions = dialect.Bits == 256
            ? [("Avx.IsSupported", "Avx.HorizontalAdd")]
            : [("Sse3.IsSupported", "Sse3.HorizontalAdd"), ("AdvSimd.Arm64.IsSupported", "AdvSimd.Arm64.AddPairwise")];
        int lanesOf128 = dialect.Precision == Precision.Single ? 4 : 2;
        foreach ((string condition, string method) in instructions)
        {
            using (writer.Block($"if ({condition})"))
            {
                if (dialect.Bits == 128)
                {
                    writer.Line($"return {Tree(method, sums)};");
                    continue;
                }

                // 256-bit instructions add neighbours within each half.
                string low = Tree(method, [.. sums.Take(lanesOf128)]);
                string high = Tree(method, [.. sums.Skip(lanesOf128)]);
                writer.Line($"{dialect.Vector} low = {low};");
                writer.Line($"{dialect.Vector} high = {high};");
                writer.Line("return Vector256.Create(low.GetLower() + low.GetUpper(), high.GetLower() + high.GetUpper());");
            }
        }

        writer.Line($"return Vector{Text(dialect.Bits)}.Create({string.Join(", ", sums.Select(dialect.SumOfLanes))});");
    }

    private static string Tree(string method, IReadOnlyList<string> vectors) => vectors.Count == 1
        ? vectors[0]
        : $"{method}({Tree(method, [.. vectors.Take(vectors.Count / 2)])}, {Tree(method, [.. vectors.Skip(vectors.Count / 2)])})";

    private static void WriteByHalves(SourceWriter writer, VectorDialect dialect, string[] sums)
    {
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

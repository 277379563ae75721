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
        int lanes = dialect.Lanes;
        string[] sums = [.. Enumerable.Range(0, lanes).Select(lane => "s" + Text(lane))];
        writer.Line("// Lane i of the result is the sum of the lanes of s_i. Each round adds halves of two vectors, crosswise.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"private static {dialect.Vector} {Name}({string.Join(", ", sums.Select(sum => $"{dialect.Vector} {sum}"))})"))
        {
            for (int half = lanes / 2; half >= 1; half /= 2)
            {
                string number = Text(half);
                for (int i = 0; i < half; i++)
                {
                    writer.Line($"{sums[i]} = AddHalves{number}({sums[i]}, {sums[i + half]});");
                }
            }

            writer.Line($"return {sums[0]};");
        }

        for (int half = lanes / 2; half >= 1; half /= 2)
        {
            int distance = half;
            string swapped = Order(dialect, lane => Text(lane ^ distance));
            string mask = Order(dialect, lane => (lane & distance) == 0 ? "-1" : "0");
            string asNumbers = dialect.Precision == Declaration.Precision.Single ? "AsSingle" : "AsDouble";
            writer.Blank();
            writer.Line($"// Lanes {Text(distance)} apart are added: those of the left vector go where that bit of the lane is 0, those of the right one where it is 1.");
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (writer.Block($"private static {dialect.Vector} AddHalves{Text(distance)}({dialect.Vector} left, {dialect.Vector} right)"))
            {
                writer.Line($"{dialect.Vector} mask = {Class(dialect)}.Create({mask}).{asNumbers}();");
                writer.Line($"{dialect.Vector} kept = {dialect.Select("mask", "left", "right")};");
                writer.Line($"{dialect.Vector} moved = {dialect.Select("mask", "right", "left")};");
                writer.Line($"return kept + {Class(dialect)}.Shuffle(moved, {Class(dialect)}.Create({swapped}));");
            }
        }
    }

    private static string Class(VectorDialect dialect) => "Vector" + Text(dialect.Bits);

    private static string Order(VectorDialect dialect, Func<int, string> lane)
    {
        string suffix = dialect.Precision == Declaration.Precision.Single ? "" : "L";
        return string.Join(", ", Enumerable.Range(0, dialect.Lanes).Select(index => lane(index) + suffix));
    }
}

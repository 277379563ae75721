using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// Methods that read and write the end of a row that fills no vector, and touch nothing behind it: by halves, then
/// by single numbers.
/// </summary>
internal static class PartialRows
{
    public static void Write(SourceWriter writer, VectorDialect dialect)
    {
        foreach (int count in dialect.PartialLoads)
        {
            writer.Blank();
            writer.Line($"// The last {Count(count, "number")} of a row, then zeros.");
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            writer.Line($"private static {dialect.Vector} LoadFirst{Text(count)}(ref {dialect.Scalar} row) =>");
            using (writer.Indent())
            {
                writer.Line(Load(dialect.Precision, dialect.Bits, 0, count) + ";");
            }
        }

        foreach (int count in dialect.PartialStores)
        {
            writer.Blank();
            writer.Line($"// Only the first {Count(count, "number")} of a vector.");
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (writer.Block($"private static void StoreFirst{Text(count)}({dialect.Vector} vector, ref {dialect.Scalar} row)"))
            {
                writer.Lines(Store(dialect.Precision, dialect.Bits, "vector", 0, count));
            }
        }
    }

    private static string Load(Precision precision, int bits, int first, int count)
    {
        int lanes = Lanes(precision, bits);
        if (count == lanes)
        {
            return $"Vector{Text(bits)}.LoadUnsafe(ref row{(first == 0 ? "" : ", " + Text(first))})";
        }

        if (bits == 128)
        {
            string zero = precision == Precision.Single ? "0f" : "0d";
            return count == 1
                ? $"Vector128.CreateScalar({Element(first)})"
                : $"Vector128.Create({string.Join(", ", Enumerable.Range(0, lanes).Select(lane => lane < count ? Element(first + lane) : zero))})";
        }

        int half = lanes / 2;
        return count <= half
            ? $"{Load(precision, bits / 2, first, count)}.ToVector{Text(bits)}()"
            : $"Vector{Text(bits)}.Create({Load(precision, bits / 2, first, half)}, {Load(precision, bits / 2, first + half, count - half)})";
    }

    private static IEnumerable<string> Store(Precision precision, int bits, string vector, int first, int count)
    {
        int lanes = Lanes(precision, bits);
        if (count == lanes)
        {
            return [$"{vector}.StoreUnsafe(ref row{(first == 0 ? "" : ", " + Text(first))});"];
        }

        if (bits == 128)
        {
            return Enumerable.Range(0, count).Select(lane => $"{Element(first + lane)} = {vector}.{(lane == 0 ? "ToScalar()" : $"GetElement({Text(lane)})")};");
        }

        int half = lanes / 2;
        return count <= half
            ? Store(precision, bits / 2, $"{vector}.GetLower()", first, count)
            : Store(precision, bits / 2, $"{vector}.GetLower()", first, half)
                .Concat(Store(precision, bits / 2, $"{vector}.GetUpper()", first + half, count - half));
    }

    private static string Element(int index) => VectorDialect.At("row", Text(index));

    private static int Lanes(Precision precision, int bits) => bits / (precision == Precision.Single ? 32 : 64);
}

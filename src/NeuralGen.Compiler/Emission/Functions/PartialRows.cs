using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// Methods that read and write the end of a row that fills no vector, and touch nothing behind it: by halves, then
/// by pairs and single numbers.
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
            return count switch
            {
                1 => $"Vector128.CreateScalar({Element(first)})",
                2 => $"{Pair(first)}.AsSingle()",
                _ => $"{Pair(first)}.AsSingle().WithElement(2, {Element(first + 2)})",
            };
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
            string last = count == 1 ? "ToScalar()" : "GetElement(2)";
            return
            [
                .. count >= 2 ? [$"Unsafe.WriteUnaligned(ref {Bytes(first)}, {vector}.AsDouble().ToScalar());"] : Array.Empty<string>(),
                .. count != 2 ? [$"{Element(first + count - 1)} = {vector}.{last};"] : Array.Empty<string>(),
            ];
        }

        int half = lanes / 2;
        return count <= half
            ? Store(precision, bits / 2, $"{vector}.GetLower()", first, count)
            : Store(precision, bits / 2, $"{vector}.GetLower()", first, half)
                .Concat(Store(precision, bits / 2, $"{vector}.GetUpper()", first + half, count - half));
    }

    /// <summary>Two numbers in single precision are read and written as one of double precision.</summary>
    private static string Pair(int first) => $"Vector128.CreateScalar(Unsafe.ReadUnaligned<double>(ref {Bytes(first)}))";

    private static string Bytes(int first) => $"Unsafe.As<float, byte>(ref {Element(first)})";

    private static string Element(int index) => VectorDialect.At("row", Text(index));

    private static int Lanes(Precision precision, int bits) => bits / (precision == Precision.Single ? 32 : 64);
}

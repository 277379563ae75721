using NeuralGen.Compiler.Emission.Dialects;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>Covers a row by blocks of vectors, and stored rows by groups.</summary>
internal static class Blocks
{
    /// <summary>
    /// Writes a loop over whole blocks and what remains behind it, each with <c>j</c>, its first element. The body gets
    /// the number of vectors and the lanes used of the last one; a vector that is only partly used is never in the loop.
    /// </summary>
    public static void Write(SourceWriter writer, VectorDialect dialect, int length, int width, Action<int, int> body)
    {
        int lanes = dialect.Lanes;
        int vectors = dialect.Vectors(length);
        int used = dialect.Used(length, vectors - 1);
        int whole = used < lanes && vectors % width == 0 ? (vectors / width) - 1 : vectors / width;
        if (whole > 1)
        {
            using (writer.Block($"for (int j = 0; j < {Text(whole * width * lanes)}; j += {Text(width * lanes)})"))
            {
                body(width, lanes);
            }
        }

        int rest = vectors - (whole * width);
        foreach ((int first, int count, int lanesUsed) in new[] { (0, whole == 1 ? width : 0, lanes), (whole * width, rest, used) })
        {
            if (count > 0)
            {
                using (writer.Block())
                {
                    writer.Line($"const int j = {Text(first * lanes)};");
                    body(count, lanesUsed);
                }
            }
        }
    }

    /// <summary>Writes a loop over whole groups of rows and what remains behind it, each with <c>k</c>, its first row.</summary>
    public static void ForEachGroup(SourceWriter writer, int rows, int size, Action<int> body)
    {
        int whole = rows / size;
        if (whole > 1)
        {
            using (writer.Block($"for (int k = 0; k < {Text(whole * size)}; {(size == 1 ? "k++" : $"k += {Text(size)}")})"))
            {
                body(size);
            }
        }

        foreach ((int first, int count) in new[] { (0, whole == 1 ? size : 0), (whole * size, rows % size) })
        {
            if (count > 0)
            {
                using (writer.Block())
                {
                    writer.Line($"const int k = {Text(first)};");
                    body(count);
                }
            }
        }
    }
}

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
        foreach (Block block in Of(dialect, length, width))
        {
            string step = Text(block.Width * dialect.Lanes);
            string end = Text((block.First + (block.Repeats * block.Width)) * dialect.Lanes);
            using (block.Repeats > 1 ? writer.Block($"for (int j = {Text(block.First * dialect.Lanes)}; j < {end}; j += {step})") : writer.Block())
            {
                if (block.Repeats == 1)
                {
                    writer.Line($"const int j = {Text(block.First * dialect.Lanes)};");
                }

                body(block.Width, block.Used);
            }
        }
    }

    /// <summary>The blocks that cover a row: whole ones, and what remains behind them.</summary>
    public static IEnumerable<Block> Of(VectorDialect dialect, int length, int width)
    {
        int lanes = dialect.Lanes;
        int vectors = dialect.Vectors(length);
        int used = dialect.Used(length, vectors - 1);
        int whole = used < lanes && vectors % width == 0 ? (vectors / width) - 1 : vectors / width;
        int rest = vectors - (whole * width);
        if (whole > 0)
        {
            yield return new Block(0, whole, width, lanes);
        }

        if (rest > 0)
        {
            yield return new Block(whole * width, 1, rest, used);
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

    /// <summary>Neighbouring vectors of a row, and as many again as it says.</summary>
    /// <param name="First">The first vector.</param>
    /// <param name="Repeats">How often there are as many.</param>
    /// <param name="Width">The number of vectors.</param>
    /// <param name="Used">The lanes used of the last one.</param>
    public readonly record struct Block(int First, int Repeats, int Width, int Used);
}

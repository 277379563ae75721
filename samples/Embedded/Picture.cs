namespace Embedded;

/// <summary>Line 1,460 of samples/Digits/optdigits.csv, which neither network has learnt from: see DATA.md there.</summary>
internal static class Picture
{
    private const int Side = 8;
    private const int Darkest = 16;
    private const string Shades = " .:-=+*#%&";

    private static ReadOnlySpan<byte> Ink =>
    [
        0, 0, 1, 13, 16, 10, 0, 0,
        0, 0, 8, 14, 13, 14, 0, 0,
        0, 1, 15, 5, 5, 15, 0, 0,
        0, 7, 12, 0, 9, 11, 0, 0,
        0, 1, 2, 11, 15, 16, 7, 0,
        0, 0, 4, 15, 16, 9, 1, 0,
        0, 0, 0, 10, 11, 0, 0, 0,
        0, 0, 1, 15, 7, 0, 0, 0,
    ];

    /// <summary>The pixels, row by row, from 0 for paper to 1 for ink.</summary>
    public static float[] Pixels()
    {
        float[] pixels = new float[Side * Side];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = Ink[i] / (float)Darkest;
        }

        return pixels;
    }

    public static void Draw()
    {
        Span<char> line = stackalloc char[2 * Side];
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                char shade = Shades[Ink[(row * Side) + column] * (Shades.Length - 1) / Darkest];
                line[2 * column] = shade;
                line[(2 * column) + 1] = shade;
            }

            Console.Out.WriteLine(line);
        }
    }
}

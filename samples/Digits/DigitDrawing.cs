using System.Text;

namespace Digits;

/// <summary>Draws an image with characters of five shades. A character is about twice as high as wide.</summary>
internal static class DigitDrawing
{
    private const string Shades = " ░▒▓█";
    private const int WidestDoubled = 16;

    /// <summary>The width of a drawing in characters.</summary>
    public static int Columns(DigitImages images) => IsDoubled(images) ? 2 * images.Width : images.Width;

    /// <summary>Draws one image: two characters for each pixel if it is small, else one character for two rows.</summary>
    public static string Draw(DigitImages images, ReadOnlySpan<float> pixels)
    {
        bool isDoubled = IsDoubled(images);
        int rowStep = isDoubled ? 1 : 2;
        var drawing = new StringBuilder();
        for (int row = 0; row + rowStep <= images.Height; row += rowStep)
        {
            for (int column = 0; column < images.Width; column++)
            {
                float upper = pixels[(row * images.Width) + column];
                float lower = pixels[((row + rowStep - 1) * images.Width) + column];
                drawing.Append(Shade((upper + lower) / 2), isDoubled ? 2 : 1);
            }

            drawing.Append('\n');
        }

        return drawing.ToString();
    }

    private static bool IsDoubled(DigitImages images) => images.Width <= WidestDoubled;

    private static char Shade(float darkness) =>
        Shades[(int)Math.Round(Math.Clamp(darkness, 0, 1) * (Shades.Length - 1))];
}

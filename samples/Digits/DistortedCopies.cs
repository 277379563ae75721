using NeuralGen;

namespace Digits;

/// <summary>
/// Adds distorted copies of the training images: turned, scaled, sheared and shifted a little, and speckled. People
/// differ in just these ways, and the small file holds few of them.
/// </summary>
internal static class DistortedCopies
{
    /// <summary>The number of copies of each image.</summary>
    public const int CopyCount = 49;

    private const float LargestShift = 0.7f; // pixels
    private const float LargestAngle = 15 * MathF.PI / 180;
    private const float LargestScaling = 0.2f;
    private const float LargestShear = 0.2f;
    private const float LargestSpeckle = 0.3f;

    /// <summary>Makes a set with each image followed by its copies.</summary>
    /// <param name="images">The images, left as they are.</param>
    /// <param name="width">The width of an image in pixels.</param>
    /// <param name="seed">The same seed gives the same copies.</param>
    public static Dataset<float> Add(Dataset<float> images, int width, int seed)
    {
        var random = new Random(seed);
        int total = images.Count * (1 + CopyCount);
        float[] inputs = new float[total * images.InputSize];
        int[] labels = new int[total];
        for (int i = 0; i < total; i++)
        {
            ReadOnlySpan<float> source = images.Input(i / (1 + CopyCount));
            Span<float> destination = inputs.AsSpan(i * images.InputSize, images.InputSize);
            if (i % (1 + CopyCount) == 0)
            {
                source.CopyTo(destination);
            }
            else
            {
                Distort(source, destination, width, random);
            }

            labels[i] = images.Labels[i / (1 + CopyCount)];
        }

        return Dataset.FromLabels(inputs, labels, images.InputSize, images.ClassCount);
    }

    private static void Distort(ReadOnlySpan<float> source, Span<float> destination, int width, Random random)
    {
        (float sine, float cosine) = MathF.SinCos(Draw(random, LargestAngle));
        float scaleX = 1 + Draw(random, LargestScaling);
        float scaleY = 1 + Draw(random, LargestScaling);
        float shear = Draw(random, LargestShear);
        float shiftX = Draw(random, LargestShift);
        float shiftY = Draw(random, LargestShift);

        float centerX = (width - 1) / 2f;
        float centerY = ((source.Length / width) - 1) / 2f;
        for (int i = 0; i < destination.Length; i++)
        {
            // Where this pixel of the copy comes from, seen from the centre.
            float x = (i % width) - centerX;
            float y = (i / width) - centerY;
            float sourceX = (scaleX * ((cosine * x) - (sine * y) + (shear * y))) + shiftX + centerX;
            float sourceY = (scaleY * ((sine * x) + (cosine * y))) + shiftY + centerY;
            destination[i] = Interpolate(source, width, sourceX, sourceY) + Draw(random, LargestSpeckle);
        }
    }

    /// <summary>The darkness between four pixels, weighted by how near each is; white beyond the edge.</summary>
    private static float Interpolate(ReadOnlySpan<float> pixels, int width, float x, float y)
    {
        int left = (int)MathF.Floor(x);
        int top = (int)MathF.Floor(y);
        float upper = float.Lerp(Pixel(pixels, width, left, top), Pixel(pixels, width, left + 1, top), x - left);
        float lower = float.Lerp(Pixel(pixels, width, left, top + 1), Pixel(pixels, width, left + 1, top + 1), x - left);
        return float.Lerp(upper, lower, y - top);
    }

    private static float Pixel(ReadOnlySpan<float> pixels, int width, int x, int y) =>
        x >= 0 && x < width && y >= 0 && y < pixels.Length / width ? pixels[(y * width) + x] : 0;

    private static float Draw(Random random, float largest) => largest * ((2 * random.NextSingle()) - 1);
}

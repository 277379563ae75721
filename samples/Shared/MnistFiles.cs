using NeuralGen;

namespace Samples;

/// <summary>The MNIST database: a folder with its four files, gzipped or not.</summary>
internal static class MnistFiles
{
    public const int Side = 28;
    public const int ClassCount = 10;

    private const int PixelCount = Side * Side;
    private const float Darkest = 255;

    /// <summary>The 60,000 images to learn from: darkness from 0 to 1, row by row, and the digit.</summary>
    public static Dataset<float> ReadTraining(string folder) => ReadPart(folder, "train");

    /// <summary>The 10,000 images to be tested on.</summary>
    public static Dataset<float> ReadTest(string folder) => ReadPart(folder, "t10k");

    private static Dataset<float> ReadPart(string folder, string part)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}'; expected the one with MNIST's four files.");
        }

        string imagesPath = Find(folder, $"{part}-images-idx3-ubyte");
        string labelsPath = Find(folder, $"{part}-labels-idx1-ubyte");
        IdxFile images = IdxFile.Read(imagesPath);
        IdxFile labels = IdxFile.Read(labelsPath);
        if (images.Dimensions is not [int count, Side, Side])
        {
            throw new InvalidDataException($"'{imagesPath}': expected images of {Side} x {Side} pixels; found the dimensions {string.Join(" x ", images.Dimensions)}.");
        }

        if (labels.Dimensions is not [int labelCount] || labelCount != count)
        {
            throw new InvalidDataException($"'{labelsPath}': expected {count} labels, one for each image; found the dimensions {string.Join(" x ", labels.Dimensions)}.");
        }

        return Dataset.FromLabels(Pixels(images.Data.Span), Labels(labelsPath, labels.Data.Span), PixelCount, ClassCount);
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name);
        string compressed = plain + ".gz";
        return File.Exists(plain) ? plain
            : File.Exists(compressed) ? compressed
            : throw new FileNotFoundException($"There is neither '{plain}' nor '{compressed}'.");
    }

    private static float[] Pixels(ReadOnlySpan<byte> data)
    {
        float[] pixels = new float[data.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = data[i] / Darkest;
        }

        return pixels;
    }

    private static int[] Labels(string path, ReadOnlySpan<byte> data)
    {
        int[] labels = new int[data.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = data[i] < ClassCount
                ? data[i]
                : throw new InvalidDataException($"'{path}': expected labels from 0 to 9; label {i} is {data[i]}.");
        }

        return labels;
    }
}

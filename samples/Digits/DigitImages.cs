using NeuralGen;

namespace Digits;

/// <summary>Images of digits, split into those to learn from and those to be tested on.</summary>
/// <param name="Name">What the images are.</param>
/// <param name="Width">The width of an image in pixels.</param>
/// <param name="Height">The height of an image in pixels.</param>
/// <param name="Training">Images to learn from: darkness from 0 to 1, row by row, and the digit as one of ten targets.</param>
/// <param name="Test">Images to be tested on.</param>
internal sealed record DigitImages(string Name, int Width, int Height, Dataset<float> Training, Dataset<float> Test)
{
    public const int ClassCount = 10;
}

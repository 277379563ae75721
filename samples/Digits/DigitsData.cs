using NeuralGen;

namespace Digits;

/// <summary>The 8 x 8 digits that lie beside this program; see DATA.md.</summary>
internal static class DigitsData
{
    private const int Side = 8;
    private const int PixelCount = Side * Side;
    private const int TrainingCount = 1437;
    private const float Darkest = 16;

    /// <summary>Reads the images and adds distorted copies to those to learn from.</summary>
    /// <param name="seed">The seed of the distortions.</param>
    public static DigitImages Read(int seed)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "optdigits.csv");
        NumberTable<float> table = CsvFile.ReadNumbers<float>(path);
        if (table.ColumnCount != PixelCount + 1 || table.RowCount <= TrainingCount)
        {
            throw new InvalidDataException(
                $"'{path}' is not the file of digits: expected {PixelCount + 1} columns and more than {TrainingCount} rows; found {table.ColumnCount} and {table.RowCount}.");
        }

        float[] pixels = new float[table.RowCount * PixelCount];
        int[] labels = new int[table.RowCount];
        for (int row = 0; row < table.RowCount; row++)
        {
            ReadOnlySpan<float> numbers = table.Row(row);
            for (int i = 0; i < PixelCount; i++)
            {
                pixels[(row * PixelCount) + i] = numbers[i] / Darkest;
            }

            labels[row] = Label(path, row, numbers[PixelCount]);
        }

        (Dataset<float> training, Dataset<float> test) =
            Dataset.FromLabels(pixels, labels, PixelCount, DigitImages.ClassCount).Split(TrainingCount);
        Dataset<float> distorted = DistortedCopies.Add(training, Side, seed);
        return new DigitImages($"8 x 8 digits, {training.Count:N0} with {DistortedCopies.CopyCount} distorted copies each", Side, Side, distorted, test);
    }

    private static int Label(string path, int row, float number) =>
        number is >= 0 and < DigitImages.ClassCount && float.IsInteger(number)
            ? (int)number
            : throw new InvalidDataException($"'{path}', line {row + 1}: expected a digit from 0 to 9 in column {PixelCount + 1}; found {number}.");
}

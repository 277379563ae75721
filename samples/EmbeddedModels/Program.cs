using System.Globalization;
using EmbeddedModels;
using NeuralGen;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not [string folder] || folder.StartsWith('-'))
{
    Console.Error.WriteLine("Usage: EmbeddedModels FOLDER. The models are written to FOLDER.");
    return 1;
}

const int PixelCount = 64;
const int TrainingCount = 1437;
const float Darkest = 16;

NumberTable<float> table = CsvFile.ReadNumbers<float>(Path.Combine(AppContext.BaseDirectory, "optdigits.csv"));
float[] pixels = new float[table.RowCount * PixelCount];
int[] labels = new int[table.RowCount];
for (int row = 0; row < table.RowCount; row++)
{
    ReadOnlySpan<float> numbers = table.Row(row);
    for (int i = 0; i < PixelCount; i++)
    {
        pixels[(row * PixelCount) + i] = numbers[i] / Darkest;
    }

    labels[row] = (int)numbers[PixelCount];
}

int[] odd = [.. labels.Select(label => label % 2)];
Directory.CreateDirectory(folder);
Train(new Digit(), Dataset.FromLabels(pixels, labels, PixelCount, classCount: 10)).Save(Path.Combine(folder, "digit.safetensors"));
Train(new OddDigit(), Dataset.FromLabels(pixels, odd, PixelCount, classCount: 2, outputSize: 1)).Save(Path.Combine(folder, "odd.safetensors"));
return 0;

static TNetwork Train<TNetwork>(TNetwork network, Dataset<float> digits)
    where TNetwork : INeuralNetwork<float>
{
    (Dataset<float> training, Dataset<float> test) = digits.Split(TrainingCount);
    Trainer<TNetwork, float> trainer = Trainer.Create(network, new Adam<float>(0.005f), new TrainerOptions
    {
        BatchSize = 32,
        Epochs = 30,
        Schedule = new CosineSchedule(30),
    });
    trainer.Fit(training);
    Console.WriteLine($"{typeof(TNetwork).Name}: {100 * trainer.Evaluate(test).Accuracy:F1} % of {test.Count} digits that it has not seen.");
    return network;
}

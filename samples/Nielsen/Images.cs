using NeuralGen;
using Samples;

namespace Nielsen;

/// <summary>MNIST as the book has it: of the 60,000 images to learn from, the last 10,000 are for validation.</summary>
internal sealed record Images(Dataset<float> Training, Dataset<float> Validation, Dataset<float> Test)
{
    private const int ValidationShare = 6;

    public static Images Read(string folder)
    {
        Dataset<float> all = MnistFiles.ReadTraining(folder);
        (Dataset<float> training, Dataset<float> validation) = all.Split(all.Count - (all.Count / ValidationShare));
        return new Images(training, validation, MnistFiles.ReadTest(folder));
    }
}

using Samples;

namespace Digits;

/// <summary>The images of the MNIST database.</summary>
internal static class MnistData
{
    public static DigitImages Read(string folder) =>
        new("MNIST", MnistFiles.Side, MnistFiles.Side, MnistFiles.ReadTraining(folder), MnistFiles.ReadTest(folder));
}

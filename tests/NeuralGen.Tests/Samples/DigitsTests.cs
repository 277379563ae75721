using System.Globalization;
using System.Text.RegularExpressions;

namespace NeuralGen.Tests.Samples;

/// <summary>Runs samples/Digits.</summary>
public sealed partial class DigitsTests
{
    [Fact]
    public async Task LearnsToReadTheDigits()
    {
        SampleResult result = await SampleProgram.Run("Digits");

        Match accuracy = Accuracy().Match(result.Output);
        Assert.True(result.ExitCode == 0 && accuracy.Success, result.Error + result.Output);
        Assert.InRange(double.Parse(accuracy.Groups[1].Value, CultureInfo.InvariantCulture), 96, 100);
    }

    [Fact]
    public async Task RedirectedOutputHasNoControlCharacters()
    {
        SampleResult result = await SampleProgram.Run("Digits", "--epochs", "1");

        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public async Task SeedDecidesTheResult()
    {
        SampleResult first = await SampleProgram.Run("Digits", "--epochs", "1", "--seed", "7");
        SampleResult second = await SampleProgram.Run("Digits", "--epochs", "1", "--seed", "7");

        Assert.Equal(Loss().Match(first.Output).Value, Loss().Match(second.Output).Value);
    }

    [Fact]
    public async Task MissingMnistFolderIsOneLineAndExitCodeOne()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        SampleResult result = await SampleProgram.Run("Digits", "--mnist", folder);

        AssertRefused(result, folder);
    }

    [Fact]
    public async Task DamagedMnistFileIsOneLineAndExitCodeOne()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllBytesAsync(
                Path.Combine(folder.FullName, "train-images-idx3-ubyte.gz"), [0x1f, 0x8b, 1, 2, 3], TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(
                Path.Combine(folder.FullName, "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 1, 5], TestContext.Current.CancellationToken);

            AssertRefused(await SampleProgram.Run("Digits", "--mnist", folder.FullName), "train-images-idx3-ubyte.gz");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("--epochs", "0")]
    [InlineData("--epochs", "many")]
    [InlineData("--seed", "1.5")]
    [InlineData("--unknown", "1")]
    public async Task BadOptionIsOneLineAndExitCodeOne(string option, string value)
    {
        AssertRefused(await SampleProgram.Run("Digits", option, value), option);
    }

    private static void AssertRefused(SampleResult result, string mentioned)
    {
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(mentioned, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"Test accuracy: ([0-9.]+) %")]
    private static partial Regex Accuracy();

    [GeneratedRegex(@"loss [0-9.]+, test accuracy [0-9.]+ %")]
    private static partial Regex Loss();
}

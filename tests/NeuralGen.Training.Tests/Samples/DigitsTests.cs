using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

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
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("nesterov")]
    [InlineData("adamw")]
    [InlineData("rmsprop")]
    [InlineData("adagrad")]
    public async Task EveryOptimiserLearns(string optimizer)
    {
        SampleResult result = await SampleProgram.Run("Digits", "--epochs", "2", "--optimizer", optimizer);

        Assert.InRange(double.Parse(Accuracy().Match(result.Output).Groups[1].Value, CultureInfo.InvariantCulture), 90, 100);
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("step")]
    [InlineData("exponential")]
    [InlineData("cosine")]
    [InlineData("plateau")]
    public async Task EveryScheduleLearns(string schedule)
    {
        SampleResult result = await SampleProgram.Run("Digits", "--epochs", "2", "--schedule", schedule);

        Assert.InRange(double.Parse(Accuracy().Match(result.Output).Groups[1].Value, CultureInfo.InvariantCulture), 90, 100);
    }

    [Fact]
    public async Task ThreadsDoNotChangeTheResult()
    {
        SampleResult one = await SampleProgram.Run("Digits", "--epochs", "1", "--dropout", "--threads", "1");
        SampleResult three = await SampleProgram.Run("Digits", "--epochs", "1", "--dropout", "--threads", "3");

        Assert.Equal(Loss().Match(one.Output).Value, Loss().Match(three.Output).Value);
    }

    [Fact]
    public async Task ResumedTrainingEndsAsTheWholeOne()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("digits.safetensors");
        string[] options = ["--dropout", "--schedule", "exponential", "--checkpoint", checkpoint];
        SampleResult whole = await SampleProgram.Run("Digits", [.. options, "--epochs", "3"]);
        await SampleProgram.Run("Digits", [.. options, "--epochs", "1"]);

        SampleResult resumed = await SampleProgram.Run("Digits", [.. options, "--epochs", "3", "--resume"]);

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(Loss().Matches(whole.Output)[^1].Value, Loss().Matches(resumed.Output)[^1].Value);
    }

    [Fact]
    public async Task CheckpointOfOtherOptionsIsOneLineAndExitCodeOne()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("digits.safetensors");
        await SampleProgram.Run("Digits", "--epochs", "1", "--checkpoint", checkpoint);

        AssertRefused(await SampleProgram.Run("Digits", "--epochs", "1", "--checkpoint", checkpoint, "--resume", "--optimizer", "sgd"), "Adam");
    }

    [Fact]
    public async Task ReportIsAPicture()
    {
        using var folder = new TemporaryFolder();

        await SampleProgram.Run("Digits", "--epochs", "1", "--report", folder.File("curves.svg"));

        Assert.Equal("svg", XDocument.Load(folder.File("curves.svg")).Root?.Name.LocalName);
    }

    [Fact]
    public async Task ResumingFromNothingIsOneLineAndExitCodeOne() =>
        AssertRefused(await SampleProgram.Run("Digits", "--resume"), "--checkpoint");

    [Theory]
    [InlineData("--optimizer", "adamm")]
    [InlineData("--schedule", "never")]
    [InlineData("--learning-rate", "-1")]
    [InlineData("--threads", "0")]
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

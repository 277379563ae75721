using System.Text.RegularExpressions;
using NeuralGen.Tests.Samples;

namespace NeuralGen.Mathematics.Tests.Lecture;

/// <summary>Runs every chapter of samples/Lecture, as a program of its own.</summary>
[Trait("Category", "Numeric")]
public sealed partial class ChapterTests
{
    internal static readonly string[] Chapters =
    [
        "1.5.1", "1.5.2", "1.5.3", "1.5.4",
        "2.1", "2.2", "2.3",
        "3.1", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9",
        "4.1", "4.2.1", "4.2.2", "4.2.3", "4.2.4", "4.2.5", "4.3", "4.4", "4.5",
    ];

    public static TheoryData<string> Numbers => [.. Chapters];

    [Fact]
    public async Task ListIsTheWholeLecture()
    {
        SampleResult result = await SampleProgram.Run("Lecture");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Chapters, ChapterLine().Matches(result.Output).Select(line => line.Groups[1].Value));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task GeneratedCodeAgreesWithTheSecondWay(string number)
    {
        SampleResult result = await SampleProgram.Run("Lecture", number);

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        Assert.StartsWith($"{number}  ", result.Output.TrimStart(), StringComparison.Ordinal);
        Assert.Contains("difference", result.Output, StringComparison.Ordinal);
        Assert.Matches(Difference(), result.Output);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public async Task SectionRunsItsChapters()
    {
        SampleResult result = await SampleProgram.Run("Lecture", "4.2");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["4.2.1", "4.2.2", "4.2.3", "4.2.4", "4.2.5"],
            Heading().Matches(result.Output).Select(heading => heading.Groups[1].Value));
    }

    [Theory]
    [InlineData("9.9")]
    [InlineData("4.2.6")]
    [InlineData("four")]
    [InlineData("")]
    [InlineData("--unknown")]
    public async Task UnknownChapterIsOneLineAndExitCodeOne(string wanted)
    {
        SampleResult result = await SampleProgram.Run("Lecture", wanted);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(wanted, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [GeneratedRegex(@"^  ([1-4](?:\.[0-9])+) +\S", RegexOptions.Multiline)]
    private static partial Regex ChapterLine();

    [GeneratedRegex(@"^([1-4](?:\.[0-9])+)  \S", RegexOptions.Multiline)]
    private static partial Regex Heading();

    // Two numbers, how far they are apart, and the bound.
    [GeneratedRegex(@"-?[0-9]+\.[0-9]{10} +-?[0-9]+\.[0-9]{10} +[0-9]\.[0-9]e[-+][0-9]{2} +[0-9]e[-+][0-9]{2}")]
    private static partial Regex Difference();
}

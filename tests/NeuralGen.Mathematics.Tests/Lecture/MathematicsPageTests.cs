using System.Text.RegularExpressions;

namespace NeuralGen.Mathematics.Tests.Lecture;

/// <summary>Keeps docs/mathematics.md true: its files exist, and its chapters are those of samples/Lecture.</summary>
public sealed partial class MathematicsPageTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Page = File.ReadAllText(Path.Combine(Root, "docs", "mathematics.md"));

    [Fact]
    public void EveryFileNamedExists()
    {
        string[] files = [.. FileName().Matches(Page).Select(match => match.Groups[1].Value).Distinct()];

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(Root, file)), $"{file} does not exist."));
    }

    [Fact]
    public void EveryChapterHasItsSectionAndItsCommand()
    {
        Assert.Equal(ChapterTests.Chapters, Heading().Matches(Page).Select(match => match.Groups[1].Value));
        Assert.Equal(ChapterTests.Chapters, Command().Matches(Page).Select(match => match.Groups[1].Value));
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NeuralGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"The repository is not above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"`((?:src|samples|tests|docs|benchmarks)/[^`]*\.[a-z]+)`")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^### ([0-9.]+) ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\* `dotnet run -c Release --project samples/Lecture -- ([0-9.]+)`$", RegexOptions.Multiline)]
    private static partial Regex Command();
}

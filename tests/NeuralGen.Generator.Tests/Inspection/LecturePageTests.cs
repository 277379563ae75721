using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Inspection;

/// <summary>docs/generated-code.md shows generated code as it is: its first block declares the network, the others are excerpts.</summary>
public class LecturePageTests
{
    private static readonly string[] Blocks = [.. Regex
        .Matches(File.ReadAllText(PagePath()).ReplaceLineEndings("\n"), "```csharp\n(.*?)```", RegexOptions.Singleline)
        .Select(match => match.Groups[1].Value)];

    public static TheoryData<int> Excerpts => new(Enumerable.Range(1, Blocks.Length - 1));

    [Theory]
    [MemberData(nameof(Excerpts))]
    public void Excerpt_is_in_the_generated_code(int block)
    {
        IEnumerable<string> generated = GeneratorRun.Of(Blocks[0]).Files.Values.Select(WithoutIndentation);
        Assert.True(generated.Any(file => file.Contains(WithoutIndentation(Blocks[block]), StringComparison.Ordinal)), "The page shows what is not generated:\n" + Blocks[block]);
    }

    private static string WithoutIndentation(string text) => string.Join("\n", text.Split('\n').Select(line => line.TrimStart()));

    private static string PagePath([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/generated-code.md"));
}

using Spectre.Console;

namespace Lecture.Frame;

/// <summary>What a chapter writes: text, and comparisons, which it counts.</summary>
internal sealed class Page
{
    private const string Indent = "  ";

    /// <summary>The number of comparisons so far.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are above their bounds.</summary>
    public int Broken { get; private set; }

    /// <summary>Starts the page.</summary>
    public void Heading(string number, string title)
    {
        Console.WriteLine();
        if (Console.IsOutputRedirected)
        {
            Console.WriteLine($"{number}  {title}");
        }
        else
        {
            AnsiConsole.Write(new Rule($"[bold]{number}  {Markup.Escape(title)}[/]").LeftJustified());
        }

        Console.WriteLine();
    }

    /// <summary>Writes what the chapter states, set off from the text.</summary>
    public void Statement(string statement)
    {
        foreach (string line in statement.Split('\n'))
        {
            if (Console.IsOutputRedirected)
            {
                Console.WriteLine($"    {line}".TrimEnd());
            }
            else
            {
                AnsiConsole.MarkupLine($"    [aqua]{Markup.Escape(line)}[/]");
            }
        }

        Console.WriteLine();
    }

    /// <summary>Writes text, as it is.</summary>
    public void Say(string text)
    {
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            Console.WriteLine((Indent + line).TrimEnd());
        }

        Console.WriteLine();
    }

    /// <summary>Writes numbers that generated code computed beside those of a second way.</summary>
    /// <param name="generated">The generated method.</param>
    /// <param name="second">The second way.</param>
    /// <param name="checks">The numbers.</param>
    public void Compare(string generated, string second, params IReadOnlyList<Check> checks)
    {
        Count += checks.Count;
        Broken += checks.Count(check => !check.Holds);
        if (Console.IsOutputRedirected)
        {
            ComparisonWriter.Lines(Indent, generated, second, checks);
        }
        else
        {
            ComparisonWriter.Table(generated, second, checks);
        }

        Console.WriteLine();
    }
}

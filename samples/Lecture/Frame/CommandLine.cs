using System.CommandLine;

namespace Lecture.Frame;

/// <summary>The argument of the program: which chapter to run.</summary>
internal static class CommandLine
{
    /// <summary>Runs the program with its arguments.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the standard error output.</returns>
    public static int Run(string[] args)
    {
        var wanted = new Argument<string?>("chapter")
        {
            Description = "A chapter such as 4.2.2, a section such as 4.2, or 'all'. Without it, the chapters are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new RootCommand("The chapters of the lecture on the mathematics of neural networks, computed by generated code.") { wanted };
        command.SetAction(given => given.GetValue(wanted) is { } chapter ? RunChapters(chapter) : List());

        ParseResult parsed = command.Parse(args);
        if (parsed.Errors.Count == 0)
        {
            return parsed.Invoke();
        }

        Console.Error.WriteLine($"{string.Join(" ", parsed.Errors.Select(error => error.Message))} See --help.");
        return 1;
    }

    private static int List()
    {
        Console.WriteLine("The Complete Mathematics of Neural Networks and Deep Learning, chapter by chapter:");
        Console.WriteLine();
        foreach (Chapter chapter in Contents.Chapters)
        {
            Console.WriteLine($"  {chapter.Number,-7}{chapter.Title}");
        }

        Console.WriteLine();
        Console.WriteLine("Give a number to run that chapter, part of one (4.2) to run a section, or 'all'.");
        return 0;
    }

    private static int RunChapters(string wanted)
    {
        Chapter[] chapters = [.. Contents.Chapters.Where(chapter => wanted == "all" || chapter.IsIn(wanted))];
        if (chapters.Length == 0)
        {
            Console.Error.WriteLine($"There is no chapter '{wanted}'. Run the program without arguments to see which there are.");
            return 1;
        }

        int exitCode = 0;
        foreach (Chapter chapter in chapters)
        {
            Page page = chapter.Run();
            if (page.Broken > 0)
            {
                Console.Error.WriteLine($"Chapter {chapter.Number}: {page.Broken} of {page.Count} differences are above their bounds.");
                exitCode = 1;
            }
        }

        return exitCode;
    }
}

using Spectre.Console;

namespace NeuralGen.Benchmarks;

/// <summary>Prints tables to terminals and files.</summary>
internal static class ReportTable
{
    private const int FileWidth = 200;

    /// <summary>A terminal's width is its own; a file has none, and needs no broken lines.</summary>
    public static void Print(Table table)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = FileWidth;
            AnsiConsole.Profile.Capabilities.Ansi = false;
        }

        AnsiConsole.Write(table.Border(TableBorder.Markdown));
    }
}

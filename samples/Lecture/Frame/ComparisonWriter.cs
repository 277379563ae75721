using Spectre.Console;

namespace Lecture.Frame;

/// <summary>Writes comparisons: as a table in a terminal, as aligned lines in a file or pipe.</summary>
internal static class ComparisonWriter
{
    public static void Lines(string indent, string generated, string second, IReadOnlyList<Check> checks)
    {
        string[] headers = ["", generated, second, "difference", "at most"];
        string[][] rows = [headers, .. checks.Select(check => (string[])[check.Name, .. Cells(check)])];
        int[] widths = [.. headers.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]));
            Console.WriteLine(indent + string.Join("  ", cells).TrimEnd());
        }

        foreach (Check check in checks.Where(check => !check.Holds))
        {
            Console.WriteLine($"{indent}The difference of {check.Name} is above its bound.");
        }
    }

    public static void Table(string generated, string second, IReadOnlyList<Check> checks)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("");
        foreach (string header in (string[])[generated, second, "difference", "at most"])
        {
            table.AddColumn(new TableColumn(Markup.Escape(header)).RightAligned());
        }

        foreach (Check check in checks)
        {
            string[] cells = Cells(check);
            cells[2] = check.Holds ? $"[green]{cells[2]}[/]" : $"[bold red]{cells[2]}[/]";
            table.AddRow([Markup.Escape(check.Name), .. cells]);
        }

        AnsiConsole.Write(table);
    }

    private static string[] Cells(Check check) =>
        [Notation.Rounded(check.Generated, 10), Notation.Rounded(check.Second, 10), $"{check.Difference:0.0e+00}", $"{check.Bound:0e+00}"];
}

using System.Globalization;
using System.Text;
using Spectre.Console;

namespace NeuralGen.Benchmarks;

/// <summary>Prints a comparison: for people on a terminal, as Markdown into a file.</summary>
internal sealed class ComparisonReport(Machine machine, int rounds, IReadOnlyList<WorkloadResult> results, IReadOnlyList<string> absent)
{
    private const string None = "-";
    private const string Description = "workload";

    public void Print()
    {
        string date = DateTime.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Console.WriteLine($"{date}, {ProcessorName()}, .NET {Environment.Version}, vectors of {machine.VectorBits} bits, one thread, single precision, best of {rounds} rounds.");
        Console.WriteLine($"One core: {machine.Peak / 1e9:F1} GFLOP/s of multiply-adds; loads of {machine.FirstLevel / 1e9:F0} GB/s from the first-level cache, {machine.SecondLevel / 1e9:F0} GB/s from the second-level cache.");
        if (absent.Count > 0)
        {
            Console.WriteLine($"Not installed: {string.Join(", ", absent)} (benchmarks/Peers/setup).");
        }

        PrintTable(["", Description, "unit", "NeuralGen", "best peer", "its value", "times as fast", "of the bound", "goal"], [.. results.Select(Summary)]);
        string[] contenders = [.. results[0].Outcomes.Select(outcome => outcome.Contender)];
        if (results.Any(result => result.Workload.Id.StartsWith("SC", StringComparison.Ordinal)))
        {
            Console.WriteLine();
            Console.WriteLine($"The goal of SC and SCn is for two cores; this machine has {Environment.ProcessorCount} processors. In SCn only NeuralGen uses more than one thread.");
        }

        foreach (WorkloadResult[] part in results.Chunk(WorkloadsAcross()))
        {
            PrintTable(["", .. part.Select(result => result.Workload.Id)], [.. contenders.Select((name, index) => Row(name, index, part))]);
        }
    }

    /// <summary>How many workloads fit beside one another.</summary>
    private static int WorkloadsAcross()
    {
        const int Names = 30;
        const int Value = 10;
        return Console.IsOutputRedirected ? int.MaxValue : Math.Max(1, (AnsiConsole.Profile.Width - Names) / Value);
    }

    private string[] Summary(WorkloadResult result)
    {
        Workload workload = result.Workload;
        Outcome own = result.NeuralGen;
        Outcome? peer = result.BestPeer;
        return
        [
            workload.Id,
            workload.Title,
            workload.Unit,
            Value(workload, own),
            peer?.Contender ?? None,
            peer is null ? None : Value(workload, peer),
            peer is null ? None : $"{peer.SecondsPerStep / own.SecondsPerStep:F2}",
            $"{100 * machine.Bound(workload) / own.SecondsPerStep:F0} %",
            workload.Format(workload.ScaledGoal(machine.Peak)),
        ];
    }

    private static string[] Row(string contender, int index, WorkloadResult[] part) =>
        [contender, .. part.Select(result => Value(result.Workload, result.Outcomes[index]))];

    private static string Value(Workload workload, Outcome outcome) =>
        outcome.Note ?? (double.IsFinite(outcome.SecondsPerStep) ? workload.Format(workload.Value(outcome.SecondsPerStep)) : None);

    private static void PrintTable(string[] headings, string[][] rows)
    {
        Console.WriteLine();
        if (Console.IsOutputRedirected)
        {
            var text = new StringBuilder();
            text.AppendLine($"| {string.Join(" | ", headings)} |");
            text.AppendLine($"|{string.Join("|", headings.Select((_, column) => IsText(column, rows) ? "---" : "---:"))}|");
            foreach (string[] row in rows)
            {
                text.AppendLine($"| {string.Join(" | ", row)} |");
            }

            Console.Write(text);
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        for (int column = 0; column < headings.Length; column++)
        {
            var heading = new TableColumn(Markup.Escape(headings[column])) { NoWrap = headings[column] != Description };
            table.AddColumn(IsText(column, rows) ? heading : heading.RightAligned());
        }

        foreach (string[] row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
    }

    private static bool IsText(int column, string[][] rows) => rows.Any(row => row[column] is not (None or "WRONG" or "FAILED") && !char.IsAsciiDigit(row[column][0]))
        || column == 0;

    private static string ProcessorName()
    {
        const string Path = "/proc/cpuinfo";
        string? line = File.Exists(Path) ? File.ReadLines(Path).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace NeuralGen.Benchmarks.Startup;

/// <summary><c>jit</c>: what the just-in-time compiler makes of each workload's class, and what a first call costs.</summary>
internal static class JitCommand
{
    private const string Name = "jit";
    private const double LimitInMilliseconds = 150;

    private static readonly Dictionary<string, Func<StartupReport>> Probes = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(Curve)] = StartupProbe.Run<Curve>,
        [nameof(Tiny)] = StartupProbe.Run<Tiny>,
        [nameof(Digits)] = StartupProbe.Run<Digits>,
        [nameof(Mnist)] = StartupProbe.Run<Mnist>,
        [nameof(Deep)] = StartupProbe.Run<Deep>,
        [nameof(MnistSigmoid)] = StartupProbe.Run<MnistSigmoid>,
        [nameof(Surface)] = StartupProbe.Run<Surface>,
    };

    public static Command Create()
    {
        var networks = new Argument<string[]>("network") { Description = $"Which of {string.Join(", ", Probes.Keys)}; all when none is named." };
        networks.AcceptOnlyFromAmong([.. Probes.Keys]);
        var summary = new Option<bool>("--summary") { Description = "Leaves out the tables of single methods." };
        var child = new Option<bool>("--child") { Description = "Used by this command itself: measures one network and prints JSON.", Hidden = true };
        var command = new Command(Name, "Measures first calls and just-in-time compilation.") { networks, summary, child };
        command.SetAction(result =>
        {
            string[] chosen = result.GetValue(networks) is { Length: > 0 } named ? named : [.. Probes.Keys];
            if (result.GetValue(child))
            {
                Console.WriteLine(JsonSerializer.Serialize(Probes[chosen[0]]()));
                return;
            }

            Print(chosen, result.GetValue(summary));
        });
        return command;
    }

    private static void Print(IEnumerable<string> networks, bool summary)
    {
        var reports = networks.Select(network => (Network: network, Report: Probe(network))).ToList();
        foreach ((string network, StartupReport report) in reports)
        {
            if (!summary)
            {
                ReportTable.Print(MethodTable(network, report));
            }

            ReportTable.Print(CallTable(network, report));
            if (report.RefusedFunctions.Count > 0)
            {
                ReportTable.Print(RefusalTable(network, report));
            }
        }

        ReportTable.Print(SummaryTable(reports));
    }

    /// <summary>Each network in a process of its own, so that none finds code that another one had compiled.</summary>
    private static StartupReport Probe(string network) => JsonSerializer.Deserialize<StartupReport>(ChildProcess.Run(Name, network, "--child"))!;

    private static Table MethodTable(string network, StartupReport report)
    {
        Table table = new Table().Title($"{network}: generated methods, as compiled for their first call and again in the background");
        table.AddColumns("method", "tier", "IL bytes", "machine code bytes", "compiled in ms");
        IEnumerable<CompiledMethod> again = report.Recompiled.OrderByDescending(method => method.Milliseconds);
        foreach (CompiledMethod method in report.OwnMethods.OrderByDescending(method => method.Milliseconds).Concat(again))
        {
            table.AddRow(
                Markup.Escape(method.Name), method.Tier, Text(method.IntermediateBytes), Text(method.NativeBytes), Text(method.Milliseconds, "F2"));
        }

        return table;
    }

    private static Table RefusalTable(string network, StartupReport report)
    {
        Table table = new Table().Title($"{network}: functions of kernels that stayed calls");
        table.AddColumns("method", "callee", "reason");
        foreach (RefusedInlining refusal in report.RefusedFunctions)
        {
            table.AddRow(Markup.Escape(refusal.Method), Markup.Escape(refusal.Callee), Markup.Escape(refusal.Reason));
        }

        return table;
    }

    private static Table CallTable(string network, StartupReport report)
    {
        Table table = new Table().Title($"{network}: first calls in a fresh process, the library's methods included");
        table.AddColumns("call", "methods", "IL bytes", "compiling, ms", "first call, ms", "calls 2-30, us", "calls 31-100, us", "settled, us");
        foreach (FirstCall call in report.Calls)
        {
            table.AddRow(
                call.Name,
                Text(call.CompiledMethods),
                Text(call.IntermediateBytes),
                Text(call.CompilationMilliseconds, "F1"),
                Text(call.FirstMilliseconds, "F1"),
                Text(call.EarlyMicroseconds, "F2"),
                Text(call.NextMicroseconds, "F2"),
                Text(call.SettledMicroseconds, "F2"));
        }

        return table;
    }

    private static Table SummaryTable(IEnumerable<(string Network, StartupReport Report)> reports)
    {
        Table table = new Table().Title($"Generated code of each class, .NET {Environment.Version}; the limit is {Text(LimitInMilliseconds, "F0")} ms");
        table.AddColumns("network", "methods", "IL bytes", "largest, IL bytes", "machine code bytes", "compiled in ms", "compiled again", "in ms", "verdict");
        foreach ((string network, StartupReport report) in reports)
        {
            double milliseconds = report.OwnMethods.Sum(method => method.Milliseconds);
            CompiledMethod largest = report.OwnMethods.MaxBy(method => method.IntermediateBytes)!;
            table.AddRow(
                network,
                Text(report.OwnMethods.Count),
                Text(report.OwnMethods.Sum(method => method.IntermediateBytes)),
                $"{Text(largest.IntermediateBytes)} {Markup.Escape(largest.Name)}",
                Text(report.OwnMethods.Sum(method => method.NativeBytes)),
                Text(milliseconds, "F1"),
                Text(report.Recompiled.Count),
                Text(report.Recompiled.Sum(method => method.Milliseconds), "F1"),
                milliseconds <= LimitInMilliseconds ? "within" : "ABOVE");
        }

        return table;
    }

    private static string Text(double value, string format = "N0") => value.ToString(format, CultureInfo.InvariantCulture);
}

using System.CommandLine;
using System.Globalization;
using NeuralGen.Benchmarks.Startup;
using NeuralGen.Compiler;
using Spectre.Console;

namespace NeuralGen.Benchmarks.GeneratorTime;

/// <summary><c>generator</c>: how long the source generator takes, and how its output grows with the width of layers.</summary>
internal static class GeneratorCommand
{
    private const string Name = "generator";
    private const int ColdRuns = 3;

    private static readonly int[] Widths = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

    public static Command Create()
    {
        var cold = new Option<string?>("--cold") { Description = "Used by this command itself: one first run, 'compile' or 'driver'.", Hidden = true };
        var index = new Option<int>("--case") { Description = "Used by this command itself: which declaration.", Hidden = true };
        var command = new Command(Name, "Measures the source generator.") { cold, index };
        command.SetAction(result =>
        {
            GeneratorCase declared = GeneratorCase.All[result.GetValue(index)];
            switch (result.GetValue(cold))
            {
                case null:
                    PrintGrowth();
                    PrintTimes();
                    break;
                case "compile":
                    Console.WriteLine(Text(GeneratorProbe.ColdCompile(declared), "R"));
                    break;
                default:
                    (double generator, double driver) = GeneratorProbe.ColdGenerator(declared);
                    Console.WriteLine(Text(generator, "R") + " " + Text(driver, "R"));
                    break;
            }
        });
        return command;
    }

    private static void PrintTimes()
    {
        Table table = new Table().Title($"Milliseconds for one network: warm (editor), and the first in a process, .NET {Environment.Version}");
        table.AddColumns("network", "limit", "compile", "generator", "driver", "first compile", "first generator", "first driver");
        for (int i = 0; i < GeneratorCase.All.Count; i++)
        {
            GeneratorCase declared = GeneratorCase.All[i];
            GeneratorTimes warm = GeneratorProbe.Warm(declared);
            double[] compile = Cold("compile", i);
            double[] driver = Cold("driver", i);
            double[] times = [declared.LimitInMilliseconds, warm.Compile, warm.Generator, warm.Driver, compile[0], driver[0], driver[1]];
            table.AddRow([declared.Name, .. times.Select(time => Text(time, "F1"))]);
        }

        ReportTable.Print(table);
    }

    /// <summary>The fastest of several fresh processes.</summary>
    private static double[] Cold(string what, int index)
    {
        IEnumerable<double[]> runs = Enumerable.Range(0, ColdRuns).Select(_ => ChildProcess
            .Run(Name, "--cold", what, "--case", Text(index, "F0"))
            .Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray());
        return runs.MinBy(times => times[0])!;
    }

    private static void PrintGrowth()
    {
        Table table = new Table().Title("Generated code for one layer as wide as its input");
        table.AddColumns("width", "files", "lines", "characters");
        foreach (int width in Widths)
        {
            GeneratorCase declared = GeneratorCase.Square(width);
            EquatableArray<GeneratedFile> files = NetworkCompiler.Compile(declared.Declaration());
            int lines = files.Sum(file => file.Text.Count(character => character == '\n'));
            table.AddRow(Text(width, "F0"), Text(files.Count, "F0"), Text(lines, "N0"), Text(files.Sum(file => file.Text.Length), "N0"));
        }

        ReportTable.Print(table);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

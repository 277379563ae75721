using System.CommandLine;
using System.Globalization;
using System.Runtime.Intrinsics;
using NeuralGen.Compiler.Emission.Dialects;
using Spectre.Console;

namespace NeuralGen.Benchmarks.Functions;

/// <summary><c>functions</c>: elementary functions of generated code against those of System.Numerics.Tensors.</summary>
internal static class FunctionsCommand
{
    public static Command Create()
    {
        var bits = new Option<int>("--bits")
        {
            Description = "The width of our vectors: 512, 256 or 128.",
            DefaultValueFactory = _ => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
        };
        var rounds = new Option<int>("--rounds") { Description = "How often each is measured; the best counts.", DefaultValueFactory = _ => 300 };
        var command = new Command("functions", "Measures the elementary functions against System.Numerics.Tensors.") { bits, rounds };
        command.SetAction(result => Run(result.GetValue(bits), result.GetValue(rounds)));
        return command;
    }

    private static void Run(int bits, int rounds)
    {
        IEnumerable<FunctionTime> times =
        [
            .. FunctionMeasurement.Run<float>(VectorDialect.Create(Compiler.Declaration.Precision.Single, bits), rounds),
            .. FunctionMeasurement.Run<double>(VectorDialect.Create(Compiler.Declaration.Precision.Double, bits), rounds),
        ];
        Table table = new Table().Title($"Nanoseconds for one number, vectors of {bits} bits, .NET {Environment.Version}");
        table.AddColumns("precision", "function", "NeuralGen", "System.Numerics.Tensors", "ns", "ratio");
        foreach (FunctionTime time in times)
        {
            table.AddRow(
                time.Precision, time.Name, Text(time.Nanoseconds, "F3"), time.PeerName, Text(time.PeerNanoseconds, "F3"), Text(time.PeerNanoseconds / time.Nanoseconds, "F2"));
        }

        ReportTable.Print(table);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

using System.CommandLine;
using BenchmarkDotNet.Running;

namespace NeuralGen.Benchmarks;

/// <summary>The subcommand <c>record</c>: BenchmarkDotNet, with its statistics and its reports.</summary>
internal static class RecordCommand
{
    /// <summary>Creates the subcommand. What it does not know, BenchmarkDotNet may.</summary>
    public static Command Create()
    {
        var command = new Command("record", "Measures the workloads with BenchmarkDotNet, which is given all other arguments (such as --filter '*' or --job short).")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(given => Run([.. given.UnmatchedTokens]));
        return command;
    }

    // In this process: a process for each benchmark would have to build the project again.
    private static void Run(string[] arguments) =>
        BenchmarkSwitcher.FromAssembly(typeof(RecordCommand).Assembly).Run([.. arguments, "--inProcess"]);
}

using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

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

    private static void Run(string[] arguments)
    {
        // In this process: a process for each benchmark would have to build the project again.
        IConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(RecordCommand).Assembly).Run(arguments, config);
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;

namespace NeuralGen.Benchmarks;

/// <summary>The subcommand <c>compare</c>: the workloads of the project, side by side with everybody else.</summary>
internal static class CompareCommand
{
    private const int DefaultRounds = 5;

    /// <summary>Creates the subcommand.</summary>
    public static Command Create()
    {
        var workloads = new Argument<string[]>("WORKLOAD")
        {
            Description = $"The workloads to measure (default: all): {string.Join(' ', Workload.All.Select(workload => workload.Id))}.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        workloads.Validators.Add(RejectUnknown);
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often every contender is measured in turn.",
            HelpName = "NUMBER",
            DefaultValueFactory = _ => DefaultRounds,
        };
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--rounds needs a whole number of at least 1.");
            }
        });
        var peers = new Option<DirectoryInfo?>("--peers")
        {
            Description = "The folder with the programs of the peers (default: what benchmarks/Peers/setup builds).",
            HelpName = "FOLDER",
        };

        var command = new Command("compare", "Measures every workload against the machine's peak and against other libraries.") { workloads, rounds, peers };
        command.SetAction(given => Run(given.GetValue(workloads) ?? [], given.GetValue(rounds), given.GetValue(peers)));
        return command;
    }

    private static void RejectUnknown(ArgumentResult result)
    {
        foreach (Token token in result.Tokens)
        {
            if (Find(token.Value) is null)
            {
                result.AddError($"There is no workload '{token.Value}'; there are {string.Join(' ', Workload.All.Select(workload => workload.Id))}.");
            }
        }
    }

    private static Workload? Find(string id) => Workload.All.FirstOrDefault(workload => workload.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static void Run(string[] ids, int rounds, DirectoryInfo? peerFolder)
    {
        using var files = new WorkloadFiles();
        PeerPrograms peers = PeerPrograms.Start(peerFolder?.FullName ?? PeerPrograms.DefaultFolder(), files);
        IContender[] contenders = [new NeuralGenContender(), .. peers.Running, InProcessContender.Tensors, InProcessContender.MathNet, InProcessContender.NaiveCSharp];
        try
        {
            var machine = new Machine();
            var comparison = new Comparison(contenders, machine, rounds);
            var results = new List<WorkloadResult>();
            foreach (Workload workload in ids.Length == 0 ? Workload.All : ids.Select(id => Find(id)!))
            {
                Console.Error.WriteLine($"{workload.Id}: {workload.Title}");
                results.Add(comparison.Measure(workload));
            }

            new ComparisonReport(machine, rounds, results, peers.Absent).Print();
        }
        finally
        {
            foreach (IContender contender in contenders)
            {
                contender.Dispose();
            }
        }
    }
}

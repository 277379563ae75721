namespace NeuralGen.Benchmarks;

/// <summary>What one contender reached in one workload.</summary>
/// <param name="Contender">Its name.</param>
/// <param name="SecondsPerStep">The best of all rounds; infinite if there is none.</param>
/// <param name="Note">Why there is no time.</param>
internal sealed record Outcome(string Contender, double SecondsPerStep, string? Note = null);

/// <summary>All outcomes of one workload.</summary>
internal sealed record WorkloadResult(Workload Workload, IReadOnlyList<Outcome> Outcomes)
{
    public Outcome NeuralGen => Outcomes[0];

    /// <summary>The fastest of the others that computed the right numbers.</summary>
    public Outcome? BestPeer => Outcomes.Skip(1).Where(outcome => double.IsFinite(outcome.SecondsPerStep)).MinBy(outcome => outcome.SecondsPerStep);
}

/// <summary>Measures workloads: every contender in turn, round after round, the best of each counts.</summary>
internal sealed class Comparison(IReadOnlyList<IContender> contenders, Machine machine, int rounds)
{
    private const double SecondsPerMeasurement = 0.1;

    public WorkloadResult Measure(Workload workload)
    {
        var data = new WorkloadData(workload);
        var entries = contenders.Select(contender => new Entry(contender, workload, data)).ToList();
        for (int round = 0; round < rounds; round++)
        {
            machine.Measure(workload);
            foreach (Entry entry in entries)
            {
                entry.Measure(SecondsPerMeasurement);
            }
        }

        entries.ForEach(entry => entry.Dispose());
        return new WorkloadResult(workload, [.. entries.Select(entry => entry.Outcome)]);
    }

    /// <summary>One contender in one workload. Whatever goes wrong in it is its outcome, and does not stop the others.</summary>
    private sealed class Entry : IDisposable
    {
        private IRun? _run;

        public Entry(IContender contender, Workload workload, WorkloadData data)
        {
            Outcome = new Outcome(contender.Name, double.PositiveInfinity);
            Guarded(() =>
            {
                _run = contender.Open(workload, data);
                double error = _run is null ? 0 : data.Error(_run.Answer());
                if (!data.Accepts(error))
                {
                    Dispose();
                    Outcome = Outcome with { Note = "WRONG" };
                    Console.Error.WriteLine($"{workload.Id}: {contender.Name} is wrong by {error:G2}.");
                }
            });
        }

        public Outcome Outcome { get; private set; }

        public void Measure(double seconds)
        {
            if (_run is not null)
            {
                Guarded(() => Outcome = Outcome with { SecondsPerStep = Math.Min(Outcome.SecondsPerStep, _run.Measure(seconds)) });
            }
        }

        public void Dispose()
        {
            _run?.Dispose();
            _run = null;
        }

        private void Guarded(Action action)
        {
            try
            {
                action();
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException or TimeoutException or FormatException)
            {
                Dispose();
                Outcome = Outcome with { SecondsPerStep = double.PositiveInfinity, Note = "FAILED" };
                Console.Error.WriteLine($"{Outcome.Contender}: {exception.Message}");
            }
        }
    }
}

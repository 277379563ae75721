namespace NeuralGen.Benchmarks;

/// <summary>What one core of this machine can do at most. Measured now and then; the best counts.</summary>
internal sealed class Machine
{
    private const int FirstLevelBlock = 16 * 1024;
    private const int SecondLevelBlock = 256 * 1024;

    // What one turn of the measuring loop reads.
    private const int TurnBytes = 512;

    private readonly Dictionary<int, double> _bandwidths = [];

    public int VectorBits { get; private set; }

    /// <summary>Multiply-adds, counted as two operations, per second.</summary>
    public double Peak { get; private set; }

    /// <summary>Bytes per second read from the first-level cache.</summary>
    public double FirstLevel => Bandwidth(FirstLevelBlock);

    /// <summary>Bytes per second read from the second-level cache.</summary>
    public double SecondLevel => Bandwidth(SecondLevelBlock);

    /// <summary>Measures again, as a workload is.</summary>
    public void Measure(Workload workload)
    {
        (VectorBits, double peak) = MachinePeak.Measure();
        Peak = Math.Max(Peak, peak);
        foreach (int bytes in new[] { FirstLevelBlock, SecondLevelBlock, BytesRead(workload) })
        {
            _bandwidths[bytes] = Math.Max(_bandwidths.GetValueOrDefault(bytes), LoadBandwidth.Measure(bytes));
        }
    }

    /// <summary>
    /// The least seconds that a step can take: its multiply-adds at the peak, or its parameters read as fast as a loop reads
    /// so many bytes again and again, whichever takes longer. Activations, losses and the optimiser's arithmetic are free here.
    /// </summary>
    public double Bound(Workload workload) =>
        Math.Max(workload.Operations / Peak, workload.BytesOfParameters / Bandwidth(BytesRead(workload)));

    /// <summary>What was measured for so many bytes or more: fewer are never slower to read again and again.</summary>
    private double Bandwidth(int bytes) => _bandwidths.Where(pair => pair.Key >= bytes).Max(pair => pair.Value);

    private static int BytesRead(Workload workload) => Math.Max(1, (int)(sizeof(float) * (long)workload.Network.ParameterCount / TurnBytes)) * TurnBytes;
}

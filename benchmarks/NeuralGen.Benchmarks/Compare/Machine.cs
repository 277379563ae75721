namespace NeuralGen.Benchmarks;

/// <summary>What one core of this machine can do at most. Measured now and then; the best counts.</summary>
internal sealed class Machine
{
    private const int FirstLevelBlock = 16 * 1024;
    private const int SecondLevelBlock = 256 * 1024;

    // A network that takes more than this of the first-level cache leaves no room for its data.
    private const double FirstLevelBytes = 28 * 1024;

    public int VectorBits { get; private set; }

    /// <summary>Multiply-adds, counted as two operations, per second.</summary>
    public double Peak { get; private set; }

    /// <summary>Bytes per second read from the first-level cache.</summary>
    public double FirstLevel { get; private set; }

    /// <summary>Bytes per second read from the second-level cache.</summary>
    public double SecondLevel { get; private set; }

    public void Measure()
    {
        (VectorBits, double peak) = MachinePeak.Measure();
        Peak = Math.Max(Peak, peak);
        FirstLevel = Math.Max(FirstLevel, LoadBandwidth.Measure(FirstLevelBlock));
        SecondLevel = Math.Max(SecondLevel, LoadBandwidth.Measure(SecondLevelBlock));
    }

    /// <summary>
    /// The least seconds that a step can take: its multiply-adds at the peak, or its parameters read at the bandwidth of
    /// the cache that holds them, whichever takes longer. Activations, losses and the optimiser's arithmetic are free here.
    /// </summary>
    public double Bound(Workload workload)
    {
        double parameters = sizeof(float) * (double)workload.Network.ParameterCount;
        double bandwidth = parameters <= FirstLevelBytes ? FirstLevel : SecondLevel;
        return Math.Max(workload.Operations / Peak, workload.BytesOfParameters / bandwidth);
    }
}

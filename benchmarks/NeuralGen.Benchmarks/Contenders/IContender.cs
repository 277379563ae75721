namespace NeuralGen.Benchmarks;

/// <summary>Somebody who takes part in the comparison.</summary>
internal interface IContender : IDisposable
{
    string Name { get; }

    /// <summary>Prepares a workload.</summary>
    /// <returns>The workload, ready to be measured; <see langword="null"/> if this contender does not take part in it.</returns>
    IRun? Open(Workload workload, WorkloadData data);
}

/// <summary>A workload prepared by one contender.</summary>
internal interface IRun : IDisposable
{
    /// <summary>Computes what <see cref="WorkloadData.Error"/> checks, from the initial parameters on.</summary>
    float[] Answer();

    /// <summary>Repeats the step for about so many seconds. Training starts from the initial parameters.</summary>
    /// <returns>Seconds per step, in the best of a few slices of that time.</returns>
    double Measure(double seconds);
}

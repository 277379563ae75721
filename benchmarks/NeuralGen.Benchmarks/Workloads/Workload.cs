using System.Globalization;

namespace NeuralGen.Benchmarks;

/// <summary>What is counted.</summary>
internal enum Metric
{
    NanosecondsPerSample,
    SamplesPerSecond,
    SecondsPerTenThousandSteps,
}

/// <summary>How a network is trained: plain gradient descent, or Adam with its usual betas (0.9, 0.999) and epsilon (1e-8).</summary>
internal sealed record Training(bool Adam, float LearningRate);

/// <summary>
/// One row of the table: a network and what is done with it. A step is one call: the forward pass of a batch, or one
/// training step (forward, loss, backward, update). NeuralGen may use so many threads (-1 for all processors); other
/// contenders always have one.
/// </summary>
internal sealed record Workload(
    string Id, NetworkShape Network, int Batch, Training? Training, Metric Metric, int Samples, double Goal, int Threads = 1)
{
    /// <summary>The multiply-add peak, in operations per second, of the machine on which the goals were set.</summary>
    public const double GoalPeak = 247e9;

    /// <summary>The goals are those of the project for its reference machine, in the unit of the metric.</summary>
    public static readonly IReadOnlyList<Workload> All =
    [
        Single("I1", NetworkShape.Curve, 34),
        Single("I2", NetworkShape.Tiny, 9.7),
        Single("I3", NetworkShape.Digits, 94),
        Single("I4", NetworkShape.Mnist, 2115),
        Single("I5", NetworkShape.Deep, 118),
        new("IB3", NetworkShape.Digits, 256, null, Metric.SamplesPerSecond, 256, 14.5e6),
        new("IB4", NetworkShape.Mnist, 256, null, Metric.SamplesPerSecond, 256, 1.15e6),
        Train("T1a", NetworkShape.Mnist, 32, new(false, 0.1f), 540e3),
        Train("T1b", NetworkShape.Mnist, 128, new(false, 0.1f), 555e3),
        Train("T2a", NetworkShape.MnistSigmoid, 10, new(false, 3), 1.8e6),
        Train("T2b", NetworkShape.MnistSigmoid, 1, new(false, 0.5f), 660e3),
        Train("T3", NetworkShape.Digits, 32, new(true, 0.001f), 4.8e6),
        Train("T4a", NetworkShape.Curve, 1, new(false, 0.05f), 9.2e6),
        Train("T4b", NetworkShape.Curve, 32, new(false, 0.05f), 19e6),

        // One thread, like all others, and then all cores. The goal, 1.64 s, is for two cores.
        new("SC", NetworkShape.Surface, 10_000, new(true, 0.001f), Metric.SecondsPerTenThousandSteps, 10_000, 1.64),
        new("SCn", NetworkShape.Surface, 10_000, new(true, 0.001f), Metric.SecondsPerTenThousandSteps, 10_000, 1.64, Threads: -1),
    ];

    /// <summary>Whole batches in the data.</summary>
    public int Batches => Samples / Batch;

    public string Title => Training is null
        ? Batch == 1 ? $"one sample, {Network}" : $"batch of {Batch}, {Network}"
        : $"training, {Network}, {(Training.Adam ? "Adam" : "SGD")}, {(Batch == 1 ? "sample by sample" : string.Create(CultureInfo.InvariantCulture, $"batch of {Batch:N0}"))}{(Threads == 1 ? "" : ", all cores")}";

    public string Unit => Metric switch
    {
        Metric.NanosecondsPerSample => "ns",
        Metric.SamplesPerSecond => "samples/s",
        _ => "s / 10,000 steps",
    };

    /// <summary>Operations of one step.</summary>
    public double Operations => Batch * (Training is null ? Network.ForwardOperations : Network.TrainingOperations);

    /// <summary>
    /// Bytes of parameters that one step has to read: all of them once, and once more for the update if training. (Larger
    /// batches read them more often, but their arithmetic takes far longer.)
    /// </summary>
    public double BytesOfParameters => sizeof(float) * (Training is null ? 1.0 : 2.0) * Network.ParameterCount;

    /// <summary>The metric, from the seconds that one step takes.</summary>
    public double Value(double secondsPerStep) => Metric switch
    {
        Metric.NanosecondsPerSample => secondsPerStep * 1e9 / Batch,
        Metric.SamplesPerSecond => Batch / secondsPerStep,
        _ => secondsPerStep * 10_000,
    };

    /// <summary>The goal, scaled from the reference machine's peak to this one's.</summary>
    public double ScaledGoal(double peak) => Metric == Metric.SamplesPerSecond ? Goal * peak / GoalPeak : Goal * GoalPeak / peak;

    /// <summary>A value of the metric with three or four digits.</summary>
    public string Format(double value) => value switch
    {
        >= 1e6 => (value / 1e6).ToString("F2", CultureInfo.InvariantCulture) + " M",
        >= 1e5 => (value / 1e3).ToString("F0", CultureInfo.InvariantCulture) + " k",
        >= 1e4 => (value / 1e3).ToString("F1", CultureInfo.InvariantCulture) + " k",
        >= 1e3 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.ToString("F2", CultureInfo.InvariantCulture),
    };

    private static Workload Single(string id, NetworkShape network, double goal) =>
        new(id, network, 1, null, Metric.NanosecondsPerSample, 64, goal);

    private static Workload Train(string id, NetworkShape network, int batch, Training training, double goal) =>
        new(id, network, batch, training, Metric.SamplesPerSecond, 1024, goal);
}

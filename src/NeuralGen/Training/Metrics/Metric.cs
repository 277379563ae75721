namespace NeuralGen;

/// <summary>A number that tells how well a network does on samples.</summary>
public sealed record Metric
{
    private readonly MetricKind _kind;
    private readonly int _k;

    private Metric(MetricKind kind, string name, int k = 0)
    {
        _kind = kind;
        _k = k;
        Name = name;
    }

    private enum MetricKind
    {
        Loss,
        Accuracy,
        TopKAccuracy,
        MeanAbsoluteError,
    }

    /// <summary>The mean of the network's loss; lower is better.</summary>
    public static Metric Loss { get; } = new(MetricKind.Loss, "loss");

    /// <summary>The share of samples classified rightly, 0 to 1.</summary>
    public static Metric Accuracy { get; } = new(MetricKind.Accuracy, "accuracy");

    /// <summary>The mean of the absolute differences between outputs and targets; lower is better.</summary>
    public static Metric MeanAbsoluteError { get; } = new(MetricKind.MeanAbsoluteError, "mean absolute error");

    /// <summary>The name in plain English, such as <c>top-5 accuracy</c>.</summary>
    public string Name { get; }

    /// <summary>Whether more is better, as it is for a share of right samples but not for a loss or an error.</summary>
    public bool IsBetterWhenGreater => _kind is MetricKind.Accuracy or MetricKind.TopKAccuracy;

    /// <summary>The share of samples, 0 to 1, whose class is among the k classes of the greatest outputs; of equal outputs the first come first.</summary>
    /// <param name="k">The number of classes that count, at least 1 and at most the number of classes.</param>
    /// <returns>The metric.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1.</exception>
    public static Metric TopKAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return new Metric(MetricKind.TopKAccuracy, FormattableString.Invariant($"top-{k} accuracy"), k);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Throws where the metric has no meaning for a number of classes.</summary>
    internal void ThrowIfNotFor(int classCount)
    {
        if (_kind == MetricKind.TopKAccuracy && _k > classCount)
        {
            throw new ArgumentException($"The metric '{Name}' needs at least {_k} classes; the network tells {classCount} apart.");
        }
    }

    /// <summary>The metric's value by the sums over some samples.</summary>
    internal double ValueOf(Tally tally) => _kind switch
    {
        MetricKind.Loss => tally.Loss,
        MetricKind.Accuracy => tally.Accuracy,
        MetricKind.TopKAccuracy => tally.TopKAccuracy(_k),
        _ => tally.MeanAbsoluteError,
    };
}

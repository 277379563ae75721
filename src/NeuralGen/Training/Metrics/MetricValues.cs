using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>The values of metrics over one data set.</summary>
public sealed class MetricValues : IEquatable<MetricValues>
{
    private readonly ImmutableArray<double> _values;

    internal MetricValues(ImmutableArray<Metric> metrics, ImmutableArray<double> values)
    {
        Metrics = metrics;
        _values = values;
    }

    /// <summary>The metrics that there are values of; the loss is always one.</summary>
    public ImmutableArray<Metric> Metrics { get; }

    /// <summary>The mean loss.</summary>
    public double Loss => this[Metric.Loss];

    /// <summary>The value of a metric.</summary>
    /// <param name="metric">One of <see cref="Metrics"/>.</param>
    /// <exception cref="ArgumentException">The metric was not asked for.</exception>
    public double this[Metric metric]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(metric);
            return TryGet(metric, out double value)
                ? value
                : throw new ArgumentException($"The metric '{metric}' was not asked for. There are {string.Join(", ", Metrics)}; more are named in {nameof(TrainerOptions)}.{nameof(TrainerOptions.Metrics)}.", nameof(metric));
        }
    }

    /// <summary>The value of a metric, if it was asked for.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="value">Its value, or NaN.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(Metric metric, out double value)
    {
        int index = Metrics.IndexOf(metric);
        value = index >= 0 ? _values[index] : double.NaN;
        return index >= 0;
    }

    /// <summary>Whether two have the same metrics with the same values.</summary>
    /// <param name="other">The values to compare with.</param>
    /// <returns><see langword="true"/> when all agree.</returns>
    public bool Equals(MetricValues? other) =>
        other is not null && Metrics.AsSpan().SequenceEqual(other.Metrics.AsSpan()) && _values.AsSpan().SequenceEqual(other._values.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MetricValues);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Metrics.Length, Loss);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(", ", Metrics.Select(metric => FormattableString.Invariant($"{metric} {this[metric]}")));
}

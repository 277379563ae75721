using System.Collections.Immutable;
using System.Numerics;

namespace NeuralGen;

/// <summary>Reads a training's state from a checkpoint, with a clear exception for what is missing or impossible.</summary>
internal sealed class CheckpointStateReader<T>(string path, Checkpoint<T> checkpoint)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public long Count(string name, long least, long most) =>
        !checkpoint.Counts.TryGetValue(name, out long value)
            ? throw Missing($"count '{name}'")
            : value >= least && value <= most
                ? value
                : throw new InvalidDataException($"The checkpoint '{path}' is damaged: the count '{name}' must be {least} to {most}; it is {value}.");

    public double Number(string name) =>
        checkpoint.Numbers.TryGetValue(name, out double value) ? value : throw Missing($"number '{name}'");

    public ParameterVector<T> Vector(string name) =>
        checkpoint.Vectors.TryGetValue(name, out ParameterVector<T>? vector) ? vector : throw Missing($"vector '{name}'");

    public IEnumerable<EpochResult> Results(int count, ImmutableArray<Metric> metrics)
    {
        foreach ((string name, ReadOnlyMemory<double> series) in checkpoint.Series)
        {
            if (series.Length != count)
            {
                throw new InvalidDataException($"The checkpoint '{path}' is damaged: the series '{name}' must have a value for each of {count} epochs; it has {series.Length}.");
            }
        }

        return count == 0
            ? []
            : HistorySeries.Read(checkpoint.Series, count, metrics) ?? throw Missing("complete history");
    }

    private InvalidDataException Missing(string what) => new($"The checkpoint '{path}' is damaged: there is no {what}.");
}

using System.Numerics;

namespace NeuralGen;

/// <summary>Gives everything in a checkpoint its name in the file.</summary>
internal static class CheckpointWriter
{
    public static void Write<T>(Checkpoint<T> checkpoint, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var writer = new SafetensorsWriter();
        writer.AddText(CheckpointNames.Mark, CheckpointNames.Version);
        writer.Add("", checkpoint.Parameters);
        if (checkpoint.Optimizer is { } optimizer)
        {
            AddState(writer, CheckpointNames.Optimizer, optimizer);
            writer.Add(CheckpointNames.Optimizer + CheckpointNames.LearningRate, optimizer.LearningRate);
            AddVectors(writer, CheckpointNames.Optimizer, optimizer.Vectors, checkpoint.Parameters.Layout);
        }

        if (checkpoint.Schedule is { } schedule)
        {
            AddState(writer, CheckpointNames.Schedule, schedule);
        }

        AddTraining(writer, checkpoint);
        writer.WriteTo(stream);
    }

    private static void AddTraining<T>(SafetensorsWriter writer, Checkpoint<T> checkpoint)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const string Prefix = CheckpointNames.Training;
        AddVectors(writer, Prefix, checkpoint.Vectors, checkpoint.Parameters.Layout);
        AddNumbers(writer, Prefix, checkpoint.Counts, checkpoint.Numbers);
        foreach ((string name, ReadOnlyMemory<int> indices) in InOrder(checkpoint.Indices))
        {
            writer.Add(Prefix + CheckpointNames.Indices + name, indices);
        }

        foreach ((string name, ReadOnlyMemory<double> series) in InOrder(checkpoint.Series))
        {
            writer.Add(Prefix + CheckpointNames.Series + name, series);
        }

        foreach ((string name, string text) in checkpoint.Texts)
        {
            writer.AddText(Prefix + CheckpointNames.Text + name, text);
        }
    }

    private static void AddState(SafetensorsWriter writer, string prefix, SavedState state)
    {
        writer.AddText(prefix + CheckpointNames.Kind, state.Kind);
        foreach ((string name, string value) in state.Settings)
        {
            writer.AddText(prefix + CheckpointNames.Setting + name, value);
        }

        AddNumbers(writer, prefix, state.Counts, state.Numbers);
    }

    private static void AddNumbers(
        SafetensorsWriter writer, string prefix, IReadOnlyDictionary<string, long> counts, IReadOnlyDictionary<string, double> numbers)
    {
        foreach ((string name, long count) in InOrder(counts))
        {
            writer.Add(prefix + CheckpointNames.Count + name, count);
        }

        foreach ((string name, double number) in InOrder(numbers))
        {
            writer.Add(prefix + CheckpointNames.Number + name, number);
        }
    }

    private static void AddVectors<T>(
        SafetensorsWriter writer, string prefix, IReadOnlyDictionary<string, ParameterVector<T>> vectors, ParameterLayout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((string name, ParameterVector<T> vector) in InOrder(vectors))
        {
            if (!vector.Layout.Equals(layout))
            {
                throw new ArgumentException($"The vectors of a checkpoint have the layout of its parameters. Expected {layout}; '{name}' has {vector.Layout}.", nameof(vectors));
            }

            writer.Add($"{prefix}{CheckpointNames.Vector}{name}.", vector);
        }
    }

    // The same checkpoint gives the same bytes.
    private static IEnumerable<KeyValuePair<string, TValue>> InOrder<TValue>(IReadOnlyDictionary<string, TValue> values) =>
        values.OrderBy(value => value.Key, StringComparer.Ordinal);
}

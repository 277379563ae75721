using System.Globalization;

namespace NeuralGen;

/// <summary>A training's history as CSV.</summary>
internal static class HistoryTable
{
    public static void Write(TrainingHistory history, TextWriter writer)
    {
        List<Column> columns = ColumnsOf(history);
        WriteLine(writer, columns.Select(column => column.Name));
        foreach (EpochResult epoch in history.Epochs)
        {
            WriteLine(writer, columns.Select(column => column.Cell(epoch)));
        }
    }

    private static List<Column> ColumnsOf(TrainingHistory history)
    {
        List<Column> columns =
        [
            new("epoch", epoch => Text(epoch.Epoch)),
            new("loss", epoch => Text(epoch.Loss)),
            new("validation_loss", epoch => Text(epoch.ValidationLoss)),
            new("validation_accuracy", epoch => Text(epoch.ValidationAccuracy)),
        ];
        AddMetrics(columns, "training", history.Epochs[0].Training, epoch => epoch.Training);
        AddMetrics(columns, "validation", history.Epochs[0].Validation, epoch => epoch.Validation);
        columns.Add(new("learning_rate", epoch => Text(epoch.LearningRate)));
        columns.Add(new("samples", epoch => Text(epoch.SampleCount)));
        columns.Add(new("seconds", epoch => Text(epoch.Elapsed.TotalSeconds)));
        return columns;
    }

    /// <summary>Adds the metrics that have no column yet.</summary>
    private static void AddMetrics(List<Column> columns, string data, MetricValues? example, Func<EpochResult, MetricValues?> valuesOf)
    {
        foreach (Metric metric in example?.Metrics ?? [])
        {
            string name = $"{data}_{metric.Name.Replace(' ', '_').Replace('-', '_')}";
            if (!columns.Exists(column => column.Name == name))
            {
                columns.Add(new(name, epoch => Text(valuesOf(epoch)?[metric])));
            }
        }
    }

    /// <summary>All digits that are needed to read the same number again.</summary>
    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static void WriteLine(TextWriter writer, IEnumerable<string> cells)
    {
        writer.Write(string.Join(',', cells));
        writer.Write('\n');
    }

    private readonly record struct Column(string Name, Func<EpochResult, string> Cell);
}

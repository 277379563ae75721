using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>A training's history as a picture: a chart of the losses and, below it, charts of the other metrics.</summary>
internal static class HistoryPicture
{
    private const double Width = 720;
    private const double ChartHeight = 300;

    public static void Write(TrainingHistory history, TextWriter writer)
    {
        List<LineChart> charts = [LossChart(history)];
        charts.AddRange(MetricCharts(history));
        using var svg = new SvgWriter(writer, Width, charts.Count * ChartHeight, "Course of a training: losses and other metrics by epoch");
        for (int i = 0; i < charts.Count; i++)
        {
            charts[i].Draw(svg, new ChartArea(0, i * ChartHeight, Width, ChartHeight));
        }
    }

    private static LineChart LossChart(TrainingHistory history)
    {
        var chart = new LineChart("Loss", history.Epochs.Length) { MarkedEpoch = history.Best?.Epoch, NamesMark = true, MayBeLogarithmic = true };
        bool isEvaluated = history.Epochs[0].Training is not null;
        chart.Add(isEvaluated ? "training, during the epoch" : "training", "training", 0, history.Epochs, epoch => epoch.Loss);
        if (isEvaluated)
        {
            chart.Add("training, after the epoch", "evaluated", 0, history.Epochs, epoch => epoch.Training?.Loss);
        }

        if (history.Epochs[0].ValidationLoss is not null)
        {
            chart.Add("validation", "validation", 0, history.Epochs, epoch => epoch.ValidationLoss);
        }

        return chart;
    }

    /// <summary>A chart for the accuracies together, for they have one unit, and one for each other metric.</summary>
    private static IEnumerable<LineChart> MetricCharts(TrainingHistory history)
    {
        ImmutableArray<Metric> metrics = (history.Epochs[0].Validation ?? history.Epochs[0].Training)?.Metrics ?? [];
        Metric[] shares = [.. metrics.Where(metric => metric.IsBetterWhenGreater)];
        if (shares.Length > 0)
        {
            yield return MetricChart(history, "Accuracy", isShare: true, shares);
        }

        foreach (Metric metric in metrics.Where(metric => !metric.IsBetterWhenGreater && metric != Metric.Loss))
        {
            yield return MetricChart(history, $"{char.ToUpperInvariant(metric.Name[0])}{metric.Name[1..]}", isShare: false, metric);
        }
    }

    private static LineChart MetricChart(TrainingHistory history, string title, bool isShare, params Metric[] metrics)
    {
        var chart = new LineChart(title, history.Epochs.Length) { MarkedEpoch = history.Best?.Epoch, IsShare = isShare };
        for (int i = 0; i < metrics.Length; i++)
        {
            Metric metric = metrics[i];
            string suffix = metrics.Length > 1 ? $", {metric}" : "";
            if (history.Epochs[0].Training is not null)
            {
                chart.Add($"training{suffix}", "evaluated", i, history.Epochs, epoch => epoch.Training?[metric]);
            }

            if (history.Epochs[0].Validation is not null)
            {
                chart.Add($"validation{suffix}", "validation", i, history.Epochs, epoch => epoch.Validation?[metric]);
            }
        }

        return chart;
    }
}

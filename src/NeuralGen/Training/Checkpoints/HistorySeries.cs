using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>The results of epochs as named series of numbers, for a checkpoint.</summary>
internal static class HistorySeries
{
    private const string Loss = "loss";
    private const string ValidationLoss = "validation_loss";
    private const string ValidationAccuracy = "validation_accuracy";
    private const string Samples = "samples";
    private const string Ticks = "ticks";
    private const string LearningRate = "learning_rate";
    private const string Training = "training.";
    private const string Validation = "validation.";

    /// <summary>Adds a series for each number that the results have, which is the same for all epochs of a training.</summary>
    public static void Add(Dictionary<string, ReadOnlyMemory<double>> series, IReadOnlyCollection<EpochResult> results)
    {
        if (results.Count == 0)
        {
            return;
        }

        EpochResult first = results.First();
        Add(Loss, result => result.Loss);
        Add(Samples, result => result.SampleCount);
        Add(Ticks, result => result.Elapsed.Ticks);
        Add(LearningRate, result => result.LearningRate);
        if (first.ValidationLoss is not null)
        {
            Add(ValidationLoss, result => result.ValidationLoss!.Value);
            Add(ValidationAccuracy, result => result.ValidationAccuracy!.Value);
        }

        foreach (Metric metric in first.Training?.Metrics ?? [])
        {
            Add(Training + metric.Name, result => result.Training![metric]);
        }

        foreach (Metric metric in first.Validation?.Metrics ?? [])
        {
            Add(Validation + metric.Name, result => result.Validation![metric]);
        }

        void Add(string name, Func<EpochResult, double> number) => series.Add(name, results.Select(number).ToArray());
    }

    /// <summary>The results of which the series were made; null if series are missing.</summary>
    /// <param name="series">The series, of equal lengths.</param>
    /// <param name="count">The number of epochs, at least 1.</param>
    /// <param name="metrics">What was measured.</param>
    public static EpochResult[]? Read(Dictionary<string, ReadOnlyMemory<double>> series, int count, ImmutableArray<Metric> metrics)
    {
        bool hasTraining = series.ContainsKey(Training + Metric.Loss);
        bool hasValidation = series.ContainsKey(ValidationLoss);
        IEnumerable<string> expected = [Loss, Samples, Ticks, LearningRate];
        if (hasTraining)
        {
            expected = expected.Concat(metrics.Select(metric => Training + metric));
        }

        if (hasValidation)
        {
            expected = expected.Concat(metrics.Select(metric => Validation + metric)).Append(ValidationAccuracy);
        }

        if (!expected.All(series.ContainsKey))
        {
            return null;
        }

        var results = new EpochResult[count];
        for (int i = 0; i < count; i++)
        {
            results[i] = new EpochResult(
                i + 1,
                series[Loss].Span[i],
                hasValidation ? series[ValidationLoss].Span[i] : null,
                hasValidation ? series[ValidationAccuracy].Span[i] : null,
                (int)series[Samples].Span[i],
                TimeSpan.FromTicks((long)series[Ticks].Span[i]))
            {
                LearningRate = series[LearningRate].Span[i],
                Training = hasTraining ? MetricsOf(Training, i) : null,
                Validation = hasValidation ? MetricsOf(Validation, i) : null,
            };
        }

        return results;

        MetricValues MetricsOf(string prefix, int epoch) =>
            new(metrics, [.. metrics.Select(metric => series[prefix + metric].Span[epoch])]);
    }
}

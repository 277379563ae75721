using System.Collections.Immutable;
using System.Numerics;

namespace NeuralGen;

/// <summary>What a training works with and on.</summary>
internal sealed class TrainingSubject<TNetwork, T>
    where TNetwork : INeuralNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public TrainingSubject(
        TNetwork network, Optimizer<T> optimizer, TrainerOptions options, BatchSource<T> source, Dataset<T>? training, Dataset<T>? validation)
    {
        Network = network;
        Optimizer = optimizer;
        Options = options;
        Source = source;
        Training = training;
        Validation = validation;
        Metrics = MetricsMeasured();
        Best = options.EarlyStopping is { RestoreBest: true } ? new ParameterVector<T>(network.Parameters.Layout) : null;
    }

    public TNetwork Network { get; }

    public Optimizer<T> Optimizer { get; }

    public TrainerOptions Options { get; }

    public BatchSource<T> Source { get; }

    /// <summary>The samples in memory to learn from; null where the batches are the user's own.</summary>
    public Dataset<T>? Training { get; }

    public Dataset<T>? Validation { get; }

    /// <summary>All that is measured after each epoch, the loss first.</summary>
    public ImmutableArray<Metric> Metrics { get; }

    /// <summary>The parameters of the best epoch so far, where they are to be restored.</summary>
    public ParameterVector<T>? Best { get; }

    private ImmutableArray<Metric> MetricsMeasured()
    {
        if (Options.EvaluateTraining && Training is null)
        {
            throw new ArgumentException("EvaluateTraining needs training samples in memory, a Dataset; batches of one's own are only trained on.");
        }

        Dataset<T>? samples = Validation ?? (Options.EvaluateTraining ? Training : null);
        if (Options.EarlyStopping is { } stopping && stopping.Metric != Metric.Loss && samples is null)
        {
            throw new ArgumentException($"Early stopping by '{stopping.Metric}' needs validation data, or EvaluateTraining.");
        }

        IEnumerable<Metric> asked = Options.Metrics ?? (samples is not null && samples.HasClasses() ? [Metric.Accuracy] : []);
        if (Options.EarlyStopping is not null)
        {
            asked = asked.Append(Options.EarlyStopping.Metric);
        }

        ImmutableArray<Metric> metrics = [.. asked.Prepend(Metric.Loss).Distinct()];
        foreach (Metric metric in metrics)
        {
            metric.ThrowIfNotFor(Classifier.ClassCount(TNetwork.OutputSize));
        }

        return metrics;
    }
}

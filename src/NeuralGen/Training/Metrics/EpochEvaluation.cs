using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralGen;

/// <summary>Measures a network after each epoch of a training.</summary>
internal sealed class EpochEvaluation<TNetwork, T>
    where TNetwork : INeuralNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dataset<T>? _training;
    private readonly Dataset<T>? _validation;
    private readonly EarlyStopping? _stopping;
    private readonly Evaluator<TNetwork, T> _evaluator;

    public EpochEvaluation(TrainingSubject<TNetwork, T> subject)
    {
        TrainerOptions options = subject.Options;
        if (options.EvaluateTraining && subject.Training is null)
        {
            throw new ArgumentException("EvaluateTraining needs training samples in memory, a Dataset; batches of one's own are only trained on.", nameof(options));
        }

        _training = options.EvaluateTraining ? subject.Training : null;
        _validation = subject.Validation;
        _stopping = options.EarlyStopping;
        if (_stopping is { } stopping && stopping.Metric != Metric.Loss && _training is null && _validation is null)
        {
            throw new ArgumentException($"Early stopping by '{stopping.Metric}' needs validation data, or EvaluateTraining.", nameof(options));
        }

        _evaluator = new Evaluator<TNetwork, T>(subject.Network, options.Threads);
        Metrics = MetricsOf(options, _validation ?? _training);
    }

    /// <summary>All that is measured, the loss first.</summary>
    public ImmutableArray<Metric> Metrics { get; }

    /// <summary>Measures the network at the end of an epoch.</summary>
    public EpochResult Run(TrainingState state, double learningRate, CancellationToken cancellationToken)
    {
        MetricValues? training = _training is null ? null : ValuesOf(_evaluator.Run(_training, null, cancellationToken));
        Tally? tally = _validation is null ? null : _evaluator.Run(_validation, null, cancellationToken);
        return new EpochResult(state.Epoch, state.Loss, tally?.Loss, tally?.Accuracy, state.SamplesDone, state.Elapsed)
        {
            LearningRate = learningRate,
            Training = training,
            Validation = tally is null ? null : ValuesOf(tally),
        };
    }

    /// <summary>The value by which early stopping judges an epoch.</summary>
    public double ValueOf(EpochResult result)
    {
        Metric metric = _stopping?.Metric ?? Metric.Loss;
        return (result.Validation ?? result.Training)?[metric] ?? result.Loss;
    }

    private static ImmutableArray<Metric> MetricsOf(TrainerOptions options, Dataset<T>? samples)
    {
        IEnumerable<Metric> asked = options.Metrics ?? (samples is not null && samples.HasClasses() ? [Metric.Accuracy] : []);
        if (options.EarlyStopping is { } stopping)
        {
            asked = asked.Append(stopping.Metric);
        }

        ImmutableArray<Metric> metrics = [.. asked.Prepend(Metric.Loss).Distinct()];
        foreach (Metric metric in metrics)
        {
            metric.ThrowIfNotFor(Classifier.ClassCount(TNetwork.OutputSize), nameof(options));
        }

        return metrics;
    }

    private MetricValues ValuesOf(Tally tally)
    {
        var values = new double[Metrics.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Metrics[i].ValueOf(tally);
        }

        return new MetricValues(Metrics, ImmutableCollectionsMarshal.AsImmutableArray(values));
    }
}

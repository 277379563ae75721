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
    private readonly ImmutableArray<Metric> _metrics;
    private readonly Evaluator<TNetwork, T> _evaluator;

    public EpochEvaluation(TrainingSubject<TNetwork, T> subject)
    {
        _training = subject.Options.EvaluateTraining ? subject.Training : null;
        _validation = subject.Validation;
        _stopping = subject.Options.EarlyStopping;
        _metrics = subject.Metrics;
        _evaluator = new Evaluator<TNetwork, T>(subject.Network, subject.Options.Threads);
    }

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

    private MetricValues ValuesOf(Tally tally)
    {
        var values = new double[_metrics.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _metrics[i].ValueOf(tally);
        }

        return new MetricValues(_metrics, ImmutableCollectionsMarshal.AsImmutableArray(values));
    }
}

using System.Diagnostics;
using System.Numerics;

namespace NeuralGen;

/// <summary>One training, from its beginning or from where a checkpoint was written.</summary>
internal sealed class TrainingRun<TNetwork, T>
    where TNetwork : INeuralNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ReportsPerEpoch = 20;

    private readonly TrainingSubject<TNetwork, T> _subject;
    private readonly TrainerOptions _options;
    private readonly BatchSource<T> _source;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly EpochEvaluation<TNetwork, T> _evaluation;
    private readonly TrainingState _state;
    private readonly Stopwatch _watch = new();
    private readonly StepGuard<TNetwork, T> _guard;
    private bool _isBetweenBatches = true;
    private bool _isSaved;
    private int _batchesSinceSaving;

    public TrainingRun(
        TrainingSubject<TNetwork, T> subject,
        TrainingState state,
        IProgress<TrainingProgress>? progress,
        bool isSaved,
        CancellationToken cancellationToken)
    {
        _subject = subject;
        _options = subject.Options;
        _source = subject.Source;
        _evaluation = new EpochEvaluation<TNetwork, T>(subject);
        _state = state;
        _progress = progress;
        _isSaved = isSaved;
        _cancellationToken = cancellationToken;
        _guard = new StepGuard<TNetwork, T>(subject.Network, _source, state.Epoch, state.BatchesDone);
    }

    public TrainingHistory Run()
    {
        try
        {
            while (_state.Epoch <= _options.Epochs && !_state.IsStopped(_options.EarlyStopping))
            {
                RunEpoch();
            }

            _guard.ThrowIfSpoilt();
            if (!_isSaved)
            {
                Save();
            }
        }
        catch (OperationCanceledException) when (_isBetweenBatches && !_isSaved && _cancellationToken.IsCancellationRequested)
        {
            Save();
            throw;
        }
        finally
        {
            _source.Dispose();
        }

        if (_subject.Best is { } best && _state.BestEpoch > 0)
        {
            _subject.Network.Parameters.CopyFrom(best);
        }

        return new TrainingHistory(
            [.. _state.Results],
            _state.Epoch > _options.Epochs ? TrainingEnd.EpochsDone : TrainingEnd.EarlyStopping,
            _state.BestEpoch > 0 ? _state.BestEpoch : null);
    }

    private void RunEpoch()
    {
        if (!_state.HasRate)
        {
            if (_options.Schedule is { } schedule)
            {
                _subject.Optimizer.LearningRate = T.CreateTruncating(schedule.RateOf(_state.FirstRate, _state.Epoch - 1, _state.LastLoss));
            }

            _state.HasRate = true;
        }

        _source.StartEpoch(_state.Epoch, _state.BatchesDone);
        _watch.Start();
        TrainBatches();
        StopWatch();

        EpochResult result = _evaluation.Run(_state, double.CreateTruncating(_subject.Optimizer.LearningRate), _cancellationToken);
        _guard.AfterEvaluation(result);
        if (_state.CloseEpoch(result, _options.EarlyStopping, _evaluation.ValueOf(result)))
        {
            _subject.Best?.CopyFrom(_subject.Network.Parameters);
        }

        _isSaved = false;
        _progress?.Report(new TrainingProgress(result.Epoch, _options.Epochs, result.SampleCount, result.SampleCount, result.Loss, result));
        if (_options.Checkpoint?.EveryEpochs is { } epochs && result.Epoch % epochs == 0)
        {
            Save();
        }
    }

    private void TrainBatches()
    {
        int sampleCount = _source.SampleCount > 0 ? _source.SampleCount : _state.Results.Last?.Value.SampleCount ?? 0;
        while (true)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (!_source.MoveNext())
            {
                return;
            }

            MiniBatch<T> batch = _source.Current;
            _isBetweenBatches = false;
            double loss = double.CreateTruncating(_subject.Network.TrainBatch(batch.Inputs, batch.Targets, _subject.Optimizer, _options.Threads));
            _guard.ThrowIfDiverged(_state.Epoch, _state.BatchesDone + 1, batch.Count, loss);
            int samplesBefore = _state.SamplesDone;
            _state.AddBatch(batch.Count, loss);
            _isBetweenBatches = true;
            _isSaved = false;

            if (_progress is not null && IsReportDue(samplesBefore, sampleCount))
            {
                _progress.Report(new TrainingProgress(_state.Epoch, _options.Epochs, _state.SamplesDone, sampleCount, _state.Loss, CompletedEpoch: null));
            }

            _batchesSinceSaving++;
            if (_options.Checkpoint?.EveryBatches is { } batches && _batchesSinceSaving >= batches)
            {
                StopWatch();
                Save();
                _watch.Start();
            }
        }
    }

    /// <summary>
    /// About twenty times within an epoch. While nobody knows how long it is: after 1, 2, 4, 8, ... batches. The end of the epoch
    /// has a report of its own.
    /// </summary>
    private bool IsReportDue(int samplesBefore, int sampleCount) =>
        sampleCount == 0
            ? BitOperations.IsPow2(_state.BatchesDone)
            : _state.SamplesDone != sampleCount
                && (long)ReportsPerEpoch * _state.SamplesDone / sampleCount > (long)ReportsPerEpoch * samplesBefore / sampleCount;

    private void StopWatch()
    {
        _state.Elapsed += _watch.Elapsed;
        _watch.Reset();
    }

    private void Save()
    {
        if (_options.Checkpoint is { } checkpoint)
        {
            // A file of spoilt parameters in the place of a good one would be a loss.
            _guard.ThrowIfSpoilt();
            if (_watch.IsRunning)
            {
                StopWatch();
            }

            TrainingCheckpoint.Write(checkpoint.Path, _subject, _state);
        }

        _isSaved = true;
        _batchesSinceSaving = 0;
    }
}

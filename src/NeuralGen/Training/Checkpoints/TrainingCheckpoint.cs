using System.Collections.Immutable;
using System.Numerics;

namespace NeuralGen;

/// <summary>Writes a training's state to a file, and goes back to it.</summary>
internal static class TrainingCheckpoint
{
    private const string FirstRate = "first_rate";
    private const string Epoch = "epoch";
    private const string HasRate = "has_rate";
    private const string BatchesDone = "batches_done";
    private const string SamplesDone = "samples_done";
    private const string LossSum = "loss_sum";
    private const string Elapsed = "elapsed_ticks";
    private const string BestEpoch = "best_epoch";
    private const string BestValue = "best_value";
    private const string BadEpochs = "bad_epochs";
    private const string Best = "best";
    private const string DropoutSeed = "dropout_seed";
    private const string DropoutStep = "dropout_step";

    public static void Write<TNetwork, T>(string path, TrainingSubject<TNetwork, T> subject, TrainingState state)
        where TNetwork : INeuralNetwork<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var checkpoint = new Checkpoint<T>(subject.Network.Parameters)
        {
            Optimizer = subject.Optimizer.LiveState(),
            Schedule = subject.Options.Schedule?.CaptureState(),
        };
        foreach ((string name, string value) in TrainingConditions.Of(subject))
        {
            checkpoint.Texts.Add(name, value);
        }

        checkpoint.Numbers.Add(FirstRate, state.FirstRate);
        checkpoint.Counts.Add(Epoch, state.Epoch);
        checkpoint.Counts.Add(HasRate, state.HasRate ? 1 : 0);
        checkpoint.Counts.Add(BatchesDone, state.BatchesDone);
        checkpoint.Counts.Add(SamplesDone, state.SamplesDone);
        checkpoint.Numbers.Add(LossSum, state.LossSum);
        checkpoint.Counts.Add(Elapsed, state.Elapsed.Ticks);
        checkpoint.Counts.Add(BestEpoch, state.BestEpoch);
        checkpoint.Counts.Add(BadEpochs, state.BadEpochs);
        if (state.BestValue is { } bestValue)
        {
            checkpoint.Numbers.Add(BestValue, bestValue);
            if (subject.Best is { } best)
            {
                checkpoint.Vectors.Add(Best, best);
            }
        }

        if (subject.Network is IDropoutNetwork dropout)
        {
            checkpoint.Counts.Add(DropoutSeed, dropout.DropoutSeed);
            checkpoint.Counts.Add(DropoutStep, dropout.DropoutStep);
        }

        HistorySeries.Add(checkpoint.Series, state.Results);
        checkpoint.Write(path);
    }

    /// <summary>Restores network, optimiser and schedule. Whatever is wrong, they stay as they were.</summary>
    /// <exception cref="ArgumentException">The checkpoint is of a training under other conditions, which are named.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or of a network of other shapes or precision.</exception>
    public static TrainingState Read<TNetwork, T>(string path, TrainingSubject<TNetwork, T> subject)
        where TNetwork : INeuralNetwork<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Checkpoint<T> checkpoint = Checkpoint<T>.Read(path, subject.Network.Parameters.Layout);
        TrainingConditions.ThrowIfOther(path, checkpoint.Texts, TrainingConditions.Of(subject));
        var reader = new CheckpointStateReader<T>(path, checkpoint);
        TrainingState state = StateOf(reader, subject.Metrics);
        if (state.Results.Count > subject.Options.Epochs)
        {
            throw new ArgumentException($"The checkpoint '{path}' was written after {state.Results.Count} epochs; the training is to have {subject.Options.Epochs}. Epochs counts those before the interruption too.", nameof(path));
        }

        ParameterVector<T>? best = subject.Best is not null && state.BestEpoch > 0 ? reader.Vector(Best) : null;
        var dropout = subject.Network as IDropoutNetwork;
        long seed = dropout is null ? 0 : reader.Count(DropoutSeed, int.MinValue, int.MaxValue);
        long step = dropout is null ? 0 : reader.Count(DropoutStep, 0, long.MaxValue);
        RestoreOptimizer(path, checkpoint, subject);

        // Nothing fails from here on.
        subject.Network.Parameters.CopyFrom(checkpoint.Parameters);
        if (dropout is not null)
        {
            dropout.DropoutSeed = (int)seed;
            dropout.DropoutStep = step;
        }

        if (best is not null)
        {
            subject.Best!.CopyFrom(best);
        }

        return state;
    }

    private static TrainingState StateOf<T>(CheckpointStateReader<T> reader, ImmutableArray<Metric> metrics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int epoch = (int)reader.Count(Epoch, 1, int.MaxValue);
        var state = new TrainingState
        {
            FirstRate = reader.Number(FirstRate),
            Epoch = epoch,
            HasRate = reader.Count(HasRate, 0, 1) == 1,
            BatchesDone = (int)reader.Count(BatchesDone, 0, int.MaxValue),
            SamplesDone = (int)reader.Count(SamplesDone, 0, int.MaxValue),
            LossSum = reader.Number(LossSum),
            Elapsed = TimeSpan.FromTicks(reader.Count(Elapsed, 0, long.MaxValue)),
            BestEpoch = (int)reader.Count(BestEpoch, 0, epoch - 1),
            BadEpochs = (int)reader.Count(BadEpochs, 0, epoch - 1),
        };
        state.BestValue = state.BestEpoch > 0 ? reader.Number(BestValue) : null;
        foreach (EpochResult result in reader.Results(epoch - 1, metrics))
        {
            state.Results.AddLast(result);
        }

        return state;
    }

    private static void RestoreOptimizer<TNetwork, T>(string path, Checkpoint<T> checkpoint, TrainingSubject<TNetwork, T> subject)
        where TNetwork : INeuralNetwork<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LearningRateSchedule? schedule = subject.Options.Schedule;
        SavedState? before = schedule?.CaptureState();
        try
        {
            if (schedule is not null)
            {
                schedule.RestoreState(checkpoint.Schedule ?? throw new ArgumentException("there is no state of a schedule."));
            }

            subject.Optimizer.RestoreState(checkpoint.Optimizer ?? throw new ArgumentException("There is no state of an optimiser."));
        }
        catch (ArgumentException exception)
        {
            if (before is not null)
            {
                schedule!.RestoreState(before);
            }

            throw new ArgumentException($"The checkpoint '{path}' is not of this training: {exception.Message}", nameof(path), exception);
        }
    }
}

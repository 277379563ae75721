using System.Numerics;

namespace NeuralGen.Training.Tests.Training;

/// <summary>A training with random data, optimiser and options, which are made anew from the seed each time.</summary>
internal sealed class RandomTraining<TNetwork, T>
    where TNetwork : class, INeuralNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Func<TNetwork> _newNetwork;
    private readonly Func<Optimizer<T>> _newOptimizer;
    private readonly Func<LearningRateSchedule?> _newSchedule;
    private readonly TrainerOptions _options;
    private readonly Dataset<T> _training;
    private readonly Dataset<T>? _validation;
    private readonly List<Batch<T>>? _batches;

    public RandomTraining(int seed, Func<TNetwork> newNetwork)
    {
        var random = new Random(seed);
        _newNetwork = newNetwork;
        _newOptimizer = OptimizerOf(random.Next(7), 0.001 + (0.02 * random.NextDouble()));
        _newSchedule = ScheduleOf(random.Next(6));
        bool isLabelled = random.Next(2) == 0;
        _training = Samples(isLabelled, random.Next(1, 60), seed + 1);
        _validation = random.Next(3) > 0 ? Samples(isLabelled, random.Next(1, 30), seed + 2) : null;
        int batchSize = random.Next(1, 20);
        _batches = random.Next(3) == 0 ? BatchesOf(_training, batchSize) : null;
        bool evaluatesTraining = _batches is null && random.Next(2) == 0;
        Metric metric = (_validation is not null || evaluatesTraining) && random.Next(2) == 0 ? Metric.MeanAbsoluteError : Metric.Loss;
        _options = new TrainerOptions
        {
            BatchSize = batchSize,
            Epochs = random.Next(1, 6),
            Seed = random.Next(),
            Threads = random.Next(1, 3),
            EvaluateTraining = evaluatesTraining,
            Metrics = random.Next(3) switch { 0 => null, 1 => [], _ => [Metric.TopKAccuracy(2), Metric.MeanAbsoluteError] },
            EarlyStopping = random.Next(2) == 0 ? null : new EarlyStopping { Patience = random.Next(1, 3), Metric = metric, RestoreBest = random.Next(4) > 0 },
        };
    }

    /// <summary>What a training ends with, without the times.</summary>
    public sealed record Outcome(T[] Parameters, T LearningRate, EpochResult[] Epochs, int? Best, TrainingEnd End)
    {
        public int BatchCount { get; init; }
    }

    /// <summary>Trains without interruption.</summary>
    public Outcome Run()
    {
        TNetwork network = _newNetwork();
        int steps = 0;
        Optimizer<T> inner = _newOptimizer();
        var optimizer = new StepCounter(inner, () => steps++);
        TrainingHistory history = Fit(Trainer(network, optimizer, null), null, null, default);
        return OutcomeOf(network, optimizer, history) with { BatchCount = steps };
    }

    /// <summary>Trains with cancellations after some steps, each time continuing with new objects.</summary>
    public Outcome RunWithInterruptions(int seed, int batchCount, string path)
    {
        var random = new Random(seed);
        bool exists = false;
        while (true)
        {
            using var cancellation = new CancellationTokenSource();
            TNetwork network = _newNetwork();
            bool isCrash = random.Next(3) == 0;
            bool byProgress = !isCrash && random.Next(3) == 0;
            int atStep = random.Next(1, batchCount + 2);
            Action interrupt = isCrash ? () => throw new Crash() : cancellation.Cancel;
            Optimizer<T> optimizer = new InterruptedOptimizer<T>(_newOptimizer(), byProgress ? -1 : atStep, interrupt);
            int reports = 0;
            var progress = new Reports(_ =>
            {
                if (byProgress && ++reports == atStep)
                {
                    cancellation.Cancel();
                }
            });
            var checkpoint = new CheckpointOptions(path)
            {
                EveryEpochs = random.Next(2) == 0 ? null : random.Next(1, 3),
                EveryBatches = random.Next(2) == 0 ? null : random.Next(1, 5),
            };
            try
            {
                TrainingHistory history = Fit(Trainer(network, optimizer, checkpoint), exists ? path : null, progress, cancellation.Token);
                return OutcomeOf(network, optimizer, history);
            }
            catch (Exception exception) when (exception is OperationCanceledException or Crash)
            {
                exists = File.Exists(path);
            }
        }
    }

    private static Outcome OutcomeOf(TNetwork network, Optimizer<T> optimizer, TrainingHistory history) => new(
        network.Parameters.Storage.ToArray(),
        optimizer.LearningRate,
        [.. history.Epochs.Select(epoch => epoch with { Elapsed = default })],
        history.Best?.Epoch,
        history.End);

    private static Func<Optimizer<T>> OptimizerOf(int kind, double rate)
    {
        T learningRate = T.CreateTruncating(rate);
        return kind switch
        {
            0 => () => new Sgd<T>(learningRate),
            1 => () => new Sgd<T>(learningRate) { Momentum = 0.9, Nesterov = true },
            2 => () => new Adam<T>(learningRate) { AmsGrad = true },
            3 => () => new AdamW<T>(learningRate) { WeightDecay = 0.1 },
            4 => () => new RmsProp<T>(learningRate) { Centered = true, Momentum = 0.5 },
            5 => () => new Adagrad<T>(learningRate) { LearningRateDecay = 0.1 },
            _ => () => new ClippedGradient<T>(new Adam<T>(learningRate)) { MaxNorm = 0.1 },
        };
    }

    private static Func<LearningRateSchedule?> ScheduleOf(int kind) => kind switch
    {
        0 => () => new StepSchedule(2),
        1 => () => new ExponentialSchedule(0.9),
        2 => () => new CosineSchedule(3) { WarmUp = 2 },
        3 => () => new PlateauSchedule { Patience = 0, Threshold = 0.1 },
        _ => () => null,
    };

    private static Dataset<T> Samples(bool isLabelled, int count, int seed) => isLabelled
        ? RandomSamples.Labelled<T>(count, TNetwork.InputSize, TNetwork.OutputSize, seed)
        : RandomSamples.Numeric<T>(count, TNetwork.InputSize, TNetwork.OutputSize, seed);

    private static List<Batch<T>> BatchesOf(Dataset<T> samples, int batchSize)
    {
        var batches = new List<Batch<T>>();
        for (int start = 0; start < samples.Count; start += batchSize)
        {
            int count = Math.Min(batchSize, samples.Count - start);
            T[] inputs = samples.Inputs.Slice(start * samples.InputSize, count * samples.InputSize).ToArray();
            batches.Add(samples.ClassCount > 0
                ? new Batch<T>(inputs, samples.Labels.Slice(start, count).ToArray())
                : new Batch<T>(inputs, samples.Targets.Slice(start * samples.TargetSize, count * samples.TargetSize).ToArray()));
        }

        return batches;
    }

    private Trainer<TNetwork, T> Trainer(TNetwork network, Optimizer<T> optimizer, CheckpointOptions? checkpoint) =>
        new(network, optimizer, _options with { Schedule = _newSchedule(), Checkpoint = checkpoint });

    private TrainingHistory Fit(Trainer<TNetwork, T> trainer, string? path, IProgress<TrainingProgress>? progress, CancellationToken token) =>
        (path, _batches) switch
        {
            (null, null) => trainer.Fit(_training, _validation, progress, token),
            (null, { } batches) => trainer.Fit(batches, _validation, progress, token),
            ({ } file, null) => trainer.Resume(file, _training, _validation, progress, token),
            ({ } file, { } batches) => trainer.Resume(file, batches, _validation, progress, token),
        };

    private sealed class Crash : Exception;

    private sealed class StepCounter(Optimizer<T> inner, Action count) : Optimizer<T>
    {
        public override T LearningRate
        {
            get => inner.LearningRate;
            set => inner.LearningRate = value;
        }

        public override void Step(ParameterVector<T> parameters, ParameterVector<T> gradient)
        {
            count();
            inner.Step(parameters, gradient);
        }
    }
}

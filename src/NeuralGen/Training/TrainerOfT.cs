using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;

namespace NeuralGen;

/// <summary>Trains a network by mini-batches in a new random order each epoch, and evaluates it.</summary>
/// <remarks>The same network, optimiser, options and samples give the same parameters on every run.</remarks>
/// <typeparam name="TNetwork">The network's class.</typeparam>
/// <typeparam name="T">The network's number format.</typeparam>
public sealed class Trainer<TNetwork, T>
    where TNetwork : INeuralNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ReportsPerEpoch = 20;
    private const int EvaluationBatchSize = 256;

    private readonly TNetwork _network;
    private readonly Optimizer<T> _optimizer;

    /// <summary>Creates a trainer; <see cref="Trainer.Create"/> does the same and infers the types.</summary>
    /// <param name="network">The network to train; changed in place.</param>
    /// <param name="optimizer">Changes the parameters, batch by batch. It keeps its state from one training to the next.</param>
    /// <param name="options">Batch size, epochs and seed; the defaults if <see langword="null"/>.</param>
    public Trainer(TNetwork network, Optimizer<T> optimizer, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        _network = network;
        _optimizer = optimizer;
        Options = options ?? new TrainerOptions();
    }

    /// <summary>Batch size, epochs and seed.</summary>
    public TrainerOptions Options { get; }

    /// <summary>Trains the network. Nothing is allocated per batch.</summary>
    /// <param name="training">The samples to learn from; shuffled anew each epoch, without being changed.</param>
    /// <param name="validation">Samples to evaluate the network on after each epoch, if any.</param>
    /// <param name="progress">Receives reports within epochs and at their ends, on this thread.</param>
    /// <param name="cancellationToken">Ends the training between two batches; the network stays as the last batch left it.</param>
    /// <returns>Losses, accuracies and times of all epochs.</returns>
    /// <exception cref="ArgumentException">The samples do not have the network's sizes.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public TrainingHistory Fit(
        Dataset<T> training,
        Dataset<T>? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ThrowIfOtherSizes(training, nameof(training));
        if (validation is not null)
        {
            ThrowIfOtherSizes(validation, nameof(validation));
        }

        var random = new Random(Options.Seed);
        int[] order = [.. Enumerable.Range(0, training.Count)];
        var batch = new MiniBatch<T>(Math.Min(Options.BatchSize, training.Count), training.InputSize, training.TargetSize);
        ImmutableArray<EpochResult>.Builder results = ImmutableArray.CreateBuilder<EpochResult>(Options.Epochs);
        double firstRate = double.CreateTruncating(_optimizer.LearningRate);
        double? lastLoss = null;
        for (int epoch = 1; epoch <= Options.Epochs; epoch++)
        {
            if (Options.Schedule is { } schedule)
            {
                _optimizer.LearningRate = T.CreateTruncating(schedule.RateOf(firstRate, epoch - 1, lastLoss));
            }

            random.Shuffle(order);
            long start = Stopwatch.GetTimestamp();
            double loss = TrainEpoch(epoch, training, order, batch, progress, cancellationToken);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);

            Evaluation? evaluation = validation is null ? null : Evaluate(validation, cancellationToken);
            lastLoss = evaluation?.Loss ?? loss;
            var result = new EpochResult(epoch, loss, evaluation?.Loss, evaluation?.Accuracy, training.Count, elapsed);
            results.Add(result);
            progress?.Report(new TrainingProgress(epoch, Options.Epochs, training.Count, training.Count, loss, result));
        }

        return new TrainingHistory(results.MoveToImmutable());
    }

    /// <summary>Computes the network's mean loss, and its classes beside the right ones.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="cancellationToken">Ends the evaluation between two batches.</param>
    /// <returns>Loss, accuracy and confusion matrix.</returns>
    /// <exception cref="ArgumentException">The samples do not have the network's sizes.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public Evaluation Evaluate(Dataset<T> samples, CancellationToken cancellationToken = default)
    {
        ThrowIfOtherSizes(samples, nameof(samples));
        ImmutableArray<int>.Builder actual = ImmutableArray.CreateBuilder<int>(samples.Count);
        ImmutableArray<int>.Builder predicted = ImmutableArray.CreateBuilder<int>(samples.Count);
        T[] outputs = new T[checked(Math.Min(samples.Count, EvaluationBatchSize) * TNetwork.OutputSize)];
        double loss = 0;
        for (int start = 0; start < samples.Count; start += EvaluationBatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(EvaluationBatchSize, samples.Count - start);
            _network.ForwardBatch(
                samples.Inputs.Slice(start * samples.InputSize, count * samples.InputSize),
                outputs.AsSpan(0, count * TNetwork.OutputSize),
                Options.Threads);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<T> target = samples.Target(start + i);
                actual.Add(Classifier.ClassOf(target));
                predicted.Add(Classifier.ClassOf<T>(outputs.AsSpan(i * TNetwork.OutputSize, TNetwork.OutputSize)));
                loss += double.CreateTruncating(_network.ComputeLoss(samples.Input(start + i), target));
            }
        }

        return new Evaluation(
            loss / samples.Count, Classifier.ClassCount(TNetwork.OutputSize), actual.MoveToImmutable(), predicted.MoveToImmutable());
    }

    /// <summary>Goes through the samples once, in the order given, and returns their mean loss.</summary>
    private double TrainEpoch(
        int epoch,
        Dataset<T> training,
        ReadOnlySpan<int> order,
        MiniBatch<T> batch,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        double lossSum = 0;
        int done = 0;
        int reported = 0;
        while (done < order.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(Options.BatchSize, order.Length - done);
            batch.Gather(training, order.Slice(done, count));
            T loss = _network.TrainBatch(batch.Inputs, batch.Targets, _optimizer, Options.Threads);

            // The last batch may be smaller: its mean counts by its samples.
            lossSum += count * double.CreateTruncating(loss);
            done += count;

            int reportsDue = (int)((long)ReportsPerEpoch * done / order.Length);
            if (reportsDue > reported && done < order.Length)
            {
                reported = reportsDue;
                progress?.Report(new TrainingProgress(epoch, Options.Epochs, done, order.Length, lossSum / done, CompletedEpoch: null));
            }
        }

        return lossSum / done;
    }

    private static void ThrowIfOtherSizes(Dataset<T> samples, string argument)
    {
        ArgumentNullException.ThrowIfNull(samples, argument);
        if (samples.InputSize != TNetwork.InputSize || samples.TargetSize != TNetwork.OutputSize)
        {
            throw new ArgumentException(
                $"The samples of '{argument}' must have {TNetwork.InputSize} inputs and {TNetwork.OutputSize} targets, the sizes of {typeof(TNetwork).Name}; they have {samples.InputSize} and {samples.TargetSize}.",
                argument);
        }
    }
}

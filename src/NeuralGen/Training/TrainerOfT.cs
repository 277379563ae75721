using System.Collections.Immutable;
using System.Numerics;

namespace NeuralGen;

/// <summary>Trains a network by mini-batches, in a new random order each epoch or as the user gives them, and evaluates it.</summary>
/// <remarks>
/// The same network, optimiser, options and samples give the same parameters on every run. A training that was cancelled, or
/// whose program ended, is continued from a checkpoint (<see cref="TrainerOptions.Checkpoint"/>) as if nothing had happened.
/// </remarks>
/// <typeparam name="TNetwork">The network's class.</typeparam>
/// <typeparam name="T">The network's number format.</typeparam>
public sealed class Trainer<TNetwork, T>
    where TNetwork : INeuralNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TNetwork _network;
    private readonly Optimizer<T> _optimizer;

    /// <summary>Creates a trainer; <see cref="Trainer.Create"/> does the same and infers the types.</summary>
    /// <param name="network">The network to train; changed in place.</param>
    /// <param name="optimizer">Changes the parameters, batch by batch. It keeps its state from one training to the next.</param>
    /// <param name="options">Batch size, epochs, seed and all else; the defaults if <see langword="null"/>.</param>
    public Trainer(TNetwork network, Optimizer<T> optimizer, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        _network = network;
        _optimizer = optimizer;
        Options = options ?? new TrainerOptions();
    }

    /// <summary>Batch size, epochs, seed and all else.</summary>
    public TrainerOptions Options { get; }

    /// <summary>Trains the network. Nothing is allocated per batch, and per epoch only its result.</summary>
    /// <param name="training">The samples to learn from; shuffled anew each epoch, without being changed.</param>
    /// <param name="validation">Samples to evaluate the network on after each epoch, if any.</param>
    /// <param name="progress">Receives reports within epochs and at their ends, on this thread.</param>
    /// <param name="cancellationToken">Ends the training between two batches; the network stays as the last batch left it.</param>
    /// <returns>Losses, metrics and times of all epochs.</returns>
    /// <exception cref="ArgumentException">The samples do not have the network's sizes, or the options do not fit them.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">A loss was NaN or infinite. The network has the last good parameters.</exception>
    public TrainingHistory Fit(
        Dataset<T> training,
        Dataset<T>? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Begin(Subject(training, validation), progress, cancellationToken);

    /// <summary>Trains the network on batches of the user's own. <see cref="TrainerOptions.BatchSize"/> and <see cref="TrainerOptions.Seed"/> have no part in it.</summary>
    /// <param name="batches">
    /// The batches, of any sizes; enumerated once for each epoch, and trained on in that order. Each may use the memory of the
    /// one before.
    /// </param>
    /// <param name="validation">Samples to evaluate the network on after each epoch, if any.</param>
    /// <param name="progress">Receives reports within epochs and at their ends, on this thread.</param>
    /// <param name="cancellationToken">Ends the training between two batches; the network stays as the last batch left it.</param>
    /// <returns>Losses, metrics and times of all epochs.</returns>
    /// <exception cref="ArgumentException">
    /// Samples do not have the network's sizes, an epoch has no batch, or the options do not fit. The network stays as the last
    /// batch left it.
    /// </exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">A loss was NaN or infinite. The network has the last good parameters.</exception>
    public TrainingHistory Fit(
        IEnumerable<Batch<T>> batches,
        Dataset<T>? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Begin(Subject(batches, validation), progress, cancellationToken);

    /// <summary>
    /// Continues a training where a checkpoint was written. Network, optimiser and schedule may be new objects, made as for the
    /// training itself; the parameters come out the same to the last bit.
    /// </summary>
    /// <param name="path">The checkpoint; see <see cref="TrainerOptions.Checkpoint"/>.</param>
    /// <param name="training">The same samples in the same order.</param>
    /// <param name="validation">The same samples, if any.</param>
    /// <param name="progress">Receives reports within epochs and at their ends, on this thread.</param>
    /// <param name="cancellationToken">Ends the training between two batches; the network stays as the last batch left it.</param>
    /// <returns>Losses, metrics and times of all epochs, those before the interruption included.</returns>
    /// <exception cref="ArgumentException">
    /// The checkpoint is of a training with other data, options, optimiser or schedule; the message names the difference. Only
    /// the number of epochs (if not below those done), the patience of early stopping, threads and checkpoints may be changed.
    /// </exception>
    /// <exception cref="InvalidDataException">The file is damaged, no checkpoint, or one of another network.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">A loss was NaN or infinite. The network has the last good parameters.</exception>
    public TrainingHistory Resume(
        string path,
        Dataset<T> training,
        Dataset<T>? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Continue(path, Subject(training, validation), progress, cancellationToken);

    /// <summary>Continues a training on batches of the user's own where a checkpoint was written.</summary>
    /// <param name="path">The checkpoint; see <see cref="TrainerOptions.Checkpoint"/>.</param>
    /// <param name="batches">
    /// The same batches. Those of the interrupted epoch that were trained on are enumerated again and left out; what differs from
    /// epoch to epoch must do so by its own count.
    /// </param>
    /// <param name="validation">The same samples, if any.</param>
    /// <param name="progress">Receives reports within epochs and at their ends, on this thread.</param>
    /// <param name="cancellationToken">Ends the training between two batches; the network stays as the last batch left it.</param>
    /// <returns>Losses, metrics and times of all epochs, those before the interruption included.</returns>
    /// <exception cref="ArgumentException">
    /// The checkpoint is of a training with other data, options, optimiser or schedule; the message names the difference.
    /// </exception>
    /// <exception cref="InvalidDataException">The file is damaged, no checkpoint, or one of another network.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">A loss was NaN or infinite. The network has the last good parameters.</exception>
    public TrainingHistory Resume(
        string path,
        IEnumerable<Batch<T>> batches,
        Dataset<T>? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Continue(path, Subject(batches, validation), progress, cancellationToken);

    /// <summary>Computes the network's mean loss, and its classes beside the right ones.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="cancellationToken">Ends the evaluation between two batches.</param>
    /// <returns>Loss, accuracies, mean absolute error and confusion matrix.</returns>
    /// <exception cref="ArgumentException">The samples do not have the network's sizes.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public Evaluation Evaluate(Dataset<T> samples, CancellationToken cancellationToken = default)
    {
        ThrowIfOtherSizes(samples, nameof(samples));
        ImmutableArray<int>.Builder actual = ImmutableArray.CreateBuilder<int>(samples.Count);
        ImmutableArray<int>.Builder predicted = ImmutableArray.CreateBuilder<int>(samples.Count);
        Tally tally = new Evaluator<TNetwork, T>(_network, Options.Threads).Run(samples, (actual, predicted), cancellationToken);
        return new Evaluation(tally, actual.MoveToImmutable(), predicted.MoveToImmutable());
    }

    private TrainingHistory Begin(TrainingSubject<TNetwork, T> subject, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var state = new TrainingState { FirstRate = double.CreateTruncating(_optimizer.LearningRate) };
        return new TrainingRun<TNetwork, T>(subject, state, progress, isSaved: false, cancellationToken).Run();
    }

    private TrainingHistory Continue(string path, TrainingSubject<TNetwork, T> subject, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        TrainingState state = TrainingCheckpoint.Read(path, subject);
        return new TrainingRun<TNetwork, T>(subject, state, progress, isSaved: true, cancellationToken).Run();
    }

    private TrainingSubject<TNetwork, T> Subject(Dataset<T> training, Dataset<T>? validation)
    {
        ThrowIfOtherSizes(training, nameof(training));
        ThrowIfOtherSizesOrNone(validation, nameof(validation));
        return new TrainingSubject<TNetwork, T>(
            _network, _optimizer, Options, new ShuffledSamples<T>(training, Options.BatchSize, Options.Seed), training, validation);
    }

    private TrainingSubject<TNetwork, T> Subject(IEnumerable<Batch<T>> batches, Dataset<T>? validation)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ThrowIfOtherSizesOrNone(validation, nameof(validation));
        return new TrainingSubject<TNetwork, T>(_network, _optimizer, Options, new UserBatches<TNetwork, T>(batches), null, validation);
    }

    private static void ThrowIfOtherSizesOrNone(Dataset<T>? samples, string argument)
    {
        if (samples is not null)
        {
            ThrowIfOtherSizes(samples, argument);
        }
    }

    private static void ThrowIfOtherSizes(Dataset<T> samples, string argument)
    {
        ArgumentNullException.ThrowIfNull(samples, argument);
        if (samples.InputSize != TNetwork.InputSize || samples.TargetSize != TNetwork.OutputSize)
        {
            string remedy = samples.ClassCount == 2 && TNetwork.OutputSize == 1
                ? $" For labels of two classes and a single output, name it: {nameof(Dataset)}.{nameof(Dataset.FromLabels)}(inputs, labels, inputSize, classCount: 2, outputSize: 1)."
                : "";
            throw new ArgumentException(
                $"The samples of '{argument}' must have {TNetwork.InputSize} inputs and {TNetwork.OutputSize} targets, the sizes of {typeof(TNetwork).Name}; they have {samples.InputSize} and {samples.TargetSize}.{remedy}",
                argument);
        }
    }
}

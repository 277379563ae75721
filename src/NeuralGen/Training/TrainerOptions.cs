using NeuralGen.Runtime;

namespace NeuralGen;

/// <summary>How a <see cref="Trainer{TNetwork, T}"/> goes through its samples.</summary>
public sealed record TrainerOptions
{
    private readonly int _batchSize = 32;
    private readonly int _epochs = 10;
    private readonly int _threads = -1;
    private readonly Metric[]? _metrics;

    /// <summary>The number of samples of a mini-batch, at least 1; the last batch of an epoch may be smaller. The default is 32.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int BatchSize
    {
        get => _batchSize;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(BatchSize));
            _batchSize = value;
        }
    }

    /// <summary>How often training goes through all samples, at least once. The default is 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Epochs
    {
        get => _epochs;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Epochs));
            _epochs = value;
        }
    }

    /// <summary>
    /// The most threads that share a mini-batch, or -1, the default, for a thread for each processor. Results do not depend
    /// on it, and small mini-batches stay on one thread.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or less than -1.</exception>
    public int Threads
    {
        get => _threads;
        init
        {
            Guard.Threads(value, nameof(Threads));
            _threads = value;
        }
    }

    /// <summary>The learning rate of each epoch; <see langword="null"/>, the default, for the optimiser's own throughout.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>The seed of the order of samples; the same seed gives the same orders on every run and machine. The default is 0.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// What is measured beside the loss, on validation data after each epoch. <see langword="null"/>, the default, stands for the
    /// accuracy where the targets are classes (labels, one-hot rows, or 0 and 1 for a single output), and for nothing else.
    /// </summary>
    /// <exception cref="ArgumentException">A metric is missing (<see langword="null"/>).</exception>
    public IReadOnlyList<Metric>? Metrics
    {
        get => _metrics;
        init => _metrics = value is null || !value.Contains(null!)
            ? value?.ToArray()
            : throw new ArgumentException("The metrics contain null.", nameof(Metrics));
    }

    /// <summary>
    /// Whether loss and metrics are measured on the training data too after each epoch, with the parameters it ended with. It costs
    /// a pass over the data; the default is <see langword="false"/>.
    /// </summary>
    public bool EvaluateTraining { get; init; }

    /// <summary>Ends the training when it no longer gets better; <see langword="null"/>, the default, for all epochs.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Where and how often the state of the training is saved; <see langword="null"/>, the default, for never.</summary>
    public CheckpointOptions? Checkpoint { get; init; }
}

namespace NeuralGen;

/// <summary>
/// Where and how often a training saves its state, from which <see cref="Trainer{TNetwork, T}.Resume(string, Dataset{T}, Dataset{T}?, IProgress{TrainingProgress}?, CancellationToken)"/>
/// continues it. Beside the times given here it is saved when the training is cancelled, and at its end.
/// </summary>
public sealed record CheckpointOptions
{
    private readonly int? _everyEpochs = 1;
    private readonly int? _everyBatches;

    /// <summary>Names the file.</summary>
    /// <param name="path">The file, written anew each time; a crash while writing leaves the one before.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public CheckpointOptions(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The number of epochs after which the state is saved, at least 1, the default; <see langword="null"/> for no saving after epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? EveryEpochs
    {
        get => _everyEpochs;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(EveryEpochs));
            _everyEpochs = value;
        }
    }

    /// <summary>The number of batches after which the state is saved, at least 1; <see langword="null"/>, the default, for no saving within epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? EveryBatches
    {
        get => _everyBatches;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(EveryBatches));
            _everyBatches = value;
        }
    }
}

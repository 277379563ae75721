namespace NeuralGen;

/// <summary>How a <see cref="Trainer{TNetwork, T}"/> goes through its samples.</summary>
public sealed record TrainerOptions
{
    private readonly int _batchSize = 32;
    private readonly int _epochs = 10;

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

    /// <summary>The seed of the order of samples; the same seed gives the same orders on every run and machine. The default is 0.</summary>
    public int Seed { get; init; }
}

namespace Digits;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings
{
    /// <summary>The folder of MNIST's files; <see langword="null"/> for the 8 x 8 digits.</summary>
    public string? MnistFolder { get; init; }

    /// <summary>The number of epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The seed of initial weights, distortions, masks and the order of images.</summary>
    public int Seed { get; init; }

    /// <summary>The name of the optimiser, one of <see cref="Optimizers.Names"/>.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The learning rate; <see langword="null"/> for what suits the optimiser.</summary>
    public float? LearningRate { get; init; }

    /// <summary>The name of the schedule, one of <see cref="Schedules.Names"/>.</summary>
    public required string Schedule { get; init; }

    /// <summary>Whether to train the network with dropout.</summary>
    public bool Dropout { get; init; }

    /// <summary>The most threads to use, or -1 for a thread for each processor.</summary>
    public int Threads { get; init; } = -1;

    /// <summary>The file that keeps the state of the training, if any.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Whether to go on where <see cref="Checkpoint"/> was written.</summary>
    public bool Resume { get; init; }

    /// <summary>The picture of the training to write, if any.</summary>
    public string? Report { get; init; }
}

using System.Numerics;

namespace NeuralGen;

/// <summary>
/// A training between two batches, as a file holds it. The parts that the library knows, parameters, optimiser and schedule,
/// have places of their own; everything else of the training goes by name. All numbers survive to the last bit.
/// </summary>
/// <remarks>
/// <see cref="Write(string)"/> copies nothing and changes nothing: it may be given the vectors and arrays that the training works
/// on. What <see cref="Read(string, ParameterLayout)"/> returns belongs to the caller.
/// </remarks>
/// <typeparam name="T">The number format of the parameters.</typeparam>
internal sealed class Checkpoint<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates a checkpoint of parameters alone.</summary>
    /// <param name="parameters">The parameters, not copied.</param>
    public Checkpoint(ParameterVector<T> parameters) => Parameters = parameters;

    /// <summary>The parameters.</summary>
    public ParameterVector<T> Parameters { get; }

    /// <summary>The state of the optimiser, for <see cref="Optimizer{T}.RestoreState"/>; its vectors have the layout of the parameters.</summary>
    public OptimizerState<T>? Optimizer { get; set; }

    /// <summary>The state of the schedule, for <see cref="LearningRateSchedule.RestoreState"/>.</summary>
    public SavedState? Schedule { get; set; }

    /// <summary>Other vectors of the layout of the parameters, such as the best ones so far.</summary>
    public Dictionary<string, ParameterVector<T>> Vectors { get; } = [];

    /// <summary>Whole numbers, such as the epoch.</summary>
    public Dictionary<string, long> Counts { get; } = [];

    /// <summary>Numbers, such as a sum of losses.</summary>
    public Dictionary<string, double> Numbers { get; } = [];

    /// <summary>Arrays of whole numbers, such as the order of samples.</summary>
    public Dictionary<string, ReadOnlyMemory<int>> Indices { get; } = [];

    /// <summary>Arrays of numbers, such as the losses of all epochs.</summary>
    public Dictionary<string, ReadOnlyMemory<double>> Series { get; } = [];

    /// <summary>Texts, such as the options of the training that must not change.</summary>
    public Dictionary<string, string> Texts { get; } = [];

    /// <summary>Writes a file as a whole or not at all: whatever fails, an old file of this name is as it was.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">Writing failed.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Write);
    }

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Receives the bytes of the file.</param>
    public void Write(Stream stream) => CheckpointWriter.Write(this, stream);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">The layout of the network whose training is to go on.</param>
    /// <returns>The checkpoint.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, no checkpoint, or one of a network of other shapes or precision.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Checkpoint<T> Read(string path, ParameterLayout layout)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return new CheckpointReader<T>(stream, SourceName.Of(path), layout).Read();
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The bytes of the file.</param>
    /// <param name="layout">The layout of the network whose training is to go on.</param>
    /// <returns>The checkpoint.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, no checkpoint, or one of a network of other shapes or precision.</exception>
    public static Checkpoint<T> Read(Stream stream, ParameterLayout layout) =>
        new CheckpointReader<T>(stream, SourceName.Of(stream), layout).Read();
}

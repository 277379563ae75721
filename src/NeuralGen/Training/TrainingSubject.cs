using System.Numerics;

namespace NeuralGen;

/// <summary>What a training works with and on.</summary>
internal sealed class TrainingSubject<TNetwork, T>
    where TNetwork : INeuralNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public TrainingSubject(
        TNetwork network, Optimizer<T> optimizer, TrainerOptions options, BatchSource<T> source, Dataset<T>? training, Dataset<T>? validation)
    {
        Network = network;
        Optimizer = optimizer;
        Options = options;
        Source = source;
        Training = training;
        Validation = validation;
        Best = options.EarlyStopping is { RestoreBest: true } ? new ParameterVector<T>(network.Parameters.Layout) : null;
    }

    public TNetwork Network { get; }

    public Optimizer<T> Optimizer { get; }

    public TrainerOptions Options { get; }

    public BatchSource<T> Source { get; }

    /// <summary>The samples in memory to learn from; null where the batches are the user's own.</summary>
    public Dataset<T>? Training { get; }

    public Dataset<T>? Validation { get; }

    /// <summary>The parameters of the best epoch so far, where they are to be restored.</summary>
    public ParameterVector<T>? Best { get; }
}

namespace NeuralGen;

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were done.</summary>
    EpochsDone,

    /// <summary>It no longer got better: see <see cref="TrainerOptions.EarlyStopping"/>.</summary>
    EarlyStopping,
}

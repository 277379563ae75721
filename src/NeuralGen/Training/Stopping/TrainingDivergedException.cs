namespace NeuralGen;

/// <summary>A training came to a loss that is NaN or infinite, and ended there. The network has the last good parameters.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TrainingDivergedException()
        : this("The training diverged: a loss was not finite.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What it came from.</param>
    public TrainingDivergedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal TrainingDivergedException(int epoch, int batch, double loss, KeptParameters kept, int keptEpoch, int keptBatch)
        : base(MessageOf(epoch, batch, loss, kept, keptEpoch, keptBatch))
    {
        Epoch = epoch;
        Batch = batch;
        Loss = loss;
        Kept = kept;
        KeptEpoch = keptEpoch;
        KeptBatch = keptBatch;
    }

    /// <summary>The epoch of the batch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch within its epoch, from 1, whose loss was not finite, before its step or (where no batch came after it) after.</summary>
    public int Batch { get; }

    /// <summary>The loss: NaN or an infinity. Finite only where the batch's step made parameters NaN or infinite without the loss showing it.</summary>
    public double Loss { get; }

    /// <summary>Which parameters the network has now.</summary>
    public KeptParameters Kept { get; }

    /// <summary>The epoch in which the network had the parameters that it has now, from 1.</summary>
    public int KeptEpoch { get; }

    /// <summary>The batch of <see cref="KeptEpoch"/> whose step led to these parameters; 0 for those at the epoch's start.</summary>
    public int KeptBatch { get; }

    private static string MessageOf(int epoch, int batch, double loss, KeptParameters kept, int keptEpoch, int keptBatch)
    {
        string keptPlace = keptBatch == 0 ? $"from the start of epoch {keptEpoch}" : $"from after batch {keptBatch} of epoch {keptEpoch}";
        string what = FormattableString.Invariant($"The training diverged in epoch {epoch}, batch {batch}: the loss is {loss}.");
        return kept switch
        {
            KeptParameters.BeforeBatch => what
                + " The network has the parameters from before this batch, which are good: look for NaN, infinite or huge numbers among the batch's samples.",
            KeptParameters.Restored => what
                + $" A step had spoilt the parameters, so the network has again those {keptPlace}, the newest that were kept; the optimiser's state is not restored."
                + " What helps is a smaller learning rate, a warm-up, a limit of the gradient (ClippedGradient) or normalised inputs.",
            _ => what + " The network's parameters were not good before the first batch: initialise or load them again.",
        };
    }
}

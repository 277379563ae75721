namespace NeuralGen;

/// <summary>Which parameters a network has after its training diverged.</summary>
public enum KeptParameters
{
    /// <summary>Those before the batch whose loss was not finite; they were good.</summary>
    BeforeBatch,

    /// <summary>Older ones, known to be good, for the step before that batch had spoilt the parameters.</summary>
    Restored,

    /// <summary>The spoilt ones: they were no good before the first batch.</summary>
    Spoilt,
}

namespace NeuralGen;

/// <summary>The number format in which a network computes.</summary>
public enum Precision
{
    /// <summary><see cref="float"/>, 32 bits.</summary>
    Single,

    /// <summary><see cref="double"/>, 64 bits.</summary>
    Double,
}

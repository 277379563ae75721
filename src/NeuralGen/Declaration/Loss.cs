namespace NeuralGen;

/// <summary>
/// The loss C of one sample with outputs a_1..a_n and targets y_1..y_n. The loss of a batch is the mean over its samples.
/// </summary>
public enum Loss
{
    /// <summary>C = (1/n) sum (a - y)^2.</summary>
    MeanSquaredError,

    /// <summary>C = (1/2) sum (a - y)^2, the quadratic cost of the lecture and of Nielsen's book.</summary>
    HalfSquaredError,

    /// <summary>C = - sum y ln a. Needs a <see cref="Activation.Softmax"/> output; computed from z, so it is finite.</summary>
    CrossEntropy,

    /// <summary>C = - (1/n) sum [y ln a + (1-y) ln(1-a)]. Needs a <see cref="Activation.Sigmoid"/> output; computed from z, so it is finite.</summary>
    BinaryCrossEntropy,

    /// <summary>C = (1/n) sum |a - y|, with derivative 0 where a = y.</summary>
    MeanAbsoluteError,

    /// <summary>C = (1/n) sum of d^2/2 where |d| is at most 1, else |d| - 1/2, with d = a - y.</summary>
    Huber,
}

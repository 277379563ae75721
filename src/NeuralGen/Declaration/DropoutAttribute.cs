namespace NeuralGen;

/// <summary>
/// A dropout layer (Srivastava and others, 2014): in <c>TrainBatch</c>, and nowhere else, each element of what comes from the
/// layer before is set to zero with probability <see cref="Rate"/> and otherwise divided by 1 - rate, so that its mean stays
/// (inverted dropout). Everything else, <c>Forward</c> and <c>Backward</c> among it, computes as if the layer were not there.
/// </summary>
/// <remarks>
/// Each sample of each step has a mask of its own. Masks depend on the seed of the network, the number of the step, and the
/// places of sample and element in it; not on threads or the width of vectors.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute : Attribute
{
    /// <summary>Declares a dropout layer. It stands before a dense layer.</summary>
    /// <param name="rate">The probability with which an element is set to zero; at least 0 and less than 1.</param>
    public DropoutAttribute(double rate) => Rate = rate;

    /// <summary>The probability with which an element is set to zero.</summary>
    public double Rate { get; }
}

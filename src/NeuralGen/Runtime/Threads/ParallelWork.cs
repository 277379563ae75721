namespace NeuralGen.Runtime;

/// <summary>Whether work is enough to be shared.</summary>
internal static class ParallelWork
{
    /// <summary>
    /// The least work to call other threads for, in operations. A core does 10 to 60 of them in a nanosecond, so this is
    /// 15 to 100 microseconds: a sleeping thread needs some 50 to wake up, and waking it takes the caller up to 10.
    /// </summary>
    private const long LeastOperations = 1_000_000;

    /// <summary>Whether several threads are faster than one.</summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="operations">The work for one sample.</param>
    public static bool Pays(int count, long operations) => operations >= LeastOperations / count;
}

using System.Diagnostics;

namespace NeuralGen.Runtime;

/// <summary>Whether work is enough to be shared. A core does 10 to 60 of the operations counted here in a nanosecond.</summary>
internal static class ParallelWork
{
    /// <summary>The least work to share with threads that are awake, some 20 microseconds: they come within one or two.</summary>
    private const long LeastOperations = 1_000_000;

    /// <summary>
    /// The least work to wake a thread for, 300 microseconds and more: waking it takes the caller 10 to 30, and it comes
    /// after 50 or, on a busy machine, some hundred.
    /// </summary>
    private const long LeastOperationsToWake = 20_000_000;

    private static long _lastTime;

    /// <summary>
    /// Whether several threads are faster than one. Of calls in quick succession, as in training, the second one may wake
    /// a thread for less work, since it stays awake for those that follow.
    /// </summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="operations">The work for one sample.</param>
    public static bool Pays(int count, long operations)
    {
        if (operations < LeastOperations / count)
        {
            return false;
        }

        long now = Stopwatch.GetTimestamp();
        bool succeeds = now - Volatile.Read(ref _lastTime) < Worker.LookoutTicks;
        Volatile.Write(ref _lastTime, now);
        return succeeds || operations >= LeastOperationsToWake / count;
    }
}

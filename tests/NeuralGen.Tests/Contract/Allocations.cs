namespace NeuralGen.Tests.Contract;

/// <summary>Counts what calls allocate. Only for tests of <see cref="AllocationCollection"/>.</summary>
internal static class Allocations
{
    /// <summary>
    /// Calls until ten calls in a row allocate nothing, three times at most: what a call allocates shows in every round;
    /// what the runtime allocates on this thread when it replaces a method by a faster one shows once.
    /// </summary>
    public static void CheckNone(Action call)
    {
        call();
        long allocated = long.MaxValue;
        for (int round = 0; round < 3 && allocated != 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10; i++)
            {
                call();
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }
}

namespace NeuralGen.Tests.Contract;

/// <summary>
/// Tests that count allocated bytes run alone: a collection that another thread starts returns this thread's
/// half-used allocation buffer, and the runtime then counts the whole buffer.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AllocationCollection
{
    public const string Name = "Allocations";
}

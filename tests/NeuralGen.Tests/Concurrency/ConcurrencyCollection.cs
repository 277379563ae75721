namespace NeuralGen.Tests.Concurrency;

/// <summary>Tests that look at the pool of the process, which other tests must not take meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConcurrencyCollection
{
    public const string Name = "Concurrency";
}

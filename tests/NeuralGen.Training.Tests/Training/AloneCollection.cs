namespace NeuralGen.Training.Tests.Training;

/// <summary>Tests that run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}

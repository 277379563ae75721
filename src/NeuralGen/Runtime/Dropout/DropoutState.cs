using System.ComponentModel;

namespace NeuralGen.Runtime;

/// <summary>Where a network's random masks come from. Kept by generated code.</summary>
/// <param name="seed">The network's seed.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DropoutState(int seed)
{
    /// <summary>The seed.</summary>
    public int Seed { get; set; } = seed;

    /// <summary>The number of steps taken.</summary>
    public long Step { get; set; }

    /// <summary>The key of the step to come.</summary>
    public DropoutKey Key => new(Seed, Step);

    /// <summary>Begins again, as a new network with this seed would.</summary>
    /// <param name="seed">The seed.</param>
    public void Restart(int seed)
    {
        Seed = seed;
        Step = 0;
    }
}

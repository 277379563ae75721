using System.ComponentModel;

namespace NeuralGen.Runtime;

/// <summary>What the masks of a block of samples are computed from: the seed, the training step, and the first sample's place in its batch.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DropoutKey
{
    // 2^64 divided by the golden ratio: multiples of it are far apart.
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong _step;

    internal DropoutKey(int seed, long step)
        : this(Mix(Mix((uint)seed + Golden) + ((ulong)step * Golden)), 0)
    {
    }

    private DropoutKey(ulong step, int first)
    {
        _step = step;
        First = first;
    }

    /// <summary>The place of the first sample in its batch.</summary>
    internal int First { get; }

    /// <summary>The key for the samples from one on.</summary>
    /// <param name="sample">The sample's place, counted from this key's first one.</param>
    /// <returns>The key.</returns>
    public DropoutKey From(int sample) => new(_step, First + sample);

    /// <summary>Two numbers that no other layer or step has.</summary>
    internal (uint First, uint Second) OfLayer(int layer)
    {
        ulong mixed = Mix(_step ^ ((ulong)(layer + 1) * Golden));
        return ((uint)mixed, (uint)(mixed >> 32));
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): every bit depends on every other.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

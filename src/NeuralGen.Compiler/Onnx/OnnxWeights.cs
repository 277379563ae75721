using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NeuralGen.Compiler.Onnx;

/// <summary>Numbers of a model in the precision of the network, with the very bits of the file where nothing was folded into them.</summary>
internal sealed class OnnxWeights : IEquatable<OnnxWeights>
{
    private OnnxWeights(string? name, ImmutableArray<float> singles, ImmutableArray<double> doubles)
    {
        Name = name;
        Singles = singles;
        Doubles = doubles;
    }

    /// <summary>The tensor's name in the file, where one tensor holds just these numbers; else null.</summary>
    public string? Name { get; }

    /// <summary>The numbers of a network of floats; default for one of doubles.</summary>
    public ImmutableArray<float> Singles { get; }

    /// <summary>The numbers of a network of doubles; default for one of floats.</summary>
    public ImmutableArray<double> Doubles { get; }

    public int Count => Singles.IsDefault ? Doubles.Length : Singles.Length;

    public double this[int index] => Singles.IsDefault ? Doubles[index] : Singles[index];

    /// <summary>Takes the array over; nobody may write to it afterwards.</summary>
    public static OnnxWeights Of(string? name, float[] numbers) => new(name, ImmutableCollectionsMarshal.AsImmutableArray(numbers), default);

    /// <inheritdoc cref="Of(string?, float[])"/>
    public static OnnxWeights Of(string? name, double[] numbers) => new(name, default, ImmutableCollectionsMarshal.AsImmutableArray(numbers));

    /// <summary>Whether name and bits are the same; NaNs are equal where their payloads are.</summary>
    public bool Equals(OnnxWeights? other) => other is not null && Name == other.Name
        && Singles.IsDefault == other.Singles.IsDefault && Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => Equals(obj as OnnxWeights);

    public override int GetHashCode()
    {
        // The first few numbers tell matrices apart well enough.
        int hash = Count;
        foreach (byte value in Bytes.Slice(0, Math.Min(Bytes.Length, 64)))
        {
            hash = unchecked((hash * 31) + value);
        }

        return hash;
    }

    private ReadOnlySpan<byte> Bytes => Singles.IsDefault ? MemoryMarshal.AsBytes(Doubles.AsSpan()) : MemoryMarshal.AsBytes(Singles.AsSpan());
}

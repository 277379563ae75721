using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>The header of a safetensors file.</summary>
/// <param name="Tensors">The tensors in the order of their bytes: each begins where the one before ends, the first at 0.</param>
/// <param name="Metadata">The texts under <c>__metadata__</c>.</param>
internal sealed record SafetensorsHeader(ImmutableArray<SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The bytes in front of the header, which give its length.</summary>
    public const int PrefixLength = 8;

    /// <summary>The longest header of the format, in bytes.</summary>
    public const int MaxLength = 100_000_000;

    public const string MetadataName = "__metadata__";

    /// <summary>The bytes of all tensors.</summary>
    public long DataLength => Tensors.IsEmpty ? 0 : Tensors[^1].End;
}

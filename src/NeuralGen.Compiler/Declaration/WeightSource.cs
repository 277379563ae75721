namespace NeuralGen.Compiler.Declaration;

/// <summary>Where the first weights of a network come from.</summary>
/// <param name="File">The name of the model file.</param>
/// <param name="Hash">The SHA-256 of the file, in hexadecimal.</param>
/// <param name="Resource">The resource that holds the numbers; null where the tensors have them.</param>
/// <param name="Tensors">The network's tensors, each once.</param>
internal sealed record WeightSource(string File, string Hash, string? Resource, EquatableArray<WeightTensor> Tensors)
{
    /// <summary>What a comment says about the network in the file, line by line; empty where the file has weights alone.</summary>
    public EquatableArray<string> Remarks { get; init; } = EquatableArray<string>.Empty;
}

/// <summary>One parameter tensor of the network and its numbers.</summary>
/// <param name="Name">The contract's name, such as <c>dense1.weight</c>.</param>
/// <param name="SourceName">The name in the file; empty where no single tensor of it has these numbers.</param>
/// <param name="SourceType">The number format in the file, such as <c>F16</c>.</param>
/// <param name="Offset">Where the numbers begin in the resource.</param>
/// <param name="Bits">Without a resource, the numbers, row-major, as bits of the network's precision.</param>
internal sealed record WeightTensor(string Name, string SourceName, string SourceType, long Offset, EquatableArray<ulong> Bits);

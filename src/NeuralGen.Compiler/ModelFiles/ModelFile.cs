using System.Globalization;

namespace NeuralGen.Compiler.ModelFiles;

/// <summary>A model of the project, as the compiler knows it: by value, for Roslyn's caches.</summary>
/// <param name="Path">The path, as the project file has it, with '/' between folders.</param>
/// <param name="Hash">The SHA-256 of the file, in hexadecimal.</param>
/// <param name="Problem">Why it cannot be used, as the continuation of "'model' "; null where it can.</param>
/// <param name="IsCheckpoint">Whether it is the state of a training.</param>
/// <param name="Resource">The resource with its numbers; null where the tensors have them.</param>
/// <param name="Tensors">The tensors, no two of one name.</param>
internal sealed record ModelFile(
    string Path, string Hash, string? Problem, bool IsCheckpoint, string? Resource, EquatableArray<ModelTensor> Tensors)
{
    /// <summary>The model where it is a whole one, and not tensors alone.</summary>
    public OnnxContent? Onnx { get; init; }

    /// <summary>The path without folders.</summary>
    public string Name => Path.Substring(Path.LastIndexOf('/') + 1);
}

/// <summary>One tensor of a model.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The number format, such as <c>F32</c>.</param>
/// <param name="Shape">The size of each dimension.</param>
/// <param name="Offset">Where its numbers begin in the resource.</param>
/// <param name="Bits">Its numbers, where there is no resource: bits in hexadecimal, one number after the other.</param>
/// <param name="BeyondSingle">The first finite number that is too large for single precision, if there is one.</param>
internal sealed record ModelTensor(
    string Name, string Type, EquatableArray<long> Shape, long Offset, string? Bits, IndexedNumber? BeyondSingle)
{
    public bool HasShape(IReadOnlyList<int> shape) => Shape.Count == shape.Count && Shape.Zip(shape, (one, other) => one == other).All(same => same);
}

/// <summary>One number of a tensor.</summary>
/// <param name="Index">Its place, row-major.</param>
/// <param name="Value">What it is, for messages.</param>
internal sealed record IndexedNumber(int Index, string Value)
{
    public override string ToString() => $"{Value} at index {Index.ToString(CultureInfo.InvariantCulture)} (row-major)";
}

using NeuralGen.Compiler.Onnx;

namespace NeuralGen.Compiler.ModelFiles;

/// <summary>An ONNX model of the project with the files beside it; compares by what is in them.</summary>
/// <param name="Refusals">Why there is no use in importing it; empty where there is.</param>
/// <param name="Model">The model's bytes.</param>
/// <param name="Beside">The files beside it that it needs.</param>
/// <param name="Outputs">The outputs whose numbers are in the resource of the model.</param>
internal sealed record OnnxContent(
    EquatableArray<ImportProblem> Refusals, FileBytes Model, EquatableArray<FileBeside> Beside, EquatableArray<OutputNumbers> Outputs)
{
    /// <summary>Imports one output; the only one where it is null.</summary>
    public ImportResult Import(string? output) => Refusals.Count > 0
        ? new ImportResult.Failure(Refusals)
        : OnnxImport.Read(Model.Bytes, path => Beside.FirstOrDefault(file => file.Path == path)?.Content.Bytes, output);
}

/// <summary>A file beside a model.</summary>
internal sealed record FileBeside(string Path, FileBytes Content);

/// <summary>Where the numbers of one output begin in the resource.</summary>
internal sealed record OutputNumbers(string Output, long Offset);

/// <summary>Bytes that compare by value. Nobody writes to them.</summary>
internal sealed class FileBytes(byte[] bytes) : IEquatable<FileBytes>
{
    public byte[] Bytes { get; } = bytes;

    public bool Equals(FileBytes? other) => other is not null && Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => Equals(obj as FileBytes);

    public override int GetHashCode() => Bytes.Length;
}

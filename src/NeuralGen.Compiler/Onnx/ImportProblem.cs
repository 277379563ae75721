namespace NeuralGen.Compiler.Onnx;

/// <summary>What kind of trouble a model file makes.</summary>
internal enum ProblemKind
{
    /// <summary>The file is something else: a zip archive, a Git LFS pointer, a web page, nothing at all.</summary>
    NotOnnx,

    /// <summary>The bytes contradict the format or themselves.</summary>
    DamagedFile,

    /// <summary>An operator set or file version that is not known.</summary>
    UnsupportedVersion,

    /// <summary>An operator that is not known.</summary>
    UnsupportedOperator,

    /// <summary>A known operator with an attribute value that is not supported.</summary>
    UnsupportedAttribute,

    /// <summary>Shapes that are not those of a network which maps one sample to one result.</summary>
    UnsupportedShape,

    /// <summary>An element type that is not supported where it stands.</summary>
    UnsupportedType,

    /// <summary>A graph of another kind: several inputs or outputs, weights that are not constant.</summary>
    UnsupportedGraph,

    /// <summary>A file beside the model that is missing or may not be read.</summary>
    ExternalDataMissing,

    /// <summary>A file beside the model that does not hold what the model says.</summary>
    ExternalDataDamaged,

    /// <summary>Something that only makes sense while training.</summary>
    TrainingOnly,

    /// <summary>A model that would need far more memory than its file has bytes.</summary>
    TooLarge,

    /// <summary>A model that was understood, but has no product with weights, without which there is no network to train.</summary>
    NoLayers,
}

/// <summary>One reason why a model cannot be imported.</summary>
/// <param name="Kind">The kind, for the diagnostic's number.</param>
/// <param name="Message">Full sentences: what is wrong, and what was expected.</param>
internal sealed record ImportProblem(ProblemKind Kind, string Message)
{
    /// <summary>The operator's type, such as <c>Conv</c>, where one is to blame.</summary>
    public string? Operator { get; init; }

    /// <summary>The node's name, where one is to blame and has a name.</summary>
    public string? Node { get; init; }

    /// <summary>The place in the file, in bytes from its start, where it is damaged.</summary>
    public int? Offset { get; init; }
}

/// <summary>Carries problems from where they are found to <see cref="OnnxImport"/>, which returns them; never leaves this folder.</summary>
internal sealed class ImportException(params ImportProblem[] problems) : Exception(problems[0].Message)
{
    public ImportException(ProblemKind kind, string message)
        : this(new ImportProblem(kind, message))
    {
    }

    /// <summary>At least one.</summary>
    public EquatableArray<ImportProblem> Problems { get; } = problems.ToEquatableArray();
}

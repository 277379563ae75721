namespace NeuralGen.Compiler.Onnx;

/// <summary>A network, or the reasons why there is none.</summary>
internal abstract record ImportResult
{
    private ImportResult()
    {
    }

    /// <summary>The model was understood, all of it.</summary>
    public sealed record Success(OnnxNetwork Network) : ImportResult;

    /// <summary>The model was not understood.</summary>
    /// <param name="Problems">At least one.</param>
    public sealed record Failure(EquatableArray<ImportProblem> Problems) : ImportResult;
}

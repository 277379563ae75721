using NeuralGen.Compiler.Onnx.Format;

namespace NeuralGen.Compiler.Onnx;

/// <summary>The outputs that a model offers, before any of them is imported.</summary>
internal static class OnnxOutputs
{
    /// <summary>The names of the outputs, each once.</summary>
    /// <param name="file">The file's content.</param>
    /// <param name="problems">Why it is no model; empty where it may be one.</param>
    public static IReadOnlyList<string> Names(byte[] file, out EquatableArray<ImportProblem> problems)
    {
        try
        {
            IEnumerable<ValueMessage> outputs = ModelReader.ReadWhole(file).Graph!.Outputs;
            problems = EquatableArray<ImportProblem>.Empty;
            return [.. outputs.Select(output => output.Name).Distinct()];
        }
        catch (ImportException exception)
        {
            problems = exception.Problems;
            return [];
        }
    }
}

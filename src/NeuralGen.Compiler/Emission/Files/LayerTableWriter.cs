using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>The table of layers in the remarks of a generated class.</summary>
internal static class LayerTableWriter
{
    public static IEnumerable<string> Write(IReadOnlyCollection<LayerSummary> layers)
    {
        List<string[]> rows = [["layer", "kind", "W", "z and a", "a = f(z)", "parameters", "FLOPs forward", "FLOPs backward", "bytes"]];
        rows.AddRange(layers.Select(layer => new[]
        {
            layer.Name, layer.Kind, $"[{Text(layer.Outputs)} x {Text(layer.Inputs)}]", $"[{Text(layer.Outputs)}]", layer.Activation,
            Text(layer.Parameters), Text(layer.ForwardOperations), Text(layer.BackwardOperations), Text(layer.Bytes),
        }));
        rows.Add(
        [
            "total", "", "", "", "", Text(layers.Sum(layer => layer.Parameters)), Text(layers.Sum(layer => layer.ForwardOperations)),
            Text(layers.Sum(layer => layer.BackwardOperations)), Text(layers.Sum(layer => layer.Bytes)),
        ]);
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];

        // Text to the left, numbers to the right.
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column < 5 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }
}

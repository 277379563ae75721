using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>The table of layers in the remarks of a generated class.</summary>
internal static class LayerTableWriter
{
    public static IEnumerable<string> Write(IReadOnlyCollection<LayerSummary> layers)
    {
        // In a chain the order says what a layer reads, and the name its number.
        bool isChain = layers.All(layer => layer.Number is null);
        string[] Row(string number, string reads, params string[] cells) => isChain ? cells : [number, .. cells.Take(2), reads, .. cells.Skip(2)];
        List<string[]> rows = [Row("l", "reads", "layer", "kind", "W", "z and a", "a = f(z)", "parameters", "FLOPs forward", "FLOPs backward", "bytes")];
        rows.AddRange(layers.Select(layer => Row(
            layer.Number is { } number ? Text(number) : "",
            string.Join(", ", layer.Reads.Select(read => "a^" + Text(read))),
            layer.Name, layer.Kind, layer.Inputs is { } inputs ? $"[{Text(layer.Outputs)} x {Text(inputs)}]" : "", $"[{Text(layer.Outputs)}]", layer.Activation,
            Text(layer.Parameters), Text(layer.ForwardOperations), Text(layer.BackwardOperations), Text(layer.Bytes))));
        rows.Add(Row(
            "", "",
            "total", "", "", "", "", Text(layers.Sum(layer => layer.Parameters)), Text(layers.Sum(layer => layer.ForwardOperations)),
            Text(layers.Sum(layer => layer.BackwardOperations)), Text(layers.Sum(layer => layer.Bytes))));
        int texts = isChain ? 5 : 7;
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];

        // Text to the left, numbers to the right.
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column < texts ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }
}

using System.Globalization;
using NeuralGen.Compiler.ModelFiles.Formats;

namespace NeuralGen.Compiler.Onnx.Layers;

/// <summary>What comments and messages say of a model. Its names may hold anything; here they stay short and on one line.</summary>
internal static class ModelText
{
    private const int LongestName = 80;
    private const int MostNodes = 8;

    /// <summary>A node with its name: <c>Gemm '/0/Gemm'</c>.</summary>
    public static string Describe(OnnxNode node) => node.Name.Length == 0 ? OneLine(node.Operator) : $"{OneLine(node.Operator)} '{OneLine(node.Name)}'";

    /// <summary>Where a network comes from, and then a line for each layer with the nodes it stands for.</summary>
    public static EquatableArray<string> Remarks(OnnxOrigin origin, IReadOnlyList<ImportedLayer> layers)
    {
        string producer = origin.Producer.Trim().Length == 0 ? "" : $" of {OneLine(origin.Producer.Trim())}";
        string opset = origin.Opset.ToString(CultureInfo.InvariantCulture);
        string graph = origin.GraphName.Length == 0 ? "" : $", graph '{OneLine(origin.GraphName)}'";
        string first = $"An ONNX model{producer}, opset {opset}{graph}, from '{OneLine(origin.InputName)}' to '{OneLine(origin.OutputName)}':";
        IEnumerable<string> others = layers.Select(layer => $"{layer.Name}: {Nodes(layer.Nodes)}");
        return new[] { first }.Concat(others).ToEquatableArray();
    }

    /// <summary>The message of a problem as part of a diagnostic: without line breaks, and without its last full stop.</summary>
    public static string Message(string message) => PlainText.OneLine(message).TrimEnd('.');

    private static string OneLine(string text) => PlainText.OneLine(text, LongestName);

    private static string Nodes(EquatableArray<OnnxNode> nodes)
    {
        string more = nodes.Count > MostNodes ? $" and {(nodes.Count - MostNodes).ToString(CultureInfo.InvariantCulture)} more" : "";
        return string.Join(", ", nodes.Take(MostNodes).Select(Describe)) + more;
    }
}

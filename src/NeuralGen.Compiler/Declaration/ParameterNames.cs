using System.Globalization;

namespace NeuralGen.Compiler.Declaration;

/// <summary>The contract's names of layers and of parameter tensors. Layers are counted per kind, from 1, in the order of appearance.</summary>
internal static class ParameterNames
{
    /// <summary>The name of each layer of a declaration: <c>dense1</c>, <c>function1</c>, <c>dense2</c>, ...</summary>
    public static IReadOnlyList<string> OfLayers(IEnumerable<LayerDeclaration> layers)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. layers.Select(Name)];

        string Name(LayerDeclaration layer)
        {
            string kind = Kind(layer);
            counts[kind] = counts.TryGetValue(kind, out int before) ? before + 1 : 1;
            return kind + Number(counts[kind]);
        }
    }

    /// <summary>The tensors of a dense layer.</summary>
    public static string Weight(string layer) => layer + ".weight";

    /// <inheritdoc cref="Weight"/>
    public static string Bias(string layer) => layer + ".bias";

    /// <summary>A tensor of a function, <c>function1.parameter1</c>.</summary>
    /// <param name="parameter">The place among the function's parameters, from 0.</param>
    public static string Parameter(string layer, int parameter) => $"{layer}.parameter{Number(parameter + 1)}";

    /// <summary>The property that shows a tensor of a function: <c>Function1Parameter1</c>.</summary>
    public static string Property(string tensor) =>
        string.Concat(tensor.Split('.').Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));

    private static string Kind(LayerDeclaration layer) => layer switch
    {
        DenseDeclaration => "dense",
        DropoutDeclaration => "dropout",
        ElementwiseDeclaration => "function",
        SoftmaxDeclaration => "softmax",
        LogSoftmaxDeclaration => "logsoftmax",
        _ => throw new InvalidOperationException($"{layer.GetType().Name} has no name."),
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

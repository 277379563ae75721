using NeuralGen.Compiler.Graph;
using static NeuralGen.Compiler.Planning.LectureText;

namespace NeuralGen.Compiler.Planning;

/// <summary>Dropout in a program. Only the program of a training step has masks.</summary>
internal sealed partial class ProgramPlanner
{
    /// <summary>The mask, then d = a (.) m.</summary>
    private void Dropout(Node node)
    {
        Node activation = _graph.Nodes[node.Inputs[0]];
        Node mask = _graph.Nodes[node.Inputs[1]];
        double rate = ((Operation.DropoutMask)mask.Operation).Rate;
        string layer = Number(node.Layer);
        Operand.Memory maskRows = Memory(mask);
        Call(
            $"Dropout: each element of {Sized("m^" + layer, mask.Length)} is 0 with probability {Probability(rate)}, else 1 / {Probability(1 - rate)}",
            null,
            new Kernel.DropoutMask("DropoutMask" + layer, "m^" + layer, node.Layer, rate, mask.Length, maskRows.Stride),
            maskRows);

        Operand.Memory from = Memory(activation);
        Operand.Memory to = Memory(node);
        string summary = $"d^{layer} = {Superscript(activation)} (.) m^{layer}";
        var kernel = new Kernel.Elementwise(
            "Dropout" + layer, summary, node.Length,
            new[] { new Row(from.Name, from.Stride), new Row(maskRows.Name, maskRows.Stride) }.ToEquatableArray(),
            new[] { new Result(to.Name, to.Stride, Renamed(node)) }.ToEquatableArray(),
            ZeroPadding: true);
        string comment = $"{Sized("d^" + layer, node.Length)} = {Superscript(activation)} (.) m^{layer}, which has the mean of {Superscript(activation)}";
        Call(comment, null, kernel, from, maskRows, to);
        Complete(mask, node);
    }

    /// <summary>dC/da = dC/dd (.) m, in place, where a softmax made a.</summary>
    private void GradientBeforeDropout(Node node)
    {
        Operand.Memory[] from = [.. node.Inputs.Select(index => Memory(_graph.Nodes[index]))];
        Operand.Memory gradient = Memory(node);
        string layer = Number(node.Layer);
        string summary = $"dC/da^{layer} = dC/dd^{layer} (.) m^{layer}";
        var kernel = new Kernel.Elementwise(
            "DroppedGradient" + layer, summary, node.Length, from.Select(row => new Row(row.Name, row.Stride)).ToEquatableArray(),
            new[] { new Result(gradient.Name, gradient.Stride, Renamed(node)) }.ToEquatableArray(), ZeroPadding: true);
        Call($"(BP2) {Sized("dC/da^" + layer, node.Length)} = dC/dd^{layer} (.) m^{layer}", WhyMask(node.Layer), kernel, from);
        Complete(node);
    }

    /// <summary>Whether a node is d, the product with a mask.</summary>
    private bool IsDropped(Node node) => node.Index < _graph.Loss && IsDropped(node.Inputs);

    private bool IsDropped(EquatableArray<int> inputs) => inputs.Any(input => _graph.Nodes[input].Operation is Operation.DropoutMask);

    /// <summary>a for d: a kernel is the same, whether dropout changes what it reads or not.</summary>
    private Node BeforeDropout(Node node) => IsDropped(node) ? _graph.Nodes[node.Inputs[0]] : node;

    private static string Probability(double value) => value.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
}

using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Graph;
using static NeuralGen.Compiler.Planning.LectureText;

namespace NeuralGen.Compiler.Planning;

/// <summary>What networks have that are no chains of dense layers: functions of several values, and gradients that are sums over branches.</summary>
internal sealed partial class ProgramPlanner
{
    /// <summary>a = f(u, v, ...) of values and parameters.</summary>
    private void FunctionOfSeveral(Node node)
    {
        Node[] inputs = Inputs(node);
        Operand.Memory to = Memory(node);
        Expression value = InMemory(node, Formula(node));
        string formula = FormulaWriter.Write(value);
        var kernel = new Kernel.Elementwise(
            "Activation" + Number(node.Layer), $"{Superscript(node)} = {formula}", node.Length, Rows(inputs),
            new[] { new Result(node.Name, to.Stride, value) }.ToEquatableArray(), ZeroPadding: true);
        Call(Describe(node, $"{Sized(Superscript(node), node.Length)} = {formula}"), null, kernel, [.. inputs.Select(OperandOf), to]);
        Complete(node);
    }

    private void Softmax(Node node)
    {
        Node input = _graph.Nodes[node.Inputs[0]];
        Operand.Memory from = Memory(input);
        Operand.Memory to = Memory(node);
        string function = $"softmax({Superscript(input)})";
        var kernel = new Kernel.Softmax("Softmax" + Number(node.Layer), $"{Superscript(node)} = {function}", node.Length, from.Stride, to.Stride);
        Call(Describe(node, $"{Sized(Superscript(node), node.Length)} = {function}"), null, kernel, from, to);
        Complete(node);
    }

    private void LogSoftmax(Node node)
    {
        Node input = _graph.Nodes[node.Inputs[0]];
        Operand.Memory from = Memory(input);
        Operand.Memory to = Memory(node);
        string function = $"ln softmax({Superscript(input)})";
        var kernel = new Kernel.LogSoftmax("LogSoftmax" + Number(node.Layer), $"{Superscript(node)} = {function}", node.Length, from.Stride, to.Stride);
        Call(Describe(node, $"{Sized(Superscript(node), node.Length)} = {function}"), null, kernel, from, to);
        Complete(node);
    }

    private void SoftmaxJacobianProduct(Node node)
    {
        Node softmax = _graph.Nodes[node.Inputs[0]];
        Operand.Memory activation = Memory(softmax);
        Operand.Memory delta = InPlaceOf(node, _graph.Nodes[node.Inputs[1]]);
        string layer = Number(softmax.Layer);
        string equation = $"J^T dC/da^{layer} with softmax's Jacobian J = diag(a) - a a^T, a = a^{layer}";
        string summary = $"{Superscript(node)} = {equation}";
        var kernel = new Kernel.SoftmaxJacobianProduct("SoftmaxDelta" + layer, summary, node.Length, activation.Stride, delta.Stride);
        string comment = $"{Sized(Superscript(node), node.Length)} = {equation}";
        Call($"({Equation(softmax)}) {comment}", WhySoftmax(softmax.Layer, Superscript(_graph.Nodes[softmax.Inputs[0]])), kernel, activation, delta);
        Complete(node);
    }

    private void LogSoftmaxJacobianProduct(Node node)
    {
        Node softmax = _graph.Nodes[node.Inputs[0]];
        Operand.Memory activation = Memory(softmax);
        Operand.Memory delta = InPlaceOf(node, _graph.Nodes[node.Inputs[1]]);
        string layer = Number(softmax.Layer);
        string equation = $"J^T dC/da^{layer} with the Jacobian of ln softmax, J_kj = (1 if k = j, else 0) - exp(a_j), a = a^{layer}";
        var kernel = new Kernel.LogSoftmaxJacobianProduct("LogSoftmaxDelta" + layer, $"{Superscript(node)} = {equation}", node.Length, activation.Stride, delta.Stride);
        string comment = $"{Sized(Superscript(node), node.Length)} = {equation}";
        Call($"({Equation(softmax)}) {comment}", WhyLogSoftmax(softmax.Layer, Superscript(_graph.Nodes[softmax.Inputs[0]])), kernel, activation, delta);
        Complete(node);
    }

    /// <summary>Memory in which a gradient can be turned into another one: its own where nothing else needs it, else that of a copy.</summary>
    private Operand.Memory InPlaceOf(Node result, Node gradient)
    {
        Operand.Memory from = Memory(gradient);
        Operand.Memory to = Memory(result);
        if (from.Name != to.Name)
        {
            string summary = $"A copy of {Superscript(gradient)}, which others read too";
            var kernel = new Kernel.Elementwise(
                "CopyFor" + NameOfKernel(result), summary, result.Length, new[] { new Row(from.Name, from.Stride) }.ToEquatableArray(),
                new[] { new Result(to.Name, to.Stride, new Variable(from.Name)) }.ToEquatableArray(), ZeroPadding: true);
            Call(summary, null, kernel, from, to);
        }

        return to;
    }

    /// <summary>
    /// A gradient in its general form: what comes back along each branch times the derivative by what is at hand, added up.
    /// </summary>
    private void Gradient(Node node)
    {
        Node[] inputs = Inputs(node);
        Operand.Memory to = Memory(node);
        var kernel = new Kernel.Elementwise(
            NameOfKernel(node), $"{Superscript(node)} = {Written(node, inputs)}", node.Length, Rows(inputs),
            new[] { new Result(to.Name, to.Stride, InMemory(node, Formula(node))) }.ToEquatableArray(), ZeroPadding: true);
        IEnumerable<Operand> operands = inputs.Select(OperandOf);
        bool isSum = inputs.Count(IsGradient) > 1;
        string comment = $"({Equation(node)}) {Sized(Superscript(node), node.Length)} = {Written(node, inputs)}";
        Call(comment, isSum ? WhySum(ValueOf(node)) : null, kernel, [.. operands.Any(operand => operand.Name == to.Name) ? operands : operands.Append(to)]);
        Complete(node);
    }

    /// <summary>
    /// The gradients by the parameters of functions, (BP3) for them. They come when everything else is done: a fused update
    /// changes the parameters, and the errors before a function are computed from them.
    /// </summary>
    private void VectorGradients()
    {
        foreach (IGrouping<int, Node> function in _needed.Where(node => node.Operation is Operation.VectorGradient).GroupBy(node => node.Layer))
        {
            VectorGradients(function.Key, [.. function]);
        }
    }

    private void VectorGradients(int layer, Node[] gradients)
    {
        Node[] inputs = [.. gradients.SelectMany(Inputs).GroupBy(input => input.Index).Select(group => group.First())];
        Node[] parameters = [.. gradients.Select(gradient => _graph.Nodes[_graph.ParameterGradients.First(pair => pair.Gradient == gradient.Index).Parameter])];
        string[] formulas = [.. gradients.Select(gradient => Written(gradient, Inputs(gradient)))];
        string[] symbols = [.. parameters.Select(Superscript)];
        string summary = string.Join(", ", symbols.Zip(formulas, (symbol, formula) => $"dC/d{symbol} = {formula}"));
        var kernel = new Kernel.VectorGradients(
            KernelOf(parameters[0]) + "Gradients", $"(BP3) {summary}, summed over the samples", gradients[0].Length, Rows(inputs),
            gradients.Select(gradient => new Result(gradient.Name, 0, InMemory(gradient, FormulaOf(gradient).Expression))).ToEquatableArray());
        string comment = string.Join(", ", symbols.Zip(formulas, (symbol, formula) => $"{Sized("dC/d" + symbol, gradients[0].Length)} = {formula}"));
        Call(
            "(BP3) " + comment, WhyVectorGradient(symbols[0], layer), kernel,
            [.. inputs.Select(OperandOf), .. gradients.Zip(parameters, (gradient, parameter) => new Operand.Gradient(gradient.Name, _parameters[parameter.Index].Offset))]);
        Complete(gradients);
    }

    /// <summary>A gradient's formula with its operands as the lecture writes them.</summary>
    private string Written(Node node, Node[] inputs)
    {
        (Expression expression, EquatableArray<string> variables) = FormulaOf(node);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((Node input, string variable) in inputs.Zip(variables, (input, variable) => (input, variable)))
        {
            bool isLinked = IsGradient(input) || IsSlope(input);
            names[variable] = !isLinked ? input.Name : input.Operation is Operation.TransposedMatrixVectorProduct ? $"({CarriedBy(input)})" : Bracketed(Superscript(input));
        }

        return FormulaWriter.Write(Simplifier.Simplify(Substitution.Rename(expression, names)));
    }

    /// <summary>The formula writer takes digits at a name's end for a layer of its own.</summary>
    private static string Bracketed(string symbol) => char.IsDigit(symbol[symbol.Length - 1]) ? $"({symbol})" : symbol;

    private string CarriedBy(Node product)
    {
        Node weights = _graph.Nodes[product.Inputs[0]];
        return ErrorsCarriedBack(weights.Layer, weights.Shape[0], weights.Shape[1]);
    }

    /// <summary>Whether a node is delta = (W^T delta) (.) f'(z) of one dense layer, the equation of the lecture.</summary>
    private bool IsError(Node node) =>
        node.Name == "delta" + Number(node.Layer)
        && node.Inputs.All(input => _graph.Nodes[input].Layer == node.Layer)
        && node.Inputs.Count(input => IsGradient(_graph.Nodes[input])) == 1
        && node.Inputs.Any(input => _graph.Nodes[input].Operation is Operation.TransposedMatrixVectorProduct && Memory(_graph.Nodes[input]).Name == Memory(node).Name);

    private Node[] Inputs(Node node) => [.. node.Inputs.Select(index => _graph.Nodes[index])];

    private EquatableArray<Row> Rows(IEnumerable<Node> inputs) => inputs.Select(RowOf).ToEquatableArray();

    private Row RowOf(Node input) => input.Operation is Operation.Parameter
        ? new Row(input.Name, _parameters[input.Index].Length) { IsParameter = true }
        : new Row(Memory(input).Name, Memory(input).Stride);

    private Operand OperandOf(Node input) => input.Operation is Operation.Parameter ? Parameter(input) : Memory(input);

    /// <summary>A formula of a node in the names of the rows that hold its inputs, all at once, for these may be names of others' variables.</summary>
    private Expression InMemory(Node node, Expression formula)
    {
        (_, EquatableArray<string> variables) = FormulaOf(node);
        var names = variables.Zip(Inputs(node), (variable, input) => (variable, row: RowOf(input).Name))
            .ToDictionary(pair => pair.variable, pair => pair.row, StringComparer.Ordinal);
        return Simplifier.Simplify(Substitution.Rename(formula, names));
    }

    private static (Expression Expression, EquatableArray<string> Variables) FormulaOf(Node node) => node.Operation switch
    {
        Operation.Elementwise elementwise => (elementwise.Expression, elementwise.Variables),
        Operation.VectorGradient gradient => (gradient.Expression, gradient.Variables),
        _ => throw new InvalidOperationException($"{node.Operation.GetType().Name} has no formula."),
    };

    private static string NameOfKernel(Node node) => char.ToUpperInvariant(node.Name[0]) + node.Name.Substring(1);

    /// <summary>What a gradient is the gradient by.</summary>
    private static string ValueOf(Node gradient) => gradient.Layer == 0 ? "x"
        : (gradient.Name.StartsWith("delta", StringComparison.Ordinal) ? "z^" : "a^") + Number(gradient.Layer);
}

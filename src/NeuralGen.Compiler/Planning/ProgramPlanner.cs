using System.Collections.Immutable;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Differentiation;
using NeuralGen.Compiler.Graph;
using static NeuralGen.Compiler.Planning.LectureText;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// Turns the part of a graph that some results need into a program: groups nodes into kernels, orders them, and
/// places what they exchange in memory.
/// </summary>
internal sealed partial class ProgramPlanner
{
    private readonly BackwardGraph _graph;
    private readonly ParameterPlan _parameters;
    private readonly Precision _precision;
    private readonly ImmutableArray<Node> _needed;

    // Of all nodes, and of those that are needed.
    private readonly ILookup<int, Node> _readers;
    private readonly ILookup<int, Node> _consumers;
    private readonly ILookup<int, ParameterGradient> _parameterGradients;
    private readonly bool[] _isGradient;
    private readonly HashSet<int> _done = [];
    private readonly List<Step> _steps = [];
    private readonly bool _computesOutput;

    private ProgramPlanner(BackwardGraph graph, ParameterPlan parameters, Precision precision, IReadOnlyCollection<int> results)
    {
        _graph = graph;
        _parameters = parameters;
        _precision = precision;
        _needed = NetworkGraph.Needed(graph.Nodes, results);
        _readers = NetworkGraph.Readers(graph.Nodes);
        _consumers = NetworkGraph.Readers(_needed);
        _parameterGradients = graph.ParameterGradients.ToLookup(pair => pair.Gradient);
        _isGradient = new bool[graph.Nodes.Length];
        foreach (Node node in graph.Nodes)
        {
            _isGradient[node.Index] = ComputesGradient(node);
        }

        _computesOutput = results.Contains(graph.Output);
    }

    /// <summary>Plans the computation of some nodes of the graph.</summary>
    public static ExecutionProgram Plan(
        string name, BackwardGraph graph, ParameterPlan parameters, Precision precision, IReadOnlyCollection<int> results)
    {
        var planner = new ProgramPlanner(graph, parameters, precision, results);
        foreach (Node node in planner._needed)
        {
            planner.Visit(node);
        }

        planner.VectorGradients();
        bool learns = graph.ParameterGradients.Any(pair => results.Contains(pair.Gradient));
        return ScratchAssignment.Assign(name, planner._steps, precision, learns ? TrainingBlock(parameters, precision) : MachineModel.InferenceBlock);
    }

    private static int TrainingBlock(ParameterPlan parameters, Precision precision) =>
        (long)parameters.StorageLength / Padding.Lanes(precision) * MachineModel.LineBytes <= MachineModel.SmallGradientBytes ? MachineModel.TrainingBlockOfSmallGradient : MachineModel.TrainingBlock;

    private void Visit(Node node)
    {
        if (_done.Contains(node.Index))
        {
            return;
        }

        switch (node.Operation)
        {
            case Operation.MatrixVectorProduct:
                DenseForward(node);
                break;
            case Operation.Elementwise when IsActivation(node):
                Activation(node);
                break;
            case Operation.Elementwise when IsDropped(node):
                Dropout(node);
                break;
            case Operation.Elementwise when IsDropped(node.Inputs) && Consumers(node).Any(consumer => consumer.Operation is Operation.SoftmaxJacobianProduct):
                GradientBeforeDropout(node);
                break;
            case Operation.Elementwise when Consumers(node).Any(sum => sum.Operation is Operation.Sum):
                Loss(node);
                break;
            case Operation.Elementwise when node.Index < _graph.Loss:
                FunctionOfSeveral(node);
                break;
            case Operation.Elementwise when IsError(node):
                Delta(node);
                break;
            case Operation.Elementwise:
                Gradient(node);
                break;
            case Operation.Softmax:
                Softmax(node);
                break;
            case Operation.LogSoftmax:
                LogSoftmax(node);
                break;
            case Operation.SoftmaxJacobianProduct:
                SoftmaxJacobianProduct(node);
                break;
            case Operation.LogSoftmaxJacobianProduct:
                LogSoftmaxJacobianProduct(node);
                break;
            case Operation.CrossEntropy:
                CrossEntropy(node);
                break;
            case Operation.CrossEntropyGradient:
                CrossEntropyGradient(node);
                break;
            case Operation.OuterProduct:
                WeightGradient(node);
                break;
            case Operation.TransposedMatrixVectorProduct:
                InputGradient(node);
                break;
            default:
                // Inputs, targets and parameters are there; additions and sums belong to the kernel that made their operand. The
                // gradients of functions' parameters come last.
                break;
        }
    }

    private void DenseForward(Node product)
    {
        Node weights = _graph.Nodes[product.Inputs[0]];
        Node input = _graph.Nodes[product.Inputs[1]];
        Node? addition = Consumers(product).FirstOrDefault(node => node.Operation is Operation.Addition);
        Node weightedInput = addition ?? product;
        Node? bias = addition is null ? null : _graph.Nodes[addition.Inputs[1]];
        Node[] consumers = [.. Consumers(weightedInput)];
        Node? fused = consumers.Length == 1 && consumers[0].Layer == product.Layer && IsActivation(consumers[0]) && FitsEpilogue(weightedInput, consumers[0]) ? consumers[0] : null;
        Node result = fused ?? weightedInput;
        string layer = Number(product.Layer);
        string equation = $"z^{layer} = W^{layer} {Superscript(BeforeDropout(input))}{(bias is null ? "" : " + b^" + layer)}";
        string summary = fused is null ? equation : $"{equation}, {Superscript(fused)} = {FormulaWriter.Write(Formula(fused))}";
        bool separate = fused is null && consumers.Any(IsActivation);
        Operand.Memory from = Memory(input);
        Operand.Memory to = Memory(result);
        string name = $"{KernelOf(weights)}{(separate ? "WeightedInput" : "")}";
        Expression epilogue = fused is null ? new Variable("z") : InVariable(fused, "z");
        Operand[] operands = bias is null
            ? [from, Parameter(weights), to]
            : [from, Parameter(weights), Parameter(bias), to];
        string comment = WeightedInput(product.Layer, product.Length, Superscript(input), input.Length, bias is not null)
            + (fused is null ? "" : $", {Sized(Superscript(fused), fused.Length)} = {FormulaWriter.Write(Formula(fused))}");
        Product($"{LayerOf(weights)}: {comment}", null, name, summary, _parameters[weights.Index], from, to, operands, epilogue, backwards: false);
        Complete(product, addition, fused);
    }

    /// <summary>Whether an activation is a part of its layer's kernel. A longer one is, where no program needs z or another function of it.</summary>
    private bool FitsEpilogue(Node weightedInput, Node activation) => _readers[weightedInput.Index].Take(2).Count() == 1
        ? FusionCost.FitsEpilogue(Formula(activation), activation.Length)
        : FusionCost.FitsTile(Formula(activation));

    /// <summary>W a or W^T delta: the order in which W is stored says whether rows are summed or dot products taken.</summary>
    private void Product(
        string comment, string? reason, string name, string summary, TensorPlan weights, Operand.Memory from, Operand.Memory to, Operand[] operands, Expression epilogue, bool backwards, EquatableArray<Row> factors = default)
    {
        bool bias = !backwards && operands.Length == 4;
        if (weights.RowsAreOutputs == backwards)
        {
            Call(comment, reason, new Kernel.RowCombination(
                name, summary, weights.Rows, weights.RowLength, from.Stride, weights.RowStride, to.Stride, bias, epilogue, backwards)
            { Factors = factors }, operands);
            return;
        }

        int transposedFrom = DenseCost.TransposedFrom(weights.Rows, weights.RowLength, _precision);
        int transposedStride = transposedFrom > 0 ? Padding.SpreadStride(weights.Rows, _precision) : 0;
        var kernel = new Kernel.RowDotProducts(
            name, summary, weights.Rows, weights.RowLength, from.Stride, weights.RowStride, to.Stride, bias, epilogue, backwards, transposedStride, transposedFrom)
        { Factors = factors };
        Call(comment, reason, kernel, transposedFrom > 0
            ? [.. operands, new Operand.Shared("transposedW" + Number(weights.Layer), 0, transposedStride * weights.RowLength)]
            : operands);
    }

    /// <summary>All functions of the same z in one pass: the activation and, where it is stored, its derivative.</summary>
    private void Activation(Node node)
    {
        Node input = _graph.Nodes[node.Inputs[0]];
        Node[] group = [.. Consumers(input).Where(function => function.Layer == node.Layer && IsActivation(function))];
        string variable = input.Layer == node.Layer ? "z" : input.Name;
        Operand.Memory from = Memory(input);
        Operand.Memory[] to = [.. group.Select(Memory)];
        string summary = string.Join(", ", group.Select(function => $"{Superscript(function)} = {FormulaWriter.Write(InVariable(function, variable))}"));
        string name = string.Concat(group.Select(function => function.Name.StartsWith("a", StringComparison.Ordinal) ? "Activation" : "Slope"));
        var kernel = new Kernel.Elementwise(
            name + Number(node.Layer), summary, node.Length, new[] { new Row(from.Name, from.Stride) }.ToEquatableArray(),
            group.Select((function, i) => new Result(InPlaceResult(function).Name, to[i].Stride, InVariable(function, from.Name))).ToEquatableArray(),
            ZeroPadding: false);
        string comment = string.Join(", ", group.Select(function => $"{Sized(Superscript(function), function.Length)} = {FormulaWriter.Write(InVariable(function, variable))}"));
        Call(Describe(node, comment), null, kernel, [from, .. to]);
        Complete(group);
    }

    /// <summary>The loss and, where it is needed, (BP1): delta^L, or dC/da^L before a softmax.</summary>
    private void Loss(Node losses)
    {
        Node? gradient = _needed.FirstOrDefault(node =>
            node.Index != losses.Index && node.Operation is Operation.Elementwise && node.Inputs.Any(IsTarget));
        Node[] inputs = [.. losses.Inputs.Concat(gradient?.Inputs ?? []).Distinct().Select(index => _graph.Nodes[index])];
        Operand.Memory[] from = [.. inputs.Select(Memory)];
        Expression value = Renamed(losses);
        string summary = $"C = sum of {FormulaWriter.Write(value)}";
        string comment = summary;
        Result? result = null;
        if (gradient is not null)
        {
            Operand.Memory to = Memory(gradient);
            result = new Result(to.Name, to.Stride, Renamed(gradient));
            comment = $"(BP1) {summary}; {Sized(Superscript(gradient), gradient.Length)} = {FormulaWriter.Write(result.Value)}";
            summary += $"; {Superscript(gradient)} = {FormulaWriter.Write(result.Value)}";

        }

        var kernel = new Kernel.Loss(
            gradient is null ? "Loss" : "LossAndGradient", summary, losses.Length,
            from.Select(row => new Row(row.Name, row.Stride)).ToEquatableArray(), value, result);
        bool identity = _graph.Nodes[_graph.Output].Operation is not Operation.Elementwise;
        string? reason = gradient is null || gradient.Name != "delta" + Number(losses.Layer) ? null : WhyOutputError(losses.Layer, identity);
        Call(comment, reason, kernel, gradient is null ? from : [.. from, Memory(gradient)]);
        Complete(losses, gradient);
    }

    private void CrossEntropy(Node loss)
    {
        Node? gradient = _needed.FirstOrDefault(node => node.Operation is Operation.CrossEntropyGradient);
        Operand.Memory from = Memory(_graph.Nodes[loss.Inputs[0]]);
        Operand.Memory target = Memory(_graph.Nodes[loss.Inputs[1]]);
        string layer = Number(loss.Layer);
        string z = Superscript(_graph.Nodes[loss.Inputs[0]]);
        bool isLogarithmic = _graph.Nodes[_graph.Output].Operation is Operation.LogSoftmax;
        string a = isLogarithmic ? $"exp(a^{layer})" : $"a^{layer}";
        string summary = isLogarithmic
            ? $"C = - sum y a^{layer} with a^{layer} = ln softmax({z}), by log-sum-exp"
            : $"C = - sum y ln a^{layer} with a^{layer} = softmax({z}), by log-sum-exp";
        string comment = summary;
        if (gradient is not null)
        {
            comment = $"(BP1) {summary}; {Sized(Superscript(gradient), gradient.Length)} = {a} sum(y) - y";
            summary += $"; {Superscript(gradient)} = {a} sum(y) - y";
        }

        Operand.Memory? to = gradient is null ? null : Memory(gradient);
        var kernel = new Kernel.CrossEntropy(
            gradient is null ? "CrossEntropy" : "CrossEntropyAndDelta", summary, _graph.Nodes[loss.Inputs[0]].Length,
            from.Stride, target.Stride, to?.Stride);
        string? reason = to is null ? null : isLogarithmic ? WhyLogLikelihood(loss.Layer) : WhyCrossEntropy(loss.Layer);
        Call(comment, reason, kernel, to is null ? [from, target] : [from, target, to]);
        Complete(loss, gradient);
    }

    private void CrossEntropyGradient(Node gradient) =>
        CrossEntropy(_graph.Nodes.First(node => node.Operation is Operation.CrossEntropy && node.Inputs.Equals(gradient.Inputs)));

    /// <summary>(BP3) and (BP4). Layers that have the same error and read the same value share the node, but not the gradient's memory.</summary>
    private void WeightGradient(Node node)
    {
        Node delta = _graph.Nodes[node.Inputs[0]];

        // (BP2) reads the weights first: a fused update changes them in (BP4).
        foreach (Node product in Consumers(delta).Where(product => product.Operation is Operation.TransposedMatrixVectorProduct))
        {
            Visit(product);
        }

        foreach (ParameterGradient pair in _parameterGradients[node.Index])
        {
            WeightGradient(_graph.Nodes[pair.Parameter], delta, _graph.Nodes[node.Inputs[1]]);
        }

        Complete(node);
    }

    private void WeightGradient(Node parameter, Node delta, Node input)
    {
        Operand.Memory from = Memory(input);
        Operand.Memory deltaRows = Memory(delta);
        TensorPlan weights = _parameters[parameter.Index];
        ParameterGradient? bias = _parameterGradients[delta.Index].FirstOrDefault(pair => _graph.Nodes[pair.Parameter].Layer == parameter.Layer);
        string layer = Number(parameter.Layer);
        string summary = (bias is null ? "" : $"(BP3) dC/db^{layer} = delta^{layer}; ") + $"(BP4) dC/dW^{layer} = delta^{layer} {Superscript(BeforeDropout(input))}{(BeforeDropout(input).Operation is Operation.Input ? "^T" : "T")}";
        var kernel = new Kernel.RowOuterProducts(
            $"{KernelOf(parameter)}WeightGradient", summary, weights.Rows, weights.RowLength,
            from.Stride, deltaRows.Stride, weights.RowStride, bias is not null, weights.RowsAreOutputs);
        var operands = new List<Operand> { deltaRows, from, new Operand.Gradient("gradientOfW" + layer, weights.Offset) };
        if (bias is not null)
        {
            TensorPlan biases = _parameters[bias.Parameter];
            operands.Add(new Operand.Gradient("gradientOfB" + layer, biases.Offset));
        }

        string comment = (bias is null ? "" : BiasGradient(parameter.Layer, delta.Length) + "; ") + LectureText.WeightGradient(parameter.Layer, delta.Length, Superscript(input), input.Length)
            + (delta.Layer == parameter.Layer ? "" : $", delta^{layer} = {Superscript(delta)}");
        Call(comment, WhyParameterGradients(parameter.Layer, Superscript(input), bias is not null), kernel, [.. operands]);
    }

    private void InputGradient(Node node)
    {
        if (Successor(node) is { Operation: Operation.Elementwise } error && IsError(error) && FitsProduct(error))
        {
            Error(node, error);
            return;
        }

        Node weights = _graph.Nodes[node.Inputs[0]];
        Operand.Memory delta = Memory(_graph.Nodes[node.Inputs[1]]);
        Operand.Memory to = Memory(node);
        string layer = Number(weights.Layer);
        string result = IsPart(node) ? Superscript(node) : node.Layer == 0 ? "dC/dx" : $"dC/da^{Number(node.Layer)}";
        string summary = $"{result} = W^{layer}T delta^{layer}";
        bool isError = node.Layer > 0 && _readers[node.Index].Any(use => use.Operation is Operation.OuterProduct && use.Inputs[0] == node.Index && use.Layer == node.Layer);
        bool dropped = node.Name.StartsWith("gradientOfD", StringComparison.Ordinal);
        string left = isError ? $"{Sized(Errors(node.Layer), node.Length)} = {result}" : Sized(dropped ? "dC/dd^" + Number(node.Layer) : result, node.Length);
        Product(
            $"(BP2) {left} = {ErrorsCarriedBack(weights.Layer, weights.Shape[0], weights.Shape[1])}{(isError ? $", for f'(z^{Number(node.Layer)}) is 1" : "")}",
            WhyCarriedBack(weights.Layer, dropped ? "d^" + Number(node.Layer) : Activations(node.Layer)),
            $"{KernelOf(weights)}InputGradient", summary, _parameters[weights.Index], delta, to, [delta, Parameter(weights), to],
            new Variable("g"), backwards: true);
        Complete(node);
    }

    /// <summary>
    /// Where a node's rows lie. Rows of the caller lie close together; rows in scratch are padded with zeros, so that
    /// kernels read and write whole vectors. What the output layer computes forwards has the caller's stride also in
    /// scratch: one kernel serves the passes that return it and those that use it.
    /// </summary>
    private Operand.Memory Memory(Node node)
    {
        switch (node.Operation)
        {
            case Operation.Input:
                return new Operand.Memory("x", Place.Input, node.Length, 0);
            case Operation.Target:
                return new Operand.Memory("y", Place.Target, node.Length, 0);
            case not Operation.Input when node.Index == _graph.InputGradient:
                return new Operand.Memory("inputGradient", Place.InputGradient, node.Length, 0);
            case Operation.Elementwise when node.Layer == 0 && IsDropped(node):
                // Its kernels are those that read the sample itself.
                return new Operand.Memory(node.Name, Place.Scratch, node.Length, 0);
            default:
                if (node.Index == _graph.Output && _computesOutput)
                {
                    return new Operand.Memory("output", Place.Output, node.Length, 0);
                }

                bool unpadded = node.Layer == _graph.Nodes[_graph.Output].Layer && !IsGradient(node);
                return new Operand.Memory(
                    InPlaceResult(node).Name, Place.Scratch, unpadded ? node.Length : Padding.SpreadStride(node.Length, _precision), 0);
        }
    }

    /// <summary>dC/da is turned into delta in its own memory.</summary>
    private Node InPlaceResult(Node node)
    {
        Node result = node;
        while (Successor(result) is { } delta)
        {
            result = delta;
        }

        return result;
    }

    /// <summary>
    /// The gradient that takes a gradient's memory over: the only node that reads it, which may take one. All programs of a
    /// network decide alike, for they share kernels; so everything that may read it counts.
    /// </summary>
    private Node? Successor(Node node) =>
        OnlyReader(node) is { } reader && reader.Index != _graph.InputGradient && reader.Inputs.First(input => OnlyReader(_graph.Nodes[input])?.Index == reader.Index) == node.Index
            ? reader
            : null;

    /// <summary>The node that turns a gradient into the next one, where nothing else reads it and it is no result itself.</summary>
    private Node? OnlyReader(Node node)
    {
        if (!IsGradient(node) || _parameterGradients.Contains(node.Index))
        {
            return null;
        }

        Node[] readers = [.. _readers[node.Index].Take(2)];
        bool isOnly = readers.Length == 1 && readers[0].Operation is Operation.Elementwise or Operation.SoftmaxJacobianProduct or Operation.LogSoftmaxJacobianProduct;
        return isOnly ? readers[0] : null;
    }

    private bool IsGradient(Node node) => _isGradient[node.Index];

    /// <summary>Whether a node is a gradient, when that is known of the nodes before it.</summary>
    private bool ComputesGradient(Node node) =>
        node.Operation is Operation.TransposedMatrixVectorProduct or Operation.SoftmaxJacobianProduct or Operation.LogSoftmaxJacobianProduct or Operation.CrossEntropyGradient
        || (node.Operation is Operation.Elementwise && node.Index > _graph.Loss && node.Inputs.Any(input => IsTarget(input) || IsGradient(_graph.Nodes[input])));

    private bool IsTarget(int index) => _graph.Nodes[index].Operation is Operation.Target;

    private bool IsActivation(Node node) =>
        node.Operation is Operation.Elementwise && node.Inputs.Count == 1 && !IsGradient(_graph.Nodes[node.Inputs[0]]);

    private IEnumerable<Node> Consumers(Node node) => _consumers[node.Index];

    private static Expression Formula(Node node) => ((Operation.Elementwise)node.Operation).Expression;

    /// <summary>A function of one variable, written in a variable of the given name.</summary>
    private static Expression InVariable(Node node, string variable) =>
        Substitution.Replace(Formula(node), new Variable(((Operation.Elementwise)node.Operation).Variables[0]), new Variable(variable));

    /// <summary>The node's formula with the names of the memory that holds its inputs.</summary>
    private Expression Renamed(Node node)
    {
        var elementwise = (Operation.Elementwise)node.Operation;
        Expression formula = elementwise.Expression;
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            formula = Substitution.Replace(
                formula, new Variable(elementwise.Variables[i]), new Variable(Memory(_graph.Nodes[node.Inputs[i]]).Name));
        }

        return formula;
    }

    private Operand.Parameter Parameter(Node node) => new(node.Name, _parameters[node.Index].Offset);

    private void Call(string comment, string? reason, Kernel kernel, params Operand[] operands) =>
        _steps.Add(new Step(comment, reason, kernel, operands.Select(operand => operand).ToEquatableArray()));

    private void Complete(params Node?[] nodes) => _done.UnionWith(nodes.OfType<Node>().Select(node => node.Index));

    private static string Describe(Node node, string summary) => $"Layer {Number(node.Layer)}: {summary}";

    /// <summary>The layer of some weights, with its name where that has another number.</summary>
    private string LayerOf(Node weights) => KernelOf(weights) == "Dense" + Number(weights.Layer)
        ? "Layer " + Number(weights.Layer)
        : $"Layer {Number(weights.Layer)} ({LayerName(weights)})";

    /// <summary>What the kernels of a dense layer are called after: <c>Dense2</c> for <c>dense2.weight</c>.</summary>
    private string KernelOf(Node weights) => char.ToUpperInvariant(LayerName(weights)[0]) + LayerName(weights).Substring(1);

    private string LayerName(Node weights) => _parameters[weights.Index].Name.Split('.')[0];

    /// <summary>The error of the output layer is (BP1); the errors before it are (BP2).</summary>
    private string Equation(Node node) => node.Layer == _graph.Nodes[_graph.Output].Layer ? "BP1" : "BP2";

    /// <summary>dC/da of the layer of an error, as the product that gave it.</summary>
    private string CarriedBack(Node delta)
    {
        Node product = _graph.Nodes[delta.Inputs.First(input => _graph.Nodes[input].Operation is Operation.TransposedMatrixVectorProduct)];
        Node weights = _graph.Nodes[product.Inputs[0]];
        return $"({ErrorsCarriedBack(weights.Layer, weights.Shape[0], weights.Shape[1])})";
    }
}

using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx.Format;
using NeuralGen.Compiler.Onnx.Operators;
using NeuralGen.Compiler.Onnx.Steps;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx;

/// <summary>Walks a graph once, node by node, under one reading of its input's axes.</summary>
internal sealed class GraphImporter
{
    private const int MostAxes = 16;

    private readonly GraphPlan _plan;
    private readonly int _opset;
    private readonly int _batchAxes;
    private readonly Budget _budget;
    private readonly TensorReader _tensors;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private int _steps;

    /// <param name="batchAxes">How many of the input's first axes are the batch's.</param>
    public GraphImporter(GraphPlan plan, int opset, int batchAxes, FileSet files)
    {
        (_plan, _opset, _batchAxes) = (plan, opset, batchAxes);
        (_budget, _tensors) = (files.Budget, files.Begin());
    }

    public OnnxNetwork Import(ModelMessage model)
    {
        Value.Activation input = ImportInput();
        _values.Add(_plan.Input.Name, input);
        _steps = StepOrder.Number(input.Step, _steps);
        foreach (NodeMessage node in _plan.Nodes)
        {
            ImportNode(node);
        }

        Step output = Output();
        Precision precision = input.Type == ElementType.Double ? Precision.Double : Precision.Single;
        Step folded = DiagonalFolding.Apply(output, precision, _budget);
        return new OnnxNetwork(
            new OnnxOrigin($"{model.Producer} {model.ProducerVersion}".Trim(), model.Graph!.Name, _opset, _plan.Input.Name, _plan.Output.Name),
            input.Step.Size,
            output.Size,
            precision,
            ElementwiseFusion.Operations(folded, precision, out int number),
            number);
    }

    private Value.Activation ImportInput()
    {
        var type = (ElementType)_plan.Input.Type;
        if (!ElementTypes.IsFloating(type))
        {
            throw NotFloating(type);
        }

        IReadOnlyList<long?> shape = InputShape.Of(_plan, _opset);
        Axis[] axes = [.. shape.Select((size, axis) => new Axis(size ?? Extent.Unknown(axis), axis < _batchAxes))];
        Extent? sample = Extent.Product(axes.Where(axis => !axis.IsBatch).Select(axis => axis.Size));
        return sample is { IsKnown: true, Factor: > 0 and <= int.MaxValue } known && axes.All(axis => axis.Size.Factor <= int.MaxValue)
            ? new Value.Activation(new Step.Input((int)known.Factor), type, [.. axes])
            : throw new ImportException(ProblemKind.TooLarge, $"The input '{_plan.Input.Name}' of shape {Tensor.Describe(axes.Select(axis => axis.Size))} is too large.");
    }

    /// <summary>The node tells what the integers are for: a Gather looks up rows by them, an embedding.</summary>
    private ImportException NotFloating(ElementType type)
    {
        NodeMessage? reader = _plan.Nodes.FirstOrDefault(node => node.Inputs.Contains(_plan.Input.Name));
        string where = reader is null ? "" : $", and the {OperatorContext.Describe(reader)} reads it";
        string message = $"The input '{_plan.Input.Name}' is of {ElementTypes.NameOf(type)}{where}; inputs of float, double, float16 and bfloat16 are supported.";
        return new ImportException(new ImportProblem(ProblemKind.UnsupportedType, message)
        {
            Operator = reader?.Operator,
            Node = reader is { Name.Length: > 0 } ? reader.Name : null,
        });
    }

    private void ImportNode(NodeMessage node)
    {
        // Optional inputs at the end may be left out or written as empty names.
        int count = node.Inputs.FindLastIndex(input => input.Length > 0) + 1;
        Value?[] inputs = new Value?[count];
        for (int i = 0; i < count; i++)
        {
            inputs[i] = node.Inputs[i].Length > 0 ? Find(node.Inputs[i], node) : null;
        }

        var context = new OperatorContext(node, node.Opset ?? _opset, inputs, _budget, _tensors);
        Value result = OperatorTable.Find(node.Operator)!.Import(context);
        if (result is Value.Activation { Axes.Length: > MostAxes } or Value.Constant { Tensor.Rank: > MostAxes })
        {
            throw context.RefuseShape($"makes a tensor of more than {MostAxes} axes");
        }

        if (result is Value.Activation { Step: var step })
        {
            _steps = StepOrder.Number(step, _steps);
        }

        for (int i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length > 0)
            {
                _values.Add(node.Outputs[i], i == 0 ? result : new Value.Unavailable($"output {i} of the {OperatorContext.Describe(node)}"));
            }
        }
    }

    private Value Find(string name, NodeMessage node)
    {
        if (!_values.TryGetValue(name, out Value? value))
        {
            value = _plan.Initializers.TryGetValue(name, out TensorMessage? initializer)
                ? new Value.Constant(_tensors.Read(initializer, $"The initialiser '{name}'"))
                : throw new ImportException(OperatorContext.NotComputed(node, name));
            _values.Add(name, value);
        }

        return value is Value.Unavailable unavailable
            ? throw new ImportException(new ImportProblem(ProblemKind.UnsupportedGraph, $"The {OperatorContext.Describe(node)} uses {unavailable.Description}, which is not supported; only first outputs are.") { Operator = node.Operator })
            : value;
    }

    /// <summary>The step that computes the output, after a check that the file's own words about the output agree.</summary>
    private Step Output()
    {
        ValueMessage output = _plan.Output;
        if (!_values.TryGetValue(output.Name, out Value? value) || value is not Value.Activation activation)
        {
            throw new ImportException(ProblemKind.UnsupportedGraph, $"The output '{output.Name}' is not computed from the input '{_plan.Input.Name}'.");
        }

        if (!ElementTypes.IsFloating(activation.Type))
        {
            throw new ImportException(ProblemKind.UnsupportedType, $"The output '{output.Name}' is of {ElementTypes.NameOf(activation.Type)}; float, double, float16 and bfloat16 are supported.");
        }

        if (!activation.IsBatchFirst)
        {
            throw new ImportException(ProblemKind.UnsupportedShape, $"The output '{output.Name}' has the shape {activation.Describe()}, in which samples do not lie one after the other; transpose it.");
        }

        if (output.Type != 0 && output.Type != (int)activation.Type)
        {
            throw new ImportException(ProblemKind.DamagedFile, $"The output '{output.Name}' is said to be of {ElementTypes.NameOf((ElementType)output.Type)}, but is of {ElementTypes.NameOf(activation.Type)}.");
        }

        bool fits = output.Shape is null
            || (output.Shape.Count == activation.Axes.Length && activation.Axes.Zip(output.Shape, (axis, size) => axis.IsBatch || size is null || axis.Size == size.Value).All(same => same));
        return fits
            ? activation.Step
            : throw new ImportException(ProblemKind.DamagedFile, $"The output '{output.Name}' is said to have the shape {Tensor.Describe(output.Shape!.Select(size => size?.ToString(null as IFormatProvider) ?? "?"))}, but has {activation.Describe()}.");
    }
}

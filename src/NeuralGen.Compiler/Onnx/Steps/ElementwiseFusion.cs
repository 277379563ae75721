using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Onnx.Steps;

/// <summary>
/// Puts elementwise steps together into functions of what they have in common: x * sigmoid(x) is one function of x. So
/// activations come out the same however an exporter has taken them apart.
/// </summary>
internal sealed class ElementwiseFusion
{
    /// <summary>The most operands and operations of one function, and the most nodes in it; longer ones become several.</summary>
    private const int LargestFunction = 128;

    /// <summary>A layer may take in several operations; beyond so many there are too many layers in any case.</summary>
    private const int MostOperations = 4 * NetworkDeclaration.MostLayers;

    private readonly List<Step> _order;
    private readonly Dictionary<Step, int> _places = [];
    private readonly ILookup<Step, Step> _consumers;
    private readonly Precision _precision;
    private readonly KnownActivations _known;

    // Elementwise steps that are computed by themselves, because something other than one function reads them.
    private readonly HashSet<Step> _separate = [];
    private readonly Dictionary<Step, Expression> _functions = [];

    // For each elementwise step those of its inputs whose functions are put into its own, and how many steps that makes.
    private readonly Dictionary<Step, Step[]> _inner = [];
    private readonly Dictionary<Step, int> _partCounts = [];

    // A deep model repeats few functions.
    private readonly Dictionary<Expression, Expression> _canonical = [];
    private readonly Dictionary<string, (int Order, Step? Input, Numbers? Constant)> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<Step, int> _numbers = [];
    private readonly List<OnnxOperation> _operations = [];

    private ElementwiseFusion(Step output, Precision precision)
    {
        _order = StepOrder.Of(output);
        _consumers = StepOrder.Consumers(_order);
        _precision = precision;
        _known = new KnownActivations(precision);
        _separate.Add(output);
        foreach (Step step in _order)
        {
            _places.Add(step, _places.Count);
        }
    }

    /// <summary>The operations that compute a step.</summary>
    /// <param name="number">The number of the value that is the result.</param>
    public static EquatableArray<OnnxOperation> Operations(Step output, Precision precision, out int number)
    {
        var fusion = new ElementwiseFusion(output, precision);
        fusion.Separate();
        foreach (Step step in fusion._order)
        {
            fusion.Add(step);
        }

        number = fusion._numbers[output];
        return fusion._operations.ToEquatableArray();
    }

    /// <summary>Finds the steps to compute by themselves: sums of branches, the branches, and what several functions read.</summary>
    private void Separate()
    {
        var bases = new Dictionary<Step, Step>();
        foreach (Step step in _order)
        {
            bool joins = step.Inputs.Select(input => bases[input]).Distinct().Count() > 1;
            bases[step] = step is Step.Elementwise && !joins ? bases[step.Inputs[0]] : step;
            if (joins)
            {
                _separate.Add(step);
                _separate.UnionWith(step.Inputs);
            }
        }

        var roots = new Dictionary<Step, Step>();
        for (int i = _order.Count - 1; i >= 0; i--)
        {
            Step step = _order[i];
            Step root = step is not Step.Elementwise || _separate.Contains(step) ? step : roots[step];
            foreach (Step input in step.Inputs)
            {
                if (step is not Step.Elementwise || (roots.TryGetValue(input, out Step? other) && other != root))
                {
                    _separate.Add(input);
                }

                roots[input] = root;
            }
        }
    }

    private void Add(Step step)
    {
        int? alias = null;
        OnnxOperation? operation = null;
        EquatableArray<OnnxNode> nodes = step.Nodes.ToEquatableArray();
        switch (step)
        {
            case Step.Input:
                alias = 0;
                break;
            case Step.Linear linear:
                operation = new OnnxOperation.Affine(step.Size, nodes, _numbers[step.Inputs[0]], linear.Weights.In(_precision), linear.Biases?.In(_precision));
                break;
            case Step.Softmax { IsLogarithmic: true }:
                operation = new OnnxOperation.LogSoftmax(step.Size, nodes, _numbers[step.Inputs[0]]);
                break;
            case Step.Softmax:
                operation = new OnnxOperation.Softmax(step.Size, nodes, _numbers[step.Inputs[0]]);
                break;
            case Step.Elementwise elementwise:
                _functions[step] = Compose(elementwise);
                if (!_separate.Contains(step))
                {
                    return;
                }

                (operation, alias) = Function(step);
                break;
        }

        Number(step, operation, alias);
    }

    private void Number(Step step, OnnxOperation? operation, int? alias)
    {
        if (operation is not null)
        {
            _operations.Add(operation);
        }

        _numbers[step] = alias ?? _operations.Count;
        if (_operations.Count > MostOperations)
        {
            throw new ImportException(
                ProblemKind.TooLarge, $"The model has more than {MostOperations} products and functions one after the other; networks of at most {NetworkDeclaration.MostLayers} layers can be compiled.");
        }
    }

    /// <summary>The step's function with those of its inputs put in that are not computed by themselves.</summary>
    private Expression Compose(Step.Elementwise step)
    {
        Step[] inner = [.. step.Inputs.Where(input => !_numbers.ContainsKey(input)).Distinct()];
        int parts = inner.Sum(input => _partCounts[input]);
        if (parts > LargestFunction || SizeOf(step.Expression, step) > LargestFunction)
        {
            foreach (Step input in inner)
            {
                (OnnxOperation? operation, int? alias) = Function(input);
                Number(input, operation, alias);
            }

            (inner, parts) = ([], 0);
        }

        _inner[step] = inner;
        _partCounts[step] = parts + 1;
        return Substituted(step.Expression, step);
    }

    /// <summary>The steps whose functions are put together in that of one, itself last.</summary>
    private List<Step> PartsOf(Step step)
    {
        var parts = new HashSet<Step> { step };
        var open = new Stack<Step>(parts);
        while (open.Count > 0)
        {
            foreach (Step input in _inner[open.Pop()].Where(parts.Add))
            {
                open.Push(input);
            }
        }

        return [.. parts.OrderBy(part => _places[part])];
    }

    private Expression Substituted(Expression expression, Step.Elementwise step)
    {
        if (expression is not Variable { Name: var name })
        {
            return ExpressionTree.Map(expression, part => Substituted(part, step));
        }

        int index = int.Parse(name.Substring(1), null);
        if (name[0] == 'k')
        {
            Numbers numbers = step.Constants[index];
            return numbers.IsOneNumber ? new Constant(numbers[0]) : VariableOf("k", null, numbers);
        }

        Step input = step.Inputs[index];
        return _numbers.TryGetValue(input, out int number) ? VariableOf("n" + number, input, null) : _functions[input];
    }

    private Variable VariableOf(string name, Step? input, Numbers? constant)
    {
        string unique = input is null ? name + _variables.Count : name;
        if (!_variables.ContainsKey(unique))
        {
            _variables.Add(unique, (_variables.Count, input, constant));
        }

        return new Variable(unique);
    }

    /// <summary>A choice by a comparison's result, which is 1 or 0, as a choice by the comparison.</summary>
    private static Expression WithoutTruths(Expression expression) => ExpressionTree.Map(expression, WithoutTruths) switch
    {
        Select { Condition: { Comparison: Comparison.NotEqual, Left: Select { WhenTrue: Constant { Value: 1 }, WhenFalse: Constant { Value: 0 } } truth, Right: Constant { Value: 0 } } } choice =>
            choice with { Condition = truth.Condition },
        Select { Condition: { Comparison: Comparison.NotEqual, Left: Select { WhenTrue: Constant { Value: 0 }, WhenFalse: Constant { Value: 1 } } truth, Right: Constant { Value: 0 } } } choice =>
            new Select(truth.Condition, choice.WhenFalse, choice.WhenTrue),
        var other => other,
    };

    private int SizeOf(Expression expression, Step.Elementwise step)
    {
        if (expression is not Variable { Name: var name })
        {
            return 1 + ExpressionTree.Parts(expression).Sum(part => SizeOf(part, step));
        }

        return name[0] == 'x' && step.Inputs[int.Parse(name.Substring(1), null)] is var input && !_numbers.ContainsKey(input) ? NodeCount(_functions[input]) : 1;
    }

    private double Greatest => _precision == Precision.Single ? float.MaxValue : double.MaxValue;

    private static IEnumerable<double> Constants(Expression expression) => expression is Constant constant
        ? [constant.Value]
        : ExpressionTree.Parts(expression).SelectMany(Constants);

    private static int NodeCount(Expression expression) => 1 + ExpressionTree.Parts(expression).Sum(NodeCount);

    /// <summary>The operation of a function, or the value that it just repeats.</summary>
    private (OnnxOperation? Operation, int? Alias) Function(Step step)
    {
        List<Step> parts = PartsOf(step);
        EquatableArray<OnnxNode> nodes = parts.SelectMany(part => part.Nodes).Distinct().ToEquatableArray();
        string[] variables = [.. Substitution.FreeVariables(_functions[step]).OrderBy(name => _variables[name].Order)];
        string[] read = [.. variables.Where(name => _variables[name].Input is not null)];
        string[] constants = [.. variables.Where(name => _variables[name].Constant is not null)];
        if (read.Length == 0)
        {
            // A constant function; it still takes its length from a value.
            Step input = parts.SelectMany(part => part.Inputs).First(_numbers.ContainsKey);
            read = [VariableOf("n" + _numbers[input], input, null).Name];
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < read.Length; i++)
        {
            names.Add(read[i], read.Length == 1 ? "z" : "z" + (i + 1));
        }

        for (int i = 0; i < constants.Length; i++)
        {
            names.Add(constants[i], "c" + (i + 1));
        }

        int[] inputs = [.. read.Select(name => _numbers[_variables[name].Input!])];

        // The order of terms depends on names.
        Expression written = Substitution.Rename(_functions[step], names);
        Expression expression = Canonical(written);
        if (read.Length == 1 && constants.Length == 0)
        {
            expression = _known.Find(written) ?? expression;
            expression = IntoLayer(expression, written, parts, _variables[read[0]].Input!, inputs[0]);
        }

        if (Constants(expression).Any(number => double.IsNaN(number) || Math.Abs(number) > Greatest))
        {
            OnnxNode last = nodes[nodes.Count - 1];
            string name = last.Name.Length == 0 ? "" : $" '{last.Name}'";
            throw new ImportException(new ImportProblem(
                ProblemKind.UnsupportedGraph, $"The {last.Operator} node{name} ends a function with a number in it that is infinite or none, as after a division by 0.")
            {
                Operator = last.Operator,
                Node = last.Name.Length == 0 ? null : last.Name,
            });
        }

        if (expression == new Variable("z"))
        {
            return (null, inputs[0]);
        }

        return expression == new Variable("z1") + new Variable("z2") && read.Length == 2 && inputs[0] != inputs[1]
            ? (new OnnxOperation.Add(step.Size, nodes, inputs[0], inputs[1]), null)
            : (new OnnxOperation.Elementwise(
                step.Size,
                nodes,
                inputs.ToEquatableArray(),
                constants.Select(name => _variables[name].Constant!.In(_precision)).ToEquatableArray(),
                expression,
                read.Concat(constants).Select(name => names[name]).ToEquatableArray()), null);
    }

    /// <summary>A function in its canonical form, whether it is one operator or what such an operator was taken apart into.</summary>
    private Expression Canonical(Expression written)
    {
        if (!_canonical.TryGetValue(written, out Expression? canonical))
        {
            canonical = CustomFunctions.Activation(WithoutTruths(Simplifier.Simplify(written)));
            _canonical.Add(written, canonical);
        }

        return canonical;
    }

    /// <summary>
    /// The function with what it does to z first, scale z + shift, taken into the layer that computes z, where a function that the
    /// contract has remains, or nothing. Only where no other function reads that layer.
    /// </summary>
    private Expression IntoLayer(Expression function, Expression written, List<Step> parts, Step input, int number)
    {
        var z = new Variable("z");
        if (function == z || input is not Step.Linear layer || !_consumers[input].All(parts.Contains))
        {
            return function;
        }

        // Simplified, a sign may have left its place.
        (double Scale, double Shift, Expression Outer)? found = Known(function) ?? Known(written);
        if (found is not var (scale, shift, rest) || rest == function)
        {
            return function;
        }

        Numbers weights = scale == 1 ? layer.Weights : layer.Weights.Map(weight => weight * scale);
        Numbers? biases = layer.Biases is { } present
            ? present.Map(bias => (bias * scale) + shift)
            : shift == 0 ? null : new Numbers([.. Enumerable.Repeat(shift, layer.Size)]);
        if (Numbers.AreFinite(_precision, layer.Weights, layer.Biases) && !Numbers.AreFinite(_precision, weights, biases))
        {
            return function;
        }

        var affine = (OnnxOperation.Affine)_operations[number - 1];
        IEnumerable<OnnxNode> nodes = rest == z ? affine.Nodes.Concat(parts.SelectMany(part => part.Nodes)).Distinct() : affine.Nodes;
        _operations[number - 1] = affine with { Weights = weights.In(_precision), Biases = biases?.In(_precision), Nodes = nodes.ToEquatableArray() };
        return rest;

        (double Scale, double Shift, Expression Outer)? Known(Expression form) =>
            AffineArgument.Find(form) is var (scale, shift, outer) && (outer == z ? z : _known.Find(outer)) is { } known ? (scale, shift, known) : null;
    }
}

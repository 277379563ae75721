using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx.Steps;

/// <summary>
/// Folds scale x + shift with vectors (batch normalisation, biases, factors per output) into the dense layer before or
/// after it, in double precision. What normalises the network's input stays a step of its own: with its mean in the
/// biases, inputs far from zero would lose their digits. So does what would make a weight infinite.
/// </summary>
internal sealed class DiagonalFolding
{
    private readonly Budget _budget;
    private readonly Precision _precision;

    private DiagonalFolding(Precision precision, Budget budget)
    {
        _budget = budget;
        _precision = precision;
    }

    public static Step Apply(Step output, Precision precision, Budget budget)
    {
        var folding = new DiagonalFolding(precision, budget);
        return folding.IntoNext(folding.IntoPrevious(output));
    }

    /// <summary>D (W x + b) as (D W) x + D b, where nothing else reads W x + b.</summary>
    private Step IntoPrevious(Step output)
    {
        List<Step> order = StepOrder.Of(output);
        ILookup<Step, Step> consumers = StepOrder.Consumers(order);
        return Rebuild(order, (step, input) =>
            step is Step.Elementwise { Diagonal: { } diagonal } elementwise && input is Step.Linear linear && consumers[step.Inputs[0]].Count() == 1
                ? Merged(elementwise, linear, ScaledRows(linear, diagonal.Scale), ScaledBiases(linear, diagonal), linear.Inputs[0])
                : null);
    }

    /// <summary>W (D x + s) + b as (W D) x + (W s + b), where only dense layers read D x + s.</summary>
    private Step IntoNext(Step output)
    {
        List<Step> order = StepOrder.Of(output);
        HashSet<Step> folded = Foldable(order, output);
        return Rebuild(order, (step, input) =>
        {
            if (step is not Step.Linear linear || !folded.Contains(step.Inputs[0]))
            {
                return null;
            }

            Step merged = linear;
            while (folded.Contains(merged.Inputs[0]))
            {
                var last = (Step.Linear)merged;
                var inner = (Step.Elementwise)merged.Inputs[0];
                Step.Linear? next = Merged(inner, last, ScaledColumns(last, inner.Diagonal!.Scale), ShiftedBiases(last, inner.Diagonal.Shift), inner.Inputs[0]);
                if (next is null)
                {
                    break;
                }

                merged = next;
            }

            return merged;
        });
    }

    private static HashSet<Step> Foldable(List<Step> order, Step output)
    {
        ILookup<Step, Step> consumers = StepOrder.Consumers(order);
        var normalizesInput = new HashSet<Step>();
        foreach (Step step in order)
        {
            if (step is Step.Input || (step is Step.Elementwise { Diagonal: not null } && normalizesInput.Contains(step.Inputs[0])))
            {
                normalizesInput.Add(step);
            }
        }

        var foldable = new HashSet<Step>();
        for (int i = order.Count - 1; i >= 0; i--)
        {
            Step step = order[i];
            if (step is Step.Elementwise { Diagonal: not null } && step != output && !normalizesInput.Contains(step)
                && consumers[step].All(consumer => consumer is Step.Linear || foldable.Contains(consumer)))
            {
                foldable.Add(step);
            }
        }

        return foldable;
    }

    /// <summary>The same steps with some of them replaced; inputs follow their replacements.</summary>
    /// <param name="replace">From a step and its first input's replacement, the step to take its place; null for none.</param>
    private static Step Rebuild(List<Step> order, Func<Step, Step?, Step?> replace)
    {
        var replaced = new Dictionary<Step, Step>();
        foreach (Step step in order)
        {
            Step[] inputs = [.. step.Inputs.Select(input => replaced[input])];
            replaced[step] = replace(step, inputs.FirstOrDefault()) is { } other ? WithInputs(other, [.. other.Inputs.Select(Latest)]) : WithInputs(step, inputs);
        }

        return replaced[order[order.Count - 1]];

        Step Latest(Step step) => replaced.TryGetValue(step, out Step? latest) ? latest : step;
    }

    private static Step WithInputs(Step step, Step[] inputs)
    {
        if (step.Inputs.SequenceEqual(inputs))
        {
            return step;
        }

        Step changed = step switch
        {
            Step.Linear linear => new Step.Linear(inputs[0], linear.Weights, linear.Biases),
            Step.Elementwise elementwise => new Step.Elementwise(elementwise.Expression, elementwise.Constants, inputs) { Diagonal = elementwise.Diagonal },
            Step.Softmax softmax => new Step.Softmax(inputs[0], softmax.IsLogarithmic),
            _ => throw new InvalidOperationException($"{step.GetType().Name} has no inputs."),
        };
        changed.Nodes.AddRange(step.Nodes);
        changed.Place = step.Place;
        return changed;
    }

    /// <summary>The layer with a diagonal in it; null where a finite number of the model would become infinite.</summary>
    private Step.Linear? Merged(Step.Elementwise diagonal, Step.Linear linear, Numbers weights, Numbers? biases, Step input)
    {
        bool wasFinite = Numbers.AreFinite(_precision, linear.Weights, linear.Biases, diagonal.Diagonal!.Scale, diagonal.Diagonal.Shift);
        if (wasFinite && !Numbers.AreFinite(_precision, weights, biases))
        {
            return null;
        }

        var merged = new Step.Linear(input, weights, biases) { Place = linear.Place };
        merged.Nodes.AddRange(linear.Nodes);
        merged.Nodes.AddRange(diagonal.Nodes);
        return merged;
    }

    private Numbers ScaledRows(Step.Linear linear, Numbers? scale)
    {
        int columns = linear.Inputs[0].Size;
        return scale is null ? linear.Weights : Compute(linear.Weights.Count, index => linear.Weights[index] * scale[index / columns]);
    }

    /// <summary>A bias that is just the shift keeps its bits.</summary>
    private Numbers? ScaledBiases(Step.Linear linear, DiagonalMap diagonal)
    {
        if (linear.Biases is not { } biases)
        {
            return diagonal.Shift;
        }

        return Compute(biases.Count, index => (biases[index] * (diagonal.Scale?[index] ?? 1)) + (diagonal.Shift?[index] ?? 0));
    }

    private Numbers ScaledColumns(Step.Linear linear, Numbers? scale)
    {
        int columns = linear.Inputs[0].Size;
        return scale is null ? linear.Weights : Compute(linear.Weights.Count, index => linear.Weights[index] * scale[index % columns]);
    }

    private Numbers? ShiftedBiases(Step.Linear linear, Numbers? shift)
    {
        if (shift is null)
        {
            return linear.Biases;
        }

        int columns = linear.Inputs[0].Size;
        _budget.Take(linear.Weights.Count, sizeof(double), "A folded layer");
        return Compute(linear.Size, row =>
        {
            double sum = linear.Biases?[row] ?? 0;
            for (int column = 0; column < columns; column++)
            {
                sum += linear.Weights[(row * columns) + column] * shift[column];
            }

            return sum;
        });
    }

    private Numbers Compute(int count, Func<int, double> number)
    {
        _budget.Take(count, sizeof(double), "A folded layer");
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = number(i);
        }

        return new Numbers(numbers);
    }
}

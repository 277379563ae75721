using System.Collections.Immutable;
using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Onnx.Steps;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>
/// Functions of several tensors, element by element. Shapes are aligned at their last axes, and constants repeated
/// along axes of size 1; what depends on the sample is never repeated.
/// </summary>
internal static class Broadcasting
{
    /// <summary>Applies a function of as many arguments as there are operands, at least one of which depends on the sample.</summary>
    public static Value.Activation Apply(OperatorContext context, IReadOnlyList<Value> operands, Func<Expression[], Expression> function)
    {
        ElementType type = operands.OfType<Value.Activation>().First().Type;
        foreach (Value operand in operands)
        {
            RequireSameType(context, type, TypeOf(operand));
        }

        if (!ElementTypes.IsFloating(type))
        {
            throw context.Refuse(ProblemKind.UnsupportedType, $"computes with {ElementTypes.NameOf(type)} that depends on the network's input; floating-point numbers are supported");
        }

        return Apply(context, type, operands, function);
    }

    /// <summary>Applies a function to operands that may have several types.</summary>
    /// <param name="type">The type of the result.</param>
    public static Value.Activation Apply(OperatorContext context, ElementType type, IReadOnlyList<Value> operands, Func<Expression[], Expression> function)
    {
        Value.Activation[] activations = [.. operands.OfType<Value.Activation>()];
        Tensor[] constants = [.. operands.OfType<Value.Constant>().Select(constant => constant.Tensor)];
        ImmutableArray<Axis> axes = Align(context, activations, constants);
        var inputs = new List<Step>();
        var vectors = new List<Numbers>();
        Expression[] arguments = [.. operands.Select(operand => operand switch
        {
            Value.Activation activation => new Variable("x" + IndexOf(inputs, activation.Step)),
            Value.Constant { Tensor: var tensor } when IsScalar(tensor, activations[0].Step.Size) => Finite(context, tensor[0]),
            Value.Constant constant => Vector(constant.Tensor),
            _ => throw new InvalidOperationException(),
        })];
        var step = new Step.Elementwise(function(arguments), [.. vectors], [.. inputs]);
        return context.Result(step, type, axes);

        Expression Vector(Tensor tensor)
        {
            vectors.Add(Expand(context, tensor, axes));
            return new Variable($"k{vectors.Count - 1}");
        }
    }

    /// <summary>A constant as one vector over a sample.</summary>
    /// <param name="axes">The axes of the activation that it is aligned with.</param>
    public static Numbers Expand(OperatorContext context, Tensor tensor, ImmutableArray<Axis> axes)
    {
        ImmutableArray<int> sample = [.. axes.Select(axis => axis.IsBatch ? 1 : (int)axis.Size.Factor)];
        int[] constantStrides = Tensor.Strides(tensor.Shape);
        int[] sourceStrides = new int[sample.Length];
        for (int axis = 1; axis <= tensor.Rank; axis++)
        {
            // Without advancing in the constant along an axis of size 1, its only element there is repeated.
            sourceStrides[sample.Length - axis] = tensor.Shape[tensor.Rank - axis] == 1 ? 0 : constantStrides[tensor.Rank - axis];
        }

        int count = Tensor.CountOf(sample, "A constant for every element of a sample");
        int[] strides = Tensor.Strides(sample);
        if (!ElementTypes.IsFloating(tensor.Type))
        {
            context.Budget.Take(count, sizeof(double), "A constant for every element of a sample");
        }

        return ToNumbers(tensor.Count == count ? tensor : tensor.Pick([count], index => Tensor.Offset(index, strides, sourceStrides), context.Budget));
    }

    public static Numbers ToNumbers(Tensor tensor) => tensor.Singles is { } singles ? new Numbers(singles, tensor.Name)
        : tensor.Doubles is { } doubles ? new Numbers(doubles, tensor.Name)
        : new Numbers([.. Enumerable.Range(0, tensor.Count).Select(index => tensor[index])]);

    public static ElementType TypeOf(Value value) => value switch
    {
        Value.Activation activation => activation.Type,
        Value.Constant constant => constant.Tensor.Type,
        _ => throw new InvalidOperationException($"{value} has no type."),
    };

    /// <summary>The axes of the result.</summary>
    public static ImmutableArray<Axis> Align(OperatorContext context, IReadOnlyList<Value.Activation> activations, IReadOnlyList<Tensor> constants)
    {
        int rank = Math.Max(activations.Max(activation => activation.Axes.Length), constants.Select(constant => constant.Rank).DefaultIfEmpty(0).Max());
        Axis[] axes = Pad(activations[0].Axes, rank);
        foreach (Value.Activation activation in activations.Skip(1))
        {
            Axis[] others = Pad(activation.Axes, rank);
            for (int i = 0; i < rank; i++)
            {
                if (axes[i].Size != others[i].Size || (axes[i].IsBatch != others[i].IsBatch && !axes[i].IsOne))
                {
                    throw context.RefuseShape($"combines values of the shapes {activations[0].Describe()} and {activation.Describe()}; only values of one shape can be combined");
                }

                axes[i] = new Axis(axes[i].Size, axes[i].IsBatch || others[i].IsBatch);
            }
        }

        foreach (Tensor constant in constants)
        {
            CheckFits(context, constant, axes);
        }

        return [.. axes];
    }

    public static void RequireSameType(OperatorContext context, ElementType expected, ElementType actual)
    {
        if (expected != actual)
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"mixes numbers of {ElementTypes.NameOf(expected)} and {ElementTypes.NameOf(actual)}");
        }
    }

    /// <summary>Whether a constant is one number. In a sample of a single element it is still a vector unless it has no axes.</summary>
    private static bool IsScalar(Tensor tensor, int sampleSize) => tensor.Count == 1 && (tensor.Rank == 0 || sampleSize > 1);

    private static Constant Finite(OperatorContext context, double number) => double.IsNaN(number) || double.IsInfinity(number)
        ? throw context.Refuse(ProblemKind.UnsupportedGraph, $"computes with the constant {number.ToString(CultureInfo.InvariantCulture)}; finite numbers are supported in functions")
        : new Constant(number);

    private static Axis[] Pad(ImmutableArray<Axis> axes, int rank) =>
        [.. Enumerable.Repeat(Axis.Sample(1), rank - axes.Length), .. axes];

    private static void CheckFits(OperatorContext context, Tensor constant, Axis[] axes)
    {
        for (int axis = 1; axis <= constant.Rank; axis++)
        {
            int size = constant.Shape[constant.Rank - axis];
            Axis other = axes[axes.Length - axis];
            if (size != 1 && (other.IsBatch || other.Size != size))
            {
                string shapes = $"combines a constant of shape {Tensor.Describe(constant.Shape)} with values of shape {Tensor.Describe(axes.Select(shape => shape.Size))}";
                throw context.RefuseShape(other.IsBatch ? shapes + ", and so treats the samples of a batch differently" : shapes + "; the constant must fit into that shape");
            }
        }
    }

    private static int IndexOf(List<Step> inputs, Step step)
    {
        int index = inputs.IndexOf(step);
        if (index < 0)
        {
            inputs.Add(step);
            index = inputs.Count - 1;
        }

        return index;
    }
}

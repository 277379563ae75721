using System.Collections.Immutable;
using NeuralGen.Compiler.Onnx.Steps;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>Operators that only give numbers another shape. Of an activation they must leave samples and the order in them alone.</summary>
internal static class LayoutOperators
{
    public static IEnumerable<OperatorRule> All { get; } =
    [
        new("Identity", 1, 1, 1, "", context => context.Input(0)),
        new("Dropout", 6, 1, 3, "ratio<12 seed>=12", Dropout) { SupportedSince = 7 },
        new("Flatten", 1, 1, 1, "axis", Flatten),
        new("Reshape", 5, 2, 2, "allowzero>=14", Reshape),
        new("Squeeze", 1, 1, 2, "axes<13", Squeeze),
        new("Unsqueeze", 1, 1, 2, "axes<13", Unsqueeze),
        new("Transpose", 1, 1, 1, "perm", Transpose),
    ];

    private static Value Dropout(OperatorContext context)
    {
        if (context.Opset < 12 && context.InputCount > 1)
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"has {context.InputCount} inputs; before opset 12 it has one");
        }

        if (context.Has(2) && context.Scalar(2, 0) != 0)
        {
            throw context.Refuse(ProblemKind.TrainingOnly, "is in training mode and drops numbers at random; export the model for inference");
        }

        return context.Input(0);
    }

    private static Value Flatten(OperatorContext context)
    {
        Extent[] shape = Shape(context);
        long given = context.Int("axis", 1);
        int axis = given == shape.Length ? shape.Length : context.Axis(given, shape.Length);
        return Reshaped(context, [Product(context, shape.Take(axis)), Product(context, shape.Skip(axis))]);
    }

    private static Value Reshape(OperatorContext context)
    {
        Extent[] shape = Shape(context);
        Extent[] target = [.. context.OptionalIntegers(1) ?? throw context.Refuse(ProblemKind.DamagedFile, "has no shape")];
        bool zeroMeansZero = context.Flag("allowzero");
        int open = -1;
        for (int axis = 0; axis < target.Length; axis++)
        {
            if (target[axis] == 0 && !zeroMeansZero)
            {
                target[axis] = axis < shape.Length
                    ? shape[axis]
                    : throw context.Refuse(ProblemKind.DamagedFile, $"copies the size of axis {axis} of a tensor with {shape.Length} axes");
            }
            else if (target[axis] == -1 && open < 0)
            {
                open = axis;
            }
            else if (target[axis].Factor < 0)
            {
                throw context.Refuse(ProblemKind.DamagedFile, $"gives its input the impossible shape {Tensor.Describe(target)}");
            }
        }

        if (open >= 0)
        {
            target[open] = Extent.Divide(Product(context, shape), Product(context, target.Where((_, axis) => axis != open)))
                ?? throw context.RefuseShape($"gives a tensor of shape {Tensor.Describe(shape)} the shape {Tensor.Describe(target)}, where no size fits for -1");
        }

        return Reshaped(context, target);
    }

    private static Value Squeeze(OperatorContext context)
    {
        Extent[] shape = Shape(context);
        long[]? given = context.Opset < 13 ? context.Ints("axes") : context.OptionalKnownIntegers(1);
        RequireAxesWhereTheyBelong(context);
        HashSet<int> axes = given is null
            ? [.. Enumerable.Range(0, shape.Length).Where(axis => shape[axis] == 1)]
            : [.. given.Select(axis => context.Axis(axis, shape.Length))];
        if (axes.FirstOrDefault(axis => shape[axis] != 1) is var wrong && axes.Contains(wrong) && shape[wrong] != 1)
        {
            throw context.RefuseShape($"removes axis {wrong} of the shape {Tensor.Describe(shape)}, whose size is not known to be 1");
        }

        return context.Input(0) is Value.Activation activation
            ? activation with { Axes = [.. activation.Axes.Where((_, axis) => !axes.Contains(axis))] }
            : Reshaped(context, [.. shape.Where((_, axis) => !axes.Contains(axis))]);
    }

    private static Value Unsqueeze(OperatorContext context)
    {
        Extent[] shape = Shape(context);
        RequireAxesWhereTheyBelong(context);
        long[] given = (context.Opset < 13 ? context.Ints("axes") : context.OptionalKnownIntegers(1))
            ?? throw context.Refuse(ProblemKind.DamagedFile, "has no axes");
        int rank = shape.Length + given.Length;
        HashSet<int> axes = [.. given.Select(axis => context.Axis(axis, rank))];
        if (axes.Count != given.Length)
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"inserts one axis twice: {Tensor.Describe(given)}");
        }

        return context.Input(0) is Value.Activation activation
            ? activation with { Axes = [.. Inserted(activation.Axes, axes, rank, Axis.Sample(1))] }
            : Reshaped(context, [.. Inserted(shape, axes, rank, 1)]);
    }

    private static Value Transpose(OperatorContext context)
    {
        int rank = Shape(context).Length;
        int[] permutation = context.Ints("perm") is { } given
            ? [.. given.Select(axis => context.Axis(axis, rank))]
            : [.. Enumerable.Range(0, rank).Reverse()];
        if (permutation.Length != rank || permutation.Distinct().Count() != rank)
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"has the permutation {Tensor.Describe(permutation)} for {rank} axes");
        }

        if (context.Input(0) is Value.Constant { Tensor: var tensor })
        {
            return new Value.Constant(tensor.Transpose(permutation, context.Budget));
        }

        Value.Activation activation = context.Activation(0);
        foreach (bool batch in new[] { true, false })
        {
            int[] order = [.. permutation.Where(axis => activation.Axes[axis].IsBatch == batch && !activation.Axes[axis].IsOne)];
            if (!order.SequenceEqual(order.OrderBy(axis => axis)))
            {
                throw context.RefuseShape($"reorders the numbers {(batch ? "of the batch" : "of a sample")} of shape {activation.Describe()} by the permutation {Tensor.Describe(permutation)}; supported is moving the batch's axis");
            }
        }

        return activation with { Axes = [.. permutation.Select(axis => activation.Axes[axis])] };
    }

    private static IEnumerable<T> Inserted<T>(IReadOnlyList<T> items, HashSet<int> places, int count, T item)
    {
        int next = 0;
        return Enumerable.Range(0, count).Select(index => places.Contains(index) ? item : items[next++]);
    }

    private static void RequireAxesWhereTheyBelong(OperatorContext context)
    {
        if (context.Opset < 13 && context.InputCount > 1)
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"has {context.InputCount} inputs; before opset 13 the axes are an attribute");
        }
    }

    private static Extent[] Shape(OperatorContext context) => context.Input(0) switch
    {
        Value.Activation activation => [.. activation.Shape],
        _ => [.. context.Constant(0).Shape.Select(size => (Extent)size)],
    };

    private static Extent Product(OperatorContext context, IEnumerable<Extent> sizes) =>
        Extent.Product(sizes) ?? throw context.RefuseShape("multiplies sizes to one that is too large, or holds the batch's size twice");

    private static Value Reshaped(OperatorContext context, Extent[] target)
    {
        Extent[] shape = Shape(context);
        if (Product(context, target) != Product(context, shape))
        {
            throw context.RefuseShape($"gives a tensor of shape {Tensor.Describe(shape)} the shape {Tensor.Describe(target)}, which has another number of elements");
        }

        if (context.Input(0) is Value.Constant { Tensor: var tensor })
        {
            return new Value.Constant(tensor.WithShape([.. target.Select(size => context.Known(size) is var known and <= int.MaxValue
                ? (int)known
                : throw context.Refuse(ProblemKind.TooLarge, $"gives a constant the impossible shape {Tensor.Describe(target)}"))]));
        }

        Value.Activation activation = context.Activation(0);
        if (!activation.IsBatchFirst)
        {
            throw context.RefuseShape($"reshapes the shape {activation.Describe()}, in which samples do not lie one after the other");
        }

        // The batch's axes are the first ones whose product is the batch's size; the sample gets the rest.
        Extent batch = Product(context, activation.Axes.Where(axis => axis.IsBatch).Select(axis => axis.Size));
        for (int split = 0; split <= target.Length; split++)
        {
            if (Extent.Product(target.Take(split)) == batch && target.Skip(split).All(size => size.IsKnown))
            {
                bool hasBatch = activation.Axes.Any(axis => axis.IsBatch);
                ImmutableArray<Axis> axes = [.. target.Select((size, axis) => new Axis(size, hasBatch && axis < split))];
                return activation with { Axes = axes };
            }
        }

        throw context.RefuseShape($"gives a batch of shape {activation.Describe()} the shape {Tensor.Describe(target)}, and so mixes its samples; supported are shapes that leave the batch's size first");
    }
}

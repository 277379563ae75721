using System.Collections.Immutable;
using NeuralGen.Compiler.Onnx.Format;
using NeuralGen.Compiler.Onnx.Steps;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>Constants, and the computations with shapes that exporters put before Reshape.</summary>
internal static class ConstantOperators
{
    public static IEnumerable<OperatorRule> All { get; } =
    [
        new("Constant", 1, 0, 0, "value value_float>=12 value_floats>=12 value_int>=12 value_ints>=12 value_string>=12 value_strings>=12 sparse_value>=11", Constant),
        new("ConstantOfShape", 9, 1, 1, "value", ConstantOfShape),
        new("Shape", 1, 1, 1, "start>=15 end>=15", Shape),
        new("Size", 1, 1, 1, "", context => new Value.Constant(Tensor.Scalar(ElementType.Int64, new[] { Product(context, ShapeOf(context)) }))),
        new("Gather", 1, 2, 2, "axis", Gather),
        new("Concat", 4, 1, int.MaxValue, "axis", Concat),
        new("Slice", 1, 1, 5, "starts<10 ends<10 axes<10", Slice),
        new("Expand", 8, 2, 2, "", Expand),
    ];

    private static Value.Constant Constant(OperatorContext context)
    {
        AttributeMessage[] attributes = [.. context.Attributes];
        if (attributes.Length != 1)
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"has {attributes.Length} values; one is expected");
        }

        switch (attributes[0].Name)
        {
            case "value" when context.Attribute("value", AttributeKind.Tensor)?.Tensor is { } tensor:
                return new Value.Constant(context.Tensors.Read(tensor, $"The constant '{context.Outputs[0]}'"));
            case "sparse_value" when context.Attribute("sparse_value", AttributeKind.SparseTensor)?.Tensor is { Indices: not null } sparse:
                return new Value.Constant(context.Tensors.Read(sparse, $"The constant '{context.Outputs[0]}'"));
            case "value_float":
                return new Value.Constant(Tensor.Scalar(ElementType.Float, new[] { (float)context.AnyFloat("value_float", 0) }));
            case "value_floats" when context.Attribute("value_floats", AttributeKind.Floats) is { } floats:
                float[] numbers = [.. floats.Floats ?? []];
                return new Value.Constant(new Tensor(ElementType.Float, [numbers.Length], numbers));
            case "value_int":
                return new Value.Constant(Tensor.Scalar(ElementType.Int64, new Extent[] { context.Int("value_int", 0) }));
            case "value_ints" when context.Ints("value_ints") is { } integers:
                return new Value.Constant(Tensor.Of(Array.ConvertAll(integers, integer => (Extent)integer)));
            case var name:
                throw context.Refuse(ProblemKind.UnsupportedAttribute, $"has its value in the attribute {name}; tensors, floats and integers are supported");
        }
    }

    private static Value.Constant ConstantOfShape(OperatorContext context)
    {
        long[] sizes = context.KnownIntegers(0);
        Tensor value = context.Attribute("value", AttributeKind.Tensor)?.Tensor is { } given
            ? context.Tensors.Read(given, "The value of a constant")
            : Tensor.Scalar(ElementType.Float, new float[1]);
        return value.Count == 1
            ? new Value.Constant(value.Pick(ToShape(context, sizes), _ => 0, context.Budget))
            : throw context.Refuse(ProblemKind.DamagedFile, $"fills a tensor with {value.Count} numbers; one is expected");
    }

    private static Value.Constant Shape(OperatorContext context)
    {
        Extent[] shape = ShapeOf(context);
        int start = Clamp(context.Int("start", 0), shape.Length);
        int end = Clamp(context.Int("end", shape.Length), shape.Length);
        return new Value.Constant(Tensor.Of([.. shape.Skip(start).Take(Math.Max(0, end - start))]));
    }

    private static Value.Constant Gather(OperatorContext context)
    {
        (Tensor data, Tensor indices) = (Operand(context, 0), Operand(context, 1));
        int axis = context.Axis(context.Int("axis", 0), data.Rank);
        int size = data.Shape[axis];
        Extent[] integers = indices.Integers ?? throw context.Refuse(ProblemKind.DamagedFile, $"picks by indices of {ElementTypes.NameOf(indices.Type)}");
        int[] places = [.. integers.Select(index => Place(context, context.Known(index), size))];
        ImmutableArray<int> shape = [.. data.Shape.Take(axis), .. indices.Shape, .. data.Shape.Skip(axis + 1)];
        int inner = Tensor.CountOf(data.Shape.Skip(axis + 1), "A constant");
        int middle = places.Length;
        return new Value.Constant(data.Pick(
            shape, index => (((index / inner / middle * size) + places[index / inner % middle]) * inner) + (index % inner), context.Budget));
    }

    /// <summary>An index, counted from the end where it is negative.</summary>
    private static int Place(OperatorContext context, long index, int size) => index >= -size && index < size
        ? (int)(index < 0 ? index + size : index)
        : throw context.Refuse(ProblemKind.DamagedFile, $"picks element {index} of {size}");

    private static Value.Constant Concat(OperatorContext context)
    {
        Tensor[] parts = [.. Enumerable.Range(0, context.InputCount).Select(index => Operand(context, index))];
        Tensor first = parts[0];
        if (context.Attribute("axis", AttributeKind.Int) is null)
        {
            throw context.Refuse(ProblemKind.DamagedFile, "has no axis");
        }

        int axis = context.Axis(context.Int("axis", 0), first.Rank);
        foreach (Tensor part in parts)
        {
            Broadcasting.RequireSameType(context, first.Type, part.Type);
            if (part.Rank != first.Rank || part.Shape.Where((size, index) => index != axis && size != first.Shape[index]).Any())
            {
                throw context.Refuse(ProblemKind.DamagedFile, $"joins constants of the shapes {Tensor.Describe(first.Shape)} and {Tensor.Describe(part.Shape)}, which do not fit");
            }
        }

        long length = parts.Sum(part => (long)part.Shape[axis]);
        ImmutableArray<int> shape = ToShape(context, [.. first.Shape.Select((size, index) => index == axis ? length : size)]);
        int count = Tensor.CountOf(shape, "A joined constant");
        context.Budget.Take(count, 16, "A joined constant");
        int outer = Tensor.CountOf(shape.Take(axis), "A joined constant");
        return new Value.Constant(new Tensor(first.Type, shape, first.Singles is not null ? Join(parts, outer, count, part => part.Singles!)
            : first.Doubles is not null ? Join(parts, outer, count, part => part.Doubles!)
            : Join(parts, outer, count, part => part.Integers!)));
    }

    private static T[] Join<T>(Tensor[] parts, int outer, int count, Func<Tensor, T[]> elements)
    {
        T[][] sources = [.. parts.Select(elements)];
        var joined = new T[count];
        int place = 0;
        for (int row = 0; row < outer; row++)
        {
            foreach (T[] source in sources)
            {
                int length = source.Length / outer;
                Array.Copy(source, row * length, joined, place, length);
                place += length;
            }
        }

        return joined;
    }

    /// <summary>Bounds are attributes before opset 10, and inputs from then on.</summary>
    private static Value.Constant Slice(OperatorContext context)
    {
        Tensor data = Operand(context, 0);
        bool byAttributes = context.Opset < 10;
        long[]? starts = byAttributes ? context.Ints("starts") : context.OptionalKnownIntegers(1);
        long[]? ends = byAttributes ? context.Ints("ends") : context.OptionalKnownIntegers(2);
        if (starts is null || ends is null || starts.Length != ends.Length || (byAttributes && context.InputCount > 1))
        {
            throw context.Refuse(ProblemKind.DamagedFile, "does not have as many starts as ends");
        }

        long[] axes = (byAttributes ? context.Ints("axes") : context.OptionalKnownIntegers(3)) ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        long[] steps = (byAttributes ? null : context.OptionalKnownIntegers(4)) ?? [.. Enumerable.Repeat(1L, starts.Length)];
        if (axes.Length != starts.Length || steps.Length != starts.Length || steps.Contains(0))
        {
            throw context.Refuse(ProblemKind.DamagedFile, "does not have one axis and one step other than 0 for every start");
        }

        int[] strides = Tensor.Strides(data.Shape);
        int[] sourceStrides = [.. strides];
        int[] sizes = [.. data.Shape];
        int offset = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            int axis = context.Axis(axes[i], data.Rank);
            int size = data.Shape[axis];
            bool forward = steps[i] > 0;
            int start = Math.Min(Clamp(starts[i], size), forward ? size : Math.Max(0, size - 1));
            int end = forward || ends[i] >= -size ? Clamp(ends[i], size) : -1;
            long distance = forward ? (long)end - start : (long)start - end;
            long step = Math.Min(Math.Abs(Math.Max(steps[i], -int.MaxValue)), int.MaxValue);
            sizes[axis] = distance <= 0 || size == 0 ? 0 : (int)((distance + step - 1) / step);
            offset += start * strides[axis];
            sourceStrides[axis] = sizes[axis] > 1 ? (int)(forward ? step : -step) * strides[axis] : 0;
        }

        ImmutableArray<int> shape = [.. sizes];
        int[] targetStrides = Tensor.Strides(shape);
        return new Value.Constant(data.Pick(shape, index => offset + Tensor.Offset(index, targetStrides, sourceStrides), context.Budget));
    }

    private static Value Expand(OperatorContext context)
    {
        Tensor data = Operand(context, 0);
        int[] target = [.. ToShape(context, context.KnownIntegers(1))];
        int rank = Math.Max(target.Length, data.Rank);
        int[] sizes = [.. Enumerable.Repeat(1, rank - target.Length), .. target];
        for (int axis = 1; axis <= data.Rank; axis++)
        {
            int size = data.Shape[data.Rank - axis];
            if (size != 1 && sizes[rank - axis] != 1 && size != sizes[rank - axis])
            {
                throw context.Refuse(ProblemKind.DamagedFile, $"expands a constant of shape {Tensor.Describe(data.Shape)} to {Tensor.Describe(target)}, which does not fit");
            }

            sizes[rank - axis] = size == 1 ? sizes[rank - axis] : size;
        }

        ImmutableArray<int> shape = [.. sizes];
        Tensor.CountOf(shape, "An expanded constant");
        return new Value.Constant(data.Pick(shape, ConstantArithmetic.Places(data, shape, Tensor.Strides(shape)), context.Budget));
    }

    /// <summary>The product of a list of sizes.</summary>
    public static Value.Constant ProductOfSizes(OperatorContext context, Tensor data, Extent[] sizes)
    {
        Extent[] product = [Product(context, sizes)];
        return new Value.Constant(data.Rank == 1 && context.Int("keepdims", 1) == 1 ? new Tensor(data.Type, [1], product) : Tensor.Scalar(data.Type, product));
    }

    /// <summary>An operand that must be constant: taking samples apart or together is not supported.</summary>
    public static Tensor Operand(OperatorContext context, int index) => context.Input(index) is Value.Constant constant
        ? constant.Tensor
        : throw context.Refuse(ProblemKind.UnsupportedOperator, $"is applied to what is computed from the network's input; it is supported for constants and shapes only: {OperatorTable.Instead(context.Operator)}");

    private static Extent[] ShapeOf(OperatorContext context) => context.Input(0) is Value.Activation activation
        ? [.. activation.Shape]
        : [.. context.Constant(0).Shape.Select(size => (Extent)size)];

    private static Extent Product(OperatorContext context, IEnumerable<Extent> sizes) =>
        Extent.Product(sizes) ?? throw context.RefuseShape("multiplies sizes to one that is too large, or holds the batch's size twice");

    private static ImmutableArray<int> ToShape(OperatorContext context, long[] sizes) =>
        Array.Exists(sizes, size => size is < 0 or > int.MaxValue) || sizes.Length > 16
            ? throw context.Refuse(ProblemKind.TooLarge, $"makes a constant of the impossible shape {Tensor.Describe(sizes)}")
            : [.. sizes.Select(size => (int)size)];

    /// <summary>A position in a list, counted from its end where negative, brought into the list.</summary>
    private static int Clamp(long position, int length) => (int)Math.Max(0, Math.Min(length, position < 0 ? Math.Max(position, -length) + length : position));
}

using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Onnx.Steps;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>Changes of the element type.</summary>
internal static class CastOperators
{
    public static IEnumerable<OperatorRule> All { get; } =
    [
        new("Cast", 6, 1, 1, "to saturate>=19 round_mode>=24", context => Cast(context, (ElementType)context.Int("to", 0))),
        new("CastLike", 15, 2, 2, "saturate>=19 round_mode>=24", context => Cast(context, context.Input(1) switch
        {
            Value.Activation activation => activation.Type,
            _ => context.Constant(1).Type,
        })),
        new("DequantizeLinear", 10, 2, 3, "axis>=13 block_size>=21 output_dtype>=23", Dequantize),
    ];

    /// <summary>
    /// Numbers that depend on the sample stay as exact as they are: the whole network computes in one precision. Truth
    /// values are 0 and 1 already.
    /// </summary>
    private static Value Cast(OperatorContext context, ElementType type)
    {
        if (ElementTypes.SizeOf(type) == 0)
        {
            throw context.Refuse(ProblemKind.UnsupportedType, $"converts to {ElementTypes.NameOf(type)}, which is not supported");
        }

        if (context.Input(0) is Value.Activation activation)
        {
            return ElementTypes.IsFloating(type) || type == activation.Type ? activation with { Type = type }
                : type == ElementType.Bool ? Broadcasting.Apply(context, type, [activation], numbers => new Select(new Condition(numbers[0], Comparison.NotEqual, 0), 1, 0))
                : throw context.Refuse(ProblemKind.UnsupportedType, $"converts what is computed from the network's input to {ElementTypes.NameOf(type)}; only floating-point types and bool are supported there");
        }

        Tensor tensor = context.Constant(0);
        if (tensor.Type == type)
        {
            return new Value.Constant(tensor);
        }

        context.Budget.Take(tensor.Count, 16, "A conversion of constants");
        return new Value.Constant(ElementTypes.IsFloating(type) ? ToFloating(tensor, type) : ToInteger(context, tensor, type));
    }

    private static Tensor ToFloating(Tensor tensor, ElementType type)
    {
        if (tensor.Singles is { } singles && type == ElementType.Float)
        {
            // Halves are kept as the floats that they become.
            return new Tensor(type, tensor.Shape, singles, tensor.Name);
        }

        double[] numbers = new double[tensor.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = tensor[i];
        }

        return ConstantArithmetic.FromDoubles(type, tensor.Shape, numbers, tensor.Name);
    }

    private static Tensor ToInteger(OperatorContext context, Tensor tensor, ElementType type)
    {
        if (tensor.Integers is { } integers)
        {
            (long least, long greatest) = ElementTypes.RangeOf(type);
            return Array.Exists(integers, integer => integer.IsKnown && (integer.Factor < least || integer.Factor > greatest)) && type != ElementType.Bool
                ? throw context.Refuse(ProblemKind.UnsupportedType, $"converts an integer that {ElementTypes.NameOf(type)} cannot hold")
                : new Tensor(type, tensor.Shape, type == ElementType.Bool ? Array.ConvertAll(integers, integer => (Extent)(integer.Factor == 0 ? 0 : 1)) : integers);
        }

        var converted = new Extent[tensor.Count];
        for (int i = 0; i < converted.Length; i++)
        {
            double number = type == ElementType.Bool ? (tensor[i] == 0 ? 0 : 1) : Math.Truncate(tensor[i]);
            (long least, long greatest) = ElementTypes.RangeOf(type);
            converted[i] = number >= least && number <= greatest && Math.Abs(number) < 9e18
                ? (long)number
                : throw context.Refuse(ProblemKind.UnsupportedType, $"converts a number that {ElementTypes.NameOf(type)} cannot hold");
        }

        return new Tensor(type, tensor.Shape, converted);
    }

    /// <summary>(q - zero point) scale, with one scale, one per index of an axis, or one per block along it.</summary>
    private static Value.Constant Dequantize(OperatorContext context)
    {
        if (context.Input(0) is Value.Activation)
        {
            throw context.Refuse(ProblemKind.UnsupportedGraph, "converts integers that are computed from the network's input; supported are constants, the weights");
        }

        (Tensor quantized, Tensor scale) = (context.Constant(0), context.Constant(1));
        Tensor? zeroPoint = context.Has(2) ? context.Constant(2) : null;
        if (ElementTypes.IsFloating(quantized.Type) || !ElementTypes.IsFloating(scale.Type) || (zeroPoint is not null && (zeroPoint.Type != quantized.Type || !(zeroPoint.Shape.SequenceEqual(scale.Shape) || (zeroPoint.Count == 1 && scale.Count == 1)))))
        {
            throw context.Refuse(ProblemKind.DamagedFile, "does not convert integers with a scale of floating-point numbers and a zero point of the integers' type and the scale's shape");
        }

        if (context.Int("output_dtype", 0) is var output && output != 0 && output != (int)scale.Type)
        {
            throw context.Refuse(ProblemKind.UnsupportedAttribute, $"has the attribute output_dtype = {output}; the type of the scale is supported");
        }

        context.Budget.Take(quantized.Count, sizeof(double), "A conversion of weights");
        Func<int, int> place = ScaleOf(context, quantized, scale);
        if (scale.Type == ElementType.Float)
        {
            float[] singles = new float[quantized.Count];
            for (int i = 0; i < singles.Length; i++)
            {
                singles[i] = (float)Number(i);
            }

            return new Value.Constant(new Tensor(ElementType.Float, quantized.Shape, singles, quantized.Name));
        }

        double[] numbers = new double[quantized.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Number(i);
        }

        return new Value.Constant(ConstantArithmetic.FromDoubles(scale.Type, quantized.Shape, numbers, quantized.Name));

        double Number(int index)
        {
            int k = place(index);
            return (quantized[index] - (zeroPoint is null ? 0 : zeroPoint[k])) * scale[k];
        }
    }

    private static Func<int, int> ScaleOf(OperatorContext context, Tensor quantized, Tensor scale)
    {
        long block = context.Int("block_size", 0);
        if (scale.Count == 1 && scale.Rank <= 1 && block == 0)
        {
            return _ => 0;
        }

        if (context.Opset < 13)
        {
            throw context.Refuse(ProblemKind.DamagedFile, "has several scales, which exist from opset 13 on");
        }

        int axis = context.Axis(context.Int("axis", 1), quantized.Rank);
        int[] strides = Tensor.Strides(quantized.Shape);
        if (block == 0 && scale.Rank == 1 && scale.Count == quantized.Shape[axis])
        {
            return index => index / strides[axis] % quantized.Shape[axis];
        }

        bool fits = block > 0 && scale.Rank == quantized.Rank
            && scale.Shape.Select((size, index) => size == (index == axis ? (quantized.Shape[index] + block - 1) / block : quantized.Shape[index])).All(same => same);
        if (!fits)
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"converts a tensor of shape {Tensor.Describe(quantized.Shape)} with scales of shape {Tensor.Describe(scale.Shape)} along axis {axis}");
        }

        int[] scaleStrides = Tensor.Strides(scale.Shape);
        return index => Enumerable.Range(0, strides.Length).Sum(i =>
        {
            int coordinate = index / strides[i] % quantized.Shape[i];
            return (i == axis ? (int)(coordinate / block) : coordinate) * scaleStrides[i];
        });
    }
}

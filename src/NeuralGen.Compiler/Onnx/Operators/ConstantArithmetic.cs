using System.Collections.Immutable;
using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>Computes with constants while importing.</summary>
internal static class ConstantArithmetic
{
    /// <summary>Applies a function to floating-point numbers, rounding the result to their type.</summary>
    public static Tensor Apply(OperatorContext context, IReadOnlyList<Tensor> operands, Func<Expression[], Expression> function) =>
        operands.FirstOrDefault(operand => !ElementTypes.IsFloating(operand.Type)) is { } integers
            ? throw context.Refuse(ProblemKind.UnsupportedType, $"computes with constants of {ElementTypes.NameOf(integers.Type)}, which is supported for Add, Sub, Mul and Div only")
            : Apply(context, operands[0].Type, operands, function);

    /// <summary>Applies a function whose result has a type of its own.</summary>
    public static Tensor Apply(OperatorContext context, ElementType type, IReadOnlyList<Tensor> operands, Func<Expression[], Expression> function)
    {
        string[] names = [.. operands.Select((_, index) => "x" + index.ToString(CultureInfo.InvariantCulture))];
        Expression expression = function([.. names.Select(name => new Variable(name))]);
        var values = new Dictionary<string, double>();
        (ImmutableArray<int> shape, int count, Func<int, int>[] places) = Broadcast(context, operands);
        context.Budget.Work((long)count * Budget.Evaluation);
        double[] results = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < names.Length; k++)
            {
                values[names[k]] = operands[k][places[k](i)];
            }

            results[i] = Evaluator.Evaluate(expression, values);
        }

        return ElementTypes.IsFloating(type)
            ? FromDoubles(type, shape, results)
            : new Tensor(type, shape, Array.ConvertAll(results, result => Math.Abs(result) < 9e15
                ? (Extent)(long)result
                : throw context.Refuse(ProblemKind.UnsupportedType, $"computes an integer that {ElementTypes.NameOf(type)} cannot hold")));
    }

    /// <summary>Applies a function to integers, of which some may depend on the batch's size.</summary>
    public static Tensor Apply(OperatorContext context, Tensor left, Tensor right, Func<Extent, Extent, Extent?> function)
    {
        Broadcasting.RequireSameType(context, left.Type, right.Type);
        (ImmutableArray<int> shape, int count, Func<int, int>[] places) = Broadcast(context, [left, right]);
        (Extent[] u, Extent[] v) = (left.Integers!, right.Integers!);
        var results = new Extent[count];
        for (int i = 0; i < count; i++)
        {
            results[i] = function(u[places[0](i)], v[places[1](i)])
                ?? throw context.RefuseShape($"computes with the sizes {u[places[0](i)]} and {v[places[1](i)]} what is no multiple of the batch's size");
        }

        return new Tensor(left.Type, shape, results);
    }

    /// <summary>Numbers of a floating-point type, rounded to it once.</summary>
    public static Tensor FromDoubles(ElementType type, ImmutableArray<int> shape, double[] numbers, string? name = null) => type switch
    {
        ElementType.Double => new Tensor(type, shape, numbers, name),
        ElementType.Float16 => new Tensor(type, shape, Array.ConvertAll(numbers, HalfNumbers.RoundToHalf), name),
        ElementType.BFloat16 => new Tensor(type, shape, Array.ConvertAll(numbers, HalfNumbers.RoundToBrain), name),
        _ => new Tensor(type, shape, Array.ConvertAll(numbers, number => (float)number), name),
    };

    private static (ImmutableArray<int> Shape, int Count, Func<int, int>[] Places) Broadcast(OperatorContext context, IReadOnlyList<Tensor> operands)
    {
        int rank = operands.Max(operand => operand.Rank);
        int[] shape = new int[rank];
        for (int axis = 1; axis <= rank; axis++)
        {
            int[] sizes = [.. operands.Where(operand => operand.Rank >= axis).Select(operand => operand.Shape[operand.Rank - axis]).Where(size => size != 1).Distinct()];
            shape[rank - axis] = sizes.Length switch
            {
                0 => 1,
                1 => sizes[0],
                _ => throw context.Refuse(ProblemKind.DamagedFile, $"combines constants of the shapes {string.Join(" and ", operands.Select(operand => Tensor.Describe(operand.Shape)))}, which do not fit"),
            };
        }

        int count = Tensor.CountOf(shape, "A constant");
        context.Budget.Take(count, 32, "A computation with constants");
        ImmutableArray<int> result = [.. shape];
        int[] strides = Tensor.Strides(result);
        return (result, count, [.. operands.Select(operand => Places(operand, result, strides))]);
    }

    /// <summary>Where an operand's element is that belongs to an element of the result.</summary>
    public static Func<int, int> Places(Tensor operand, ImmutableArray<int> shape, int[] strides)
    {
        if (operand.Shape.SequenceEqual(shape))
        {
            return index => index;
        }

        int[] own = Tensor.Strides(operand.Shape);
        int[] sourceStrides = new int[shape.Length];
        for (int axis = 1; axis <= operand.Rank; axis++)
        {
            sourceStrides[shape.Length - axis] = operand.Shape[operand.Rank - axis] == 1 ? 0 : own[operand.Rank - axis];
        }

        return index => Tensor.Offset(index, strides, sourceStrides);
    }
}

using System.Collections.Immutable;
using NeuralGen.Compiler.Onnx.Steps;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>Sums and the like over axes of constants, which exporters leave of normalised weights.</summary>
internal static class ReductionOperators
{
    public static IEnumerable<OperatorRule> All { get; } =
    [
        Of("ReduceSum", 13, 0, (sum, number) => sum + number),
        Of("ReduceMean", 18, 0, (sum, number) => sum + number, (sum, count) => sum / count),
        Of("ReduceL1", 18, 0, (sum, number) => sum + Math.Abs(number)),
        Of("ReduceL2", 18, 0, (sum, number) => sum + (number * number), (sum, _) => Math.Sqrt(sum)),
        Of("ReduceSumSquare", 18, 0, (sum, number) => sum + (number * number)),
        Of("ReduceMax", 18, double.NegativeInfinity, Math.Max),
        Of("ReduceMin", 18, double.PositiveInfinity, Math.Min),
        Of("ReduceProd", 18, 1, (product, number) => product * number),
    ];

    /// <param name="axesAreInputSince">The operator set from which on the axes are an input.</param>
    private static OperatorRule Of(
        string name, int axesAreInputSince, double start, Func<double, double, double> add, Func<double, int, double>? finish = null) =>
        new(name, 1, 1, 2, $"axes<{axesAreInputSince} keepdims noop_with_empty_axes>={axesAreInputSince}", context =>
        {
            Tensor data = ConstantOperators.Operand(context, 0);
            return data is { Integers: { } sizes, Rank: <= 1 } && name == "ReduceProd"
                ? ConstantOperators.ProductOfSizes(context, data, sizes)
                : Reduce(context, data, axesAreInputSince, start, add, finish ?? ((sum, _) => sum));
        });

    private static Value.Constant Reduce(
        OperatorContext context, Tensor data, int axesAreInputSince, double start, Func<double, double, double> add, Func<double, int, double> finish)
    {
        if (!ElementTypes.IsFloating(data.Type))
        {
            throw context.Refuse(ProblemKind.UnsupportedType, $"computes with constants of {ElementTypes.NameOf(data.Type)}; floating-point numbers are supported");
        }

        if (context.Opset < axesAreInputSince && context.InputCount > 1)
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"has {context.InputCount} inputs; before opset {axesAreInputSince} the axes are an attribute");
        }

        long[] given = (context.Opset < axesAreInputSince ? context.Ints("axes") : context.OptionalKnownIntegers(1)) ?? [];
        if (given.Length == 0 && context.Flag("noop_with_empty_axes"))
        {
            return new Value.Constant(data);
        }

        HashSet<int> axes = given.Length == 0 ? [.. Enumerable.Range(0, data.Rank)] : [.. given.Select(axis => context.Axis(axis, data.Rank))];
        ImmutableArray<int> kept = [.. data.Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size)];
        int count = Tensor.CountOf(kept, "A constant");
        context.Budget.Take(count, sizeof(double), "A computation with constants");
        context.Budget.Work((long)data.Count * (Budget.Evaluation / 16));
        double[] results = [.. Enumerable.Repeat(start, count)];
        int[] strides = Tensor.Strides(data.Shape);
        int[] targetStrides = Tensor.Strides(kept);
        for (int axis = 0; axis < strides.Length; axis++)
        {
            targetStrides[axis] = axes.Contains(axis) ? 0 : targetStrides[axis];
        }

        for (int i = 0; i < data.Count; i++)
        {
            int place = Tensor.Offset(i, strides, targetStrides);
            results[place] = add(results[place], data[i]);
        }

        int each = count == 0 ? 0 : data.Count / count;
        for (int i = 0; i < count; i++)
        {
            results[i] = finish(results[i], each);
        }

        ImmutableArray<int> shape = context.Int("keepdims", 1) == 1 ? kept : [.. data.Shape.Where((_, axis) => !axes.Contains(axis))];
        return new Value.Constant(ConstantArithmetic.FromDoubles(data.Type, shape, results));
    }
}

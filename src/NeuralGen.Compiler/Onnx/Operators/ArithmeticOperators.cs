using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Onnx.Steps;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>Functions of several arguments.</summary>
internal static class ArithmeticOperators
{
    /// <summary>More operands than any exporter writes; Sum, Max and Min take any number.</summary>
    private const int Many = 64;

    public static IEnumerable<OperatorRule> All { get; } =
    [
        Binary("Add", (u, v) => u + v, Extent.Add, (_, constant, _) => new DiagonalMap(null, constant)),
        Binary("Sub", (u, v) => u - v, (u, v) => Extent.Multiply(v, -1) is { } negative ? Extent.Add(u, negative) : null, Difference),
        Binary("Mul", (u, v) => u * v, Extent.Multiply, (_, constant, _) => new DiagonalMap(constant, null)),
        Binary("Div", (u, v) => u / v, Quotient, (context, constant, constantFirst) => constantFirst ? null : new DiagonalMap(Map(context, constant, number => 1 / number), null)),
        new("Pow", 1, 2, 2, "", Power) { SupportedSince = 7 },
        new("Sum", 6, 1, Many, "", Sum),
        new("Max", 6, 1, Many, "", context => Fold(context, (u, v) => Choose(BinaryFunction.Max, u, v))),
        new("Min", 6, 1, Many, "", context => Fold(context, (u, v) => Choose(BinaryFunction.Min, u, v))),
    ];

    /// <summary>Applies a function to every number of a vector, in double precision.</summary>
    public static Numbers Map(OperatorContext context, Numbers numbers, Func<double, double> function)
    {
        context.Budget.Take(numbers.Count, sizeof(double), "A computation with constants");
        return numbers.Map(function);
    }

    private static OperatorRule Binary(
        string name, Func<Expression, Expression, Expression> function, Func<Extent, Extent, Extent?> integers, Func<OperatorContext, Numbers, bool, DiagonalMap?> diagonal) =>
        new(name, 6, 2, 2, "", context =>
        {
            if (context.Input(0) is Value.Constant { Tensor: var left } && context.Input(1) is Value.Constant { Tensor: var right })
            {
                return new Value.Constant(ElementTypes.IsFloating(left.Type) || ElementTypes.IsFloating(right.Type)
                    ? ConstantArithmetic.Apply(context, SameTypes(context, left, right), arguments => function(arguments[0], arguments[1]))
                    : ConstantArithmetic.Apply(context, left, right, integers));
            }

            Value.Activation result = Broadcasting.Apply(context, [context.Input(0), context.Input(1)], arguments => function(arguments[0], arguments[1]));
            var step = (Step.Elementwise)result.Step;
            if (step.Constants.Length == 1)
            {
                step.Diagonal = diagonal(context, step.Constants[0], context.Input(0) is Value.Constant);
            }

            return result;
        })
        { SupportedSince = 7 };

    private static IReadOnlyList<Tensor> SameTypes(OperatorContext context, Tensor left, Tensor right)
    {
        Broadcasting.RequireSameType(context, left.Type, right.Type);
        return [left, right];
    }

    private static DiagonalMap Difference(OperatorContext context, Numbers constant, bool constantFirst) => constantFirst
        ? new DiagonalMap(Map(context, constant, _ => -1), constant)
        : new DiagonalMap(null, Map(context, constant, number => -number));

    /// <summary>Integers are divided towards zero.</summary>
    private static Extent? Quotient(Extent left, Extent right) => left.IsKnown && right.IsKnown && right.Factor is not (0 or -1)
        ? left.Factor / right.Factor
        : Extent.Divide(left, right);

    private static Value Sum(OperatorContext context)
    {
        Value sum = Fold(context, (u, v) => u + v);
        if (sum is Value.Activation { Step: Step.Elementwise { Inputs.Length: 1, Constants.Length: 1 } step } && context.InputCount == 2)
        {
            step.Diagonal = new DiagonalMap(null, step.Constants[0]);
        }

        return sum;
    }

    private static Value Fold(OperatorContext context, Func<Expression, Expression, Expression> function)
    {
        Value[] operands = [.. Enumerable.Range(0, context.InputCount).Select(context.Input)];
        return operands.All(operand => operand is Value.Constant)
            ? new Value.Constant(ConstantArithmetic.Apply(context, [.. operands.Select((_, index) => context.Constant(index))], arguments => arguments.Aggregate(function)))
            : Broadcasting.Apply(context, operands, arguments => arguments.Aggregate(function));
    }

    /// <summary>The larger or smaller. With a number it has a kink there, and the derivative of the constant's side on it, as ReLU.</summary>
    private static Expression Choose(BinaryFunction function, Expression u, Expression v)
    {
        (Expression constant, Expression other) = v is Constant ? (v, u) : (u, v);
        return constant is not Constant || other is Constant ? new BinaryCall(function, u, v)
            : function == BinaryFunction.Max ? new Select(new Condition(other, Comparison.LessOrEqual, constant), constant, other)
            : new Select(new Condition(other, Comparison.Greater, constant), constant, other);
    }

    private static Value Power(OperatorContext context)
    {
        Value exponent = context.Input(1);
        if (exponent is Value.Constant { Tensor: { Count: 1, Integers: { } integers } tensor })
        {
            // From opset 12 on the exponent may be an integer where the base is none.
            ElementType type = context.Input(0) is Value.Activation activation ? activation.Type : context.Constant(0).Type;
            Extent power = integers[0];
            exponent = new Value.Constant(ConstantArithmetic.FromDoubles(type, tensor.Shape, [context.Known(power)]));
        }

        return (context.Input(0), exponent) switch
        {
            (Value.Constant constant, Value.Constant power) => new Value.Constant(ConstantArithmetic.Apply(context, [constant.Tensor, power.Tensor], Raise)),
            var (@base, power) => Broadcasting.Apply(context, [@base, power], Raise),
        };
    }

    private static Expression Raise(Expression[] arguments) => new BinaryCall(BinaryFunction.Pow, arguments[0], arguments[1]);
}

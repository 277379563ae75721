using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Onnx.Steps;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>
/// Comparisons, truth values and choices, of which exporters compose functions with branches. A truth value is 1 or 0.
/// </summary>
internal static class LogicOperators
{
    public static IEnumerable<OperatorRule> All { get; } =
    [
        Comparing("Greater", 1, Comparison.Greater),
        Comparing("GreaterOrEqual", 12, Comparison.GreaterOrEqual),
        Comparing("Less", 1, Comparison.Less),
        Comparing("LessOrEqual", 12, Comparison.LessOrEqual),
        Comparing("Equal", 1, Comparison.Equal),
        new("And", 1, 2, 2, "", context => OfTruths(context, truths => Truth(truths[0], Truth(truths[1], 1, 0), 0))) { SupportedSince = 7 },
        new("Or", 1, 2, 2, "", context => OfTruths(context, truths => Truth(truths[0], 1, Truth(truths[1], 1, 0)))) { SupportedSince = 7 },
        new("Not", 1, 1, 1, "", context => OfTruths(context, truths => Truth(truths[0], 0, 1))),
        new("Where", 9, 3, 3, "", Where),
    ];

    private static OperatorRule Comparing(string name, int since, Comparison comparison) => new(name, since, 2, 2, "", context =>
    {
        Value[] operands = [context.Input(0), context.Input(1)];
        Broadcasting.RequireSameType(context, Broadcasting.TypeOf(operands[0]), Broadcasting.TypeOf(operands[1]));
        return Apply(context, ElementType.Bool, operands, numbers => new Select(new Condition(numbers[0], comparison, numbers[1]), 1, 0));
    })
    { SupportedSince = Math.Max(since, 7) };

    private static Value OfTruths(OperatorContext context, Func<Expression[], Expression> function)
    {
        Value[] operands = [.. Enumerable.Range(0, context.InputCount).Select(context.Input)];
        foreach (Value operand in operands)
        {
            Broadcasting.RequireSameType(context, ElementType.Bool, Broadcasting.TypeOf(operand));
        }

        return Apply(context, ElementType.Bool, operands, function);
    }

    /// <summary>The second input where the first is true, else the third.</summary>
    private static Value Where(OperatorContext context)
    {
        Value[] operands = [context.Input(0), context.Input(1), context.Input(2)];
        ElementType type = Broadcasting.TypeOf(operands[1]);
        Broadcasting.RequireSameType(context, ElementType.Bool, Broadcasting.TypeOf(operands[0]));
        Broadcasting.RequireSameType(context, type, Broadcasting.TypeOf(operands[2]));
        return Apply(context, type, operands, arguments => Truth(arguments[0], arguments[1], arguments[2]));
    }

    private static Value Apply(OperatorContext context, ElementType type, Value[] operands, Func<Expression[], Expression> function)
    {
        Tensor[] constants = [.. operands.OfType<Value.Constant>().Select(constant => constant.Tensor)];
        return constants.Length == operands.Length
            ? new Value.Constant(ConstantArithmetic.Apply(context, type, constants, function))
            : Broadcasting.Apply(context, type, operands, function);
    }

    private static Select Truth(Expression truth, Expression whenTrue, Expression whenFalse) =>
        new(new Condition(truth, Comparison.NotEqual, 0), whenTrue, whenFalse);
}

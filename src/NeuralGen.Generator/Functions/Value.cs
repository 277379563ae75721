using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Generator.Functions;

/// <summary>What a piece of C# stands for.</summary>
internal abstract record Value
{
    internal sealed record Number(Expression Expression) : Value;

    internal sealed record Truth(Logic Logic) : Value;

    internal sealed record Tuple(IReadOnlyList<Expression> Items) : Value;
}

/// <summary>A condition, which only ever chooses between numbers.</summary>
internal abstract record Logic
{
    internal sealed record Comparison(Condition Condition) : Logic;

    internal sealed record Constant(bool Value) : Logic;

    internal sealed record Not(Logic Operand) : Logic;

    internal sealed record And(Logic Left, Logic Right) : Logic;

    internal sealed record Or(Logic Left, Logic Right) : Logic;

    /// <summary>One expression where a condition holds, another elsewhere: with a selection for each comparison.</summary>
    public static Expression Choose(Logic logic, Expression whenTrue, Expression whenFalse) => logic switch
    {
        Comparison comparison => new Select(comparison.Condition, whenTrue, whenFalse),
        Constant constant => constant.Value ? whenTrue : whenFalse,
        Not not => Choose(not.Operand, whenFalse, whenTrue),
        And and => Choose(and.Left, Choose(and.Right, whenTrue, whenFalse), whenFalse),
        Or or => Choose(or.Left, whenTrue, Choose(or.Right, whenTrue, whenFalse)),
        _ => throw new InvalidOperationException($"{logic.GetType().Name} is no condition."),
    };

    /// <summary>The size of what <see cref="Choose"/> makes of branches of some sizes; it repeats branches, so this may be a large number.</summary>
    public static double Size(Logic logic, double whenTrue, double whenFalse) => logic switch
    {
        Comparison { Condition: var condition } =>
            1 + ExpressionTree.Size(condition.Left) + ExpressionTree.Size(condition.Right) + whenTrue + whenFalse,
        Constant constant => constant.Value ? whenTrue : whenFalse,
        Not not => Size(not.Operand, whenFalse, whenTrue),
        And and => Size(and.Left, Size(and.Right, whenTrue, whenFalse), whenFalse),
        Or or => Size(or.Left, whenTrue, Size(or.Right, whenTrue, whenFalse)),
        _ => throw new InvalidOperationException($"{logic.GetType().Name} is no condition."),
    };
}

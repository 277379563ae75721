namespace NeuralGen.Compiler.Calculus;

/// <summary>Walks expressions without regard to what they mean.</summary>
internal static class ExpressionTree
{
    private const int FunctionSize = 3;

    /// <summary>The same expression over other parts.</summary>
    public static Expression Map(Expression expression, Func<Expression, Expression> change) => expression switch
    {
        Sum sum => new Sum(sum.Terms.Select(change).ToEquatableArray()),
        Product product => new Product(product.Factors.Select(change).ToEquatableArray()),
        Power power => new Power(change(power.Base), power.Exponent),
        Call call => new Call(call.Function, change(call.Argument)),
        BinaryCall call => new BinaryCall(call.Function, change(call.Left), change(call.Right)),
        Select select => new Select(
            new Condition(change(select.Condition.Left), select.Condition.Comparison, change(select.Condition.Right)),
            change(select.WhenTrue),
            change(select.WhenFalse)),
        _ => expression,
    };

    /// <summary>The direct parts of an expression, in the order written.</summary>
    public static IEnumerable<Expression> Parts(Expression expression) => expression switch
    {
        Sum sum => sum.Terms,
        Product product => product.Factors,
        Power power => [power.Base],
        Call call => [call.Argument],
        BinaryCall call => [call.Left, call.Right],
        Select select => [select.Condition.Left, select.Condition.Right, select.WhenTrue, select.WhenFalse],
        _ => [],
    };

    public static bool Contains(Expression expression, Function function) =>
        (expression is Call call && call.Function == function) || Parts(expression).Any(part => Contains(part, function));

    /// <summary>
    /// The number of operations and operands; of two equal expressions the smaller is the simpler. A function costs as
    /// much as a few operations, a sign nothing: it turns an addition into a subtraction.
    /// </summary>
    public static int Size(Expression expression) => expression switch
    {
        Power power => 1 + Size(power.Base),
        Call call => FunctionSize + Size(call.Argument),
        BinaryCall call => FunctionSize + Size(call.Left) + Size(call.Right),
        Product { Factors: var factors } when factors[0] is Constant { Value: -1 } =>
            (factors.Count > 2 ? 1 : 0) + factors.Skip(1).Sum(Size),
        _ => 1 + Parts(expression).Sum(Size),
    };
}

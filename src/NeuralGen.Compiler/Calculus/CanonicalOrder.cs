using System.Globalization;

namespace NeuralGen.Compiler.Calculus;

/// <summary>An order of expressions that depends on nothing but their content.</summary>
internal static class CanonicalOrder
{
    public static IOrderedEnumerable<Expression> Sort(IEnumerable<Expression> expressions) =>
        expressions.OrderBy(Rank).ThenBy(Key, StringComparer.Ordinal);

    /// <summary>Constants first, then variables, then the rest.</summary>
    private static int Rank(Expression expression) => expression switch
    {
        Constant => 0,
        Variable => 1,
        _ => 2,
    };

    private static string Key(Expression expression) => expression switch
    {
        Constant constant => constant.Value.ToString("R", CultureInfo.InvariantCulture),
        Variable variable => variable.Name,
        Power power => $"power({Key(power.Base)},{power.Exponent.ToString(CultureInfo.InvariantCulture)})",
        Call call => $"{call.Function}({Key(call.Argument)})",
        BinaryCall call => $"{call.Function}({Key(call.Left)},{Key(call.Right)})",
        Select select => $"select({select.Condition.Comparison},{string.Join(",", ExpressionTree.Parts(select).Select(Key))})",
        _ => $"{expression.GetType().Name}({string.Join(",", ExpressionTree.Parts(expression).Select(Key))})",
    };
}

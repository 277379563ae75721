using System.Globalization;

namespace NeuralGen.Compiler.Calculus;

/// <summary>Writes expressions as people write formulas, for comments.</summary>
internal static class FormulaWriter
{
    private const int SumLevel = 0;
    private const int ProductLevel = 1;
    private const int PowerLevel = 2;

    public static string Write(Expression expression) => Write(expression, SumLevel);

    /// <summary>Writes an expression, in parentheses where it binds less than <paramref name="level"/> asks.</summary>
    private static string Write(Expression expression, int level) => expression switch
    {
        Constant constant => Parenthesize(Number(constant.Value), constant.Value < 0 && level > SumLevel || (level == PowerLevel && Number(constant.Value).Contains('/'))),
        Variable variable => Symbol(variable.Name),
        Sum sum => Parenthesize(WriteSum(sum), level > SumLevel),
        Product product => Parenthesize(WriteProduct(product), level > ProductLevel),
        Power { Exponent: < 0 } power => Parenthesize("1 / " + Denominator(power), level > ProductLevel),
        Power power => $"{Write(power.Base, PowerLevel)}^{power.Exponent.ToString(CultureInfo.InvariantCulture)}",
        Call { Function: Function.Abs } call => $"|{Write(call.Argument)}|",
        Call call => $"{Name(call.Function)}({Write(call.Argument)})",
        Select select => Parenthesize(
            $"{Write(select.WhenTrue)} if {Write(select.Condition.Left)} {Symbol(select.Condition.Comparison)} {Write(select.Condition.Right)}, else {Write(select.WhenFalse)}",
            level > SumLevel),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} has no formula."),
    };

    private static string WriteSum(Sum sum)
    {
        // Start with what is positive, constants last unless everything else is taken away from them.
        Expression[] terms = [.. sum.Terms.OrderBy(term => SumSimplifier.Split(term).Coefficient < 0).ThenBy(term => term is Constant)];
        string text = Write(terms[0], ProductLevel);
        foreach (Expression term in terms.Skip(1))
        {
            (double coefficient, Expression rest) = SumSimplifier.Split(term);
            text += coefficient < 0
                ? " - " + Write(Simplifier.Simplify(-coefficient * rest), ProductLevel)
                : " + " + Write(term, ProductLevel);
        }

        return text;
    }

    private static string WriteProduct(Product product)
    {
        if (product.Factors[0] is Constant { Value: -1 })
        {
            return "-" + Write(Simplifier.Simplify(-product), ProductLevel);
        }

        Expression[] numerator = [.. product.Factors.Where(factor => factor is not Power { Exponent: < 0 })];
        string[] denominators = [.. product.Factors.OfType<Power>().Where(power => power.Exponent < 0).Select(Denominator)];
        string text = numerator.Length == 0 ? "1" : string.Join(" ", numerator.Select(factor => Write(factor, PowerLevel)));
        return denominators.Length == 0 ? text
            : denominators.Length == 1 ? $"{text} / {denominators[0]}"
            : $"{text} / ({string.Join(" ", denominators)})";
    }

    private static string Denominator(Power power) =>
        power.Exponent == -1 ? Write(power.Base, PowerLevel) : Write(new Power(power.Base, -power.Exponent), PowerLevel);

    private static string Name(Function function) => function switch
    {
        Function.ExpMinusOne => "expm1",
        Function.Log => "ln",
        Function.LogOnePlus => "log1p",
        _ => function.ToString().ToLowerInvariant(),
    };

    private static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        Comparison.Equal => "=",
        _ => "!=",
    };

    /// <summary>A tensor of layer l is written with a superscript: <c>a2</c> is a^2.</summary>
    private static string Symbol(string name)
    {
        string symbol = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return symbol.Length == name.Length || symbol.Length == 0 ? name : $"{symbol}^{name.Substring(symbol.Length)}";
    }

    /// <summary>A fraction of small integers where the number is one, else six digits.</summary>
    private static string Number(double value)
    {
        for (int denominator = 1; denominator <= 1000; denominator++)
        {
            double numerator = Math.Round(value * denominator);
            if (Math.Abs(numerator) <= 1e6 && numerator / denominator == value && (denominator == 1 || denominator % 10 != 0))
            {
                return numerator.ToString(CultureInfo.InvariantCulture) + (denominator == 1 ? "" : "/" + denominator.ToString(CultureInfo.InvariantCulture));
            }
        }

        return value.ToString("G6", CultureInfo.InvariantCulture);
    }

    private static string Parenthesize(string text, bool needed) => needed ? $"({text})" : text;
}

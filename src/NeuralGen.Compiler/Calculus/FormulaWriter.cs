using System.Globalization;

namespace NeuralGen.Compiler.Calculus;

/// <summary>Writes expressions as people write formulas, for comments.</summary>
internal static class FormulaWriter
{
    // How tightly the place of an expression binds: a term, a factor, what stands around a fraction, what is raised.
    private const int SumLevel = 0;
    private const int ProductLevel = 1;
    private const int FactorLevel = 2;
    private const int BaseLevel = 3;

    public static string Write(Expression expression) => Write(expression, SumLevel);

    /// <summary>Writes an expression, in parentheses where it binds less than <paramref name="level"/> asks.</summary>
    private static string Write(Expression expression, int level) => expression switch
    {
        Constant constant => WriteConstant(Number(constant.Value), level),
        Variable variable => WriteVariable(Symbol(variable.Name), level),
        Sum sum => Parenthesize(WriteSum(sum), level > SumLevel),
        Product product => Parenthesize(WriteProduct(product), level > ProductLevel),
        Power { Exponent: < 0 } power => Parenthesize("1 / " + Denominator(power), level > ProductLevel),
        Power power => Parenthesize($"{Write(power.Base, BaseLevel)}^{power.Exponent.ToString(CultureInfo.InvariantCulture)}", level > FactorLevel),
        Call { Function: Function.Abs } call when !ExpressionTree.Contains(call.Argument, Function.Abs) => $"|{Write(call.Argument)}|",
        Call call => $"{Name(call.Function)}({Write(call.Argument)})",
        BinaryCall { Function: BinaryFunction.Pow } call => Parenthesize($"{Write(call.Left, BaseLevel)}^{Write(call.Right, BaseLevel)}", level > FactorLevel),
        BinaryCall call => $"{call.Function.ToString().ToLowerInvariant()}({Write(call.Left)}, {Write(call.Right)})",
        Select select => Parenthesize(
            $"{WriteBranch(select.WhenTrue)} if {WriteCondition(select.Condition)}, else {Write(select.WhenFalse)}",
            level > SumLevel),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} has no formula."),
    };

    private static string WriteConstant(string number, int level) =>
        Parenthesize(number, (number[0] == '-' && level > SumLevel) || (number.Contains('/') && level > ProductLevel));

    /// <summary>A tensor's layer looks like a power, so what is raised stands in parentheses: (a^2)^3.</summary>
    private static string WriteVariable(string symbol, int level) => Parenthesize(symbol, symbol.Contains('^') && level == BaseLevel);

    private static string WriteCondition(Condition condition) =>
        $"{WriteBranch(condition.Left)} {Symbol(condition.Comparison)} {WriteBranch(condition.Right)}";

    /// <summary>Only the last branch may itself have branches without parentheses.</summary>
    private static string WriteBranch(Expression expression) => Parenthesize(Write(expression), expression is Select);

    private static string WriteSum(Sum sum)
    {
        // What is taken away comes last. A number leads, as in 1 + |z|, unless a multiple of a variable can: z + 1.
        bool numberLeads = !sum.Terms.Any(term => IsPositive(term) && SumSimplifier.Split(term).Monomial is Variable);
        Expression[] terms = [.. sum.Terms
            .OrderBy(term => !IsPositive(term))
            .ThenBy(term => term is Constant != (numberLeads && IsPositive(term)))];
        string text = Write(terms[0], ProductLevel);
        if (terms[0] is Constant { Value: < 0 })
        {
            text = Write(terms[0]);
        }

        foreach (Expression term in terms.Skip(1))
        {
            text += IsPositive(term) ? " + " + Write(term, ProductLevel) : " - " + Write(Negated(term), ProductLevel);
        }

        return text;
    }

    private static string WriteProduct(Product product)
    {
        if (!IsPositive(product))
        {
            return "-" + Write(Negated(product), ProductLevel);
        }

        Expression[] numerator = [.. product.Factors.Where(factor => factor is not Power { Exponent: < 0 })];
        string[] denominators = [.. product.Factors.OfType<Power>().Where(power => power.Exponent < 0).Select(Denominator)];
        string text = numerator.Length == 0 ? "1" : string.Join(" ", numerator.Select(factor => Write(factor, FactorLevel)));
        return denominators.Length == 0 ? text
            : denominators.Length == 1 ? $"{text} / {denominators[0]}"
            : $"{text} / ({string.Join(" ", denominators)})";
    }

    private static string Denominator(Power power) =>
        Write(power.Exponent == -1 ? power.Base : new Power(power.Base, -power.Exponent), FactorLevel);

    private static bool IsPositive(Expression term) => !(SumSimplifier.Split(term).Coefficient < 0);

    private static Expression Negated(Expression term)
    {
        (double coefficient, Expression rest) = SumSimplifier.Split(term);
        return SumSimplifier.Scale(-coefficient, rest);
    }

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

    /// <summary>A fraction of small integers where the number is one (but for rounding), else six digits.</summary>
    private static string Number(double value)
    {
        for (int denominator = 1; denominator <= 1000; denominator++)
        {
            double numerator = Math.Round(value * denominator);
            bool isFraction = Math.Abs((numerator / denominator) - value) <= 1e-15 * Math.Abs(value);
            if (isFraction && Math.Abs(numerator) <= 1e6 && (denominator == 1 || denominator % 10 != 0))
            {
                return numerator.ToString(CultureInfo.InvariantCulture) + (denominator == 1 ? "" : "/" + denominator.ToString(CultureInfo.InvariantCulture));
            }
        }

        return value.ToString("G6", CultureInfo.InvariantCulture);
    }

    private static string Parenthesize(string text, bool needed) => needed ? $"({text})" : text;
}

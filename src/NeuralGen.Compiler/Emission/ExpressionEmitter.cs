using System.Collections.Immutable;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Compiler.Emission;

/// <summary>Writes scalar expressions as arithmetic on the vectors of a tier. Variables are C# locals.</summary>
internal static class ExpressionEmitter
{
    /// <summary>Declares locals for some results, computing what they share once.</summary>
    /// <param name="reserved">Names that no local may have.</param>
    public static void Declare(
        SourceWriter writer, VectorDialect dialect, IReadOnlyList<(string Name, Expression Value)> results, IEnumerable<string>? reserved = null)
    {
        foreach (Assignment assignment in StraightLineCode.Compile(results, reserved))
        {
            writer.Line($"{dialect.Vector} {assignment.Name} = {Unwrap(Write(dialect, assignment.Value))};");
        }
    }

    /// <summary>The value as one piece of code, or null where parts of it occur twice.</summary>
    public static string? WriteWhole(VectorDialect dialect, Expression value) =>
        StraightLineCode.Compile([("value", value)]) is { Length: 1 } code ? Unwrap(Write(dialect, code[0].Value)) : null;

    /// <summary>The functions that the expressions call once they are lowered.</summary>
    public static ImmutableHashSet<Function> Functions(IEnumerable<Expression> expressions) =>
        [.. StraightLineCode.Compile([.. expressions.Select((value, i) => ("result" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), value))])
            .SelectMany(assignment => Calls(assignment.Value))];

    private static string Write(VectorDialect dialect, Expression expression) => expression switch
    {
        Constant constant => constant.Value == 0 ? dialect.Zero : dialect.Constant(constant.Value),
        Variable variable => variable.Name,
        Sum sum => WriteSum(dialect, sum),
        Product product => WriteProduct(dialect, product),
        Power power => WritePower(dialect, power),
        Select select => WriteSelect(dialect, select),
        Call call => WriteCall(dialect, call.Function, Write(dialect, call.Argument)),
        BinaryCall call => dialect.Call(call.Function, Unwrap(Write(dialect, call.Left)), Unwrap(Write(dialect, call.Right))),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} has no code."),
    };

    /// <summary>Folds terms from the left; a term that is a product joins by a multiply-add, a negated one by a subtraction.</summary>
    private static string WriteSum(VectorDialect dialect, Sum sum)
    {
        // Start with a term that can stand alone, so that no leading negation is needed where another term is positive.
        Expression[] terms = [.. sum.Terms.Where(term => !IsNegative(term)), .. sum.Terms.Where(IsNegative)];
        string text = Write(dialect, terms[0]);
        foreach (Expression term in terms.Skip(1))
        {
            text = IsNegative(term) ? dialect.Subtract(text, Write(dialect, Negated(term)))
                : term is Product { Factors.Count: 2 } product && product.Factors.All(factor => factor is not Power { Exponent: < 0 })
                    ? dialect.MultiplyAdd(Write(dialect, product.Factors[0]), Write(dialect, product.Factors[1]), text)
                : dialect.Add(text, Write(dialect, term));
        }

        return text;
    }

    private static string WriteProduct(VectorDialect dialect, Product product)
    {
        if (product.Factors[0] is Constant { Value: -1 } && product.Factors.Count > 1)
        {
            return dialect.Negate(Write(dialect, Negated(product)));
        }

        Expression[] numerator = [.. product.Factors.Where(factor => factor is not Power { Exponent: < 0 })];
        Power[] denominator = [.. product.Factors.OfType<Power>().Where(power => power.Exponent < 0)];
        string text = numerator.Length == 0
            ? dialect.Constant(1)
            : numerator.Select(factor => Write(dialect, factor)).Aggregate(dialect.Multiply);
        return denominator.Length == 0
            ? text
            : dialect.Divide(text, denominator.Select(power => Write(dialect, PositivePower(power))).Aggregate(dialect.Multiply));
    }

    private static string WritePower(VectorDialect dialect, Power power)
    {
        if (power.Exponent < 0)
        {
            return dialect.Divide(dialect.Constant(1), Write(dialect, PositivePower(power)));
        }

        string factor = Write(dialect, power.Base);
        return Enumerable.Repeat(factor, power.Exponent).Aggregate(dialect.Multiply);
    }

    private static string WriteSelect(VectorDialect dialect, Select select)
    {
        // max(0, z) has an instruction of its own; with NaN it gives its second operand, which is z.
        if (select is { Condition: { Comparison: Comparison.LessOrEqual, Right: Constant { Value: 0 } }, WhenTrue: Constant { Value: 0 } }
            && select.Condition.Left == select.WhenFalse)
        {
            return dialect.MaxNative(dialect.Zero, Write(dialect, select.WhenFalse));
        }

        if (select.WhenTrue is Constant { Value: not 0 and not double.NaN } bound && select.Condition.Right == bound && select.Condition.Left == select.WhenFalse)
        {
            switch (select.Condition.Comparison)
            {
                case Comparison.LessOrEqual:
                    return dialect.MaxNative(dialect.Constant(bound.Value), Write(dialect, select.WhenFalse));
                case Comparison.Greater or Comparison.GreaterOrEqual:
                    return dialect.MinNative(dialect.Constant(bound.Value), Write(dialect, select.WhenFalse));
            }
        }

        string mask = dialect.Compare(Write(dialect, select.Condition.Left), Symbol(select.Condition.Comparison), Write(dialect, select.Condition.Right));
        return dialect.Select(mask, Write(dialect, select.WhenTrue), Write(dialect, select.WhenFalse));
    }

    private static string WriteCall(VectorDialect dialect, Function function, string argument) => function switch
    {
        Function.Abs => dialect.Abs(argument),
        Function.Sqrt => dialect.Sqrt(argument),

        // Zero and NaN stand for themselves.
        Function.Sign => dialect.Select(
            dialect.Compare(dialect.Abs(argument), ">", dialect.Zero), dialect.CopySign(dialect.Constant(1), argument), argument),
        _ => dialect.MethodFor(function) is { } method ? $"{method}({Unwrap(argument)})" : dialect.Call(function, Unwrap(argument)),
    };

    private static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        Comparison.Equal => "==",
        _ => "!=",
    };

    private static bool IsNegative(Expression term) =>
        term is Constant { Value: < 0 } || (term is Product product && product.Factors[0] is Constant { Value: < 0 });

    private static Expression Negated(Expression term)
    {
        if (term is Constant constant)
        {
            return new Constant(-constant.Value);
        }

        var product = (Product)term;
        double factor = -((Constant)product.Factors[0]).Value;
        Expression[] rest = [.. product.Factors.Skip(1)];
        return factor != 1 ? new Product(rest.Prepend(new Constant(factor)).ToEquatableArray())
            : rest.Length == 1 ? rest[0]
            : new Product(rest.ToEquatableArray());
    }

    private static Expression PositivePower(Power power) => power.Exponent == -1 ? power.Base : new Power(power.Base, -power.Exponent);

    private static IEnumerable<Function> Calls(Expression expression)
    {
        IEnumerable<Function> inside = ExpressionTree.Parts(expression).SelectMany(Calls);
        return expression is Call call ? inside.Append(call.Function) : inside;
    }

    /// <summary>Without the outer parentheses, where they enclose the whole text.</summary>
    private static string Unwrap(string text)
    {
        if (text[0] != '(')
        {
            return text;
        }

        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return i == text.Length - 1 ? text.Substring(1, text.Length - 2) : text;
            }
        }

        return text;
    }
}

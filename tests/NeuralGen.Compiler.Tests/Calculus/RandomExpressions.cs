using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>Random expressions in x and y.</summary>
internal static class RandomExpressions
{
    private static readonly Expression X = new Variable("x");
    private static readonly Expression Y = new Variable("y");

    /// <summary>Everything the calculus knows.</summary>
    public static Arbitrary<Expression> All { get; } = Arb.From(Trees(isSmooth: false), Shrink);

    /// <summary>Differentiable everywhere and of moderate size, so that difference quotients are accurate.</summary>
    public static Arbitrary<Expression> Smooth { get; } = Arb.From(Trees(isSmooth: true), Shrink);

    /// <summary>An expression as text that shows its exact structure.</summary>
    public static string Text(Expression expression) => expression switch
    {
        Constant constant => constant.Value.ToString("R", CultureInfo.InvariantCulture),
        Variable variable => variable.Name,
        Power power => $"pow({Text(power.Base)}, {power.Exponent})",
        Call call => $"{call.Function}({Text(call.Argument)})",
        Select { Condition: var condition } select =>
            $"({Text(condition.Left)} {condition.Comparison} {Text(condition.Right)} ? {Text(select.WhenTrue)} : {Text(select.WhenFalse)})",
        _ => $"{expression.GetType().Name}({string.Join(", ", ExpressionTree.Parts(expression).Select(Text))})",
    };

    /// <summary>Simpler expressions: the parts, and the expression over simpler parts.</summary>
    private static IEnumerable<Expression> Shrink(Expression expression)
    {
        Expression[] parts = [.. ExpressionTree.Parts(expression)];
        foreach (Expression part in parts)
        {
            yield return part;
        }

        foreach (Expression part in parts)
        {
            foreach (Expression simpler in Shrink(part))
            {
                yield return ExpressionTree.Map(expression, inner => ReferenceEquals(inner, part) ? simpler : inner);
            }
        }
    }

    private static Gen<Expression> Trees(bool isSmooth) => Gen.Sized(size => Tree(Math.Min(4, 1 + (size / 20)), isSmooth));

    private static Gen<Expression> Tree(int depth, bool isSmooth)
    {
        Gen<Expression> leaf = Gen.Frequency<Expression>(
            (3, Gen.Elements(X, Y)),
            (1, Gen.Elements(-3, -2, -1, -0.5, 0, 0.5, 1, 1, 2, 3).Select(value => (Expression)value)));
        if (depth == 0)
        {
            return leaf;
        }

        Gen<Expression> part = Tree(depth - 1, isSmooth);
        Gen<Expression> sum = part.ListOf(3).Select(terms => (Expression)new Sum(terms.ToEquatableArray()));
        Gen<Expression> difference = part.Two().Select(pair => pair.Item1 - pair.Item2);
        Gen<Expression> product = part.Two().Select(pair => pair.Item1 * pair.Item2);
        Gen<Expression> power = from @base in part
                                from exponent in isSmooth ? Gen.Choose(1, 2) : Gen.Choose(-2, 3)
                                select (Expression)new Power(@base, exponent);
        Gen<Expression> call = from function in Gen.Elements(Functions(isSmooth))
                               from argument in part
                               select (Expression)new Call(function, argument);
        return isSmooth
            ? Gen.Frequency((1, leaf), (2, sum), (1, difference), (2, product), (1, power), (3, call))
            : Gen.Frequency((1, leaf), (2, sum), (1, difference), (2, product), (1, power), (3, call), (1, Selections(part)));
    }

    private static Gen<Expression> Selections(Gen<Expression> part) =>
        from left in part
        from comparison in Gen.Elements(Enum.GetValues<Comparison>())
        from right in part
        from whenTrue in part
        from whenFalse in part
        select (Expression)new Select(new Condition(left, comparison, right), whenTrue, whenFalse);

    private static Function[] Functions(bool isSmooth) =>
        isSmooth
            ? [Function.Tanh, Function.Sigmoid, Function.Softplus, Function.Erf]
            : [.. Enum.GetValues<Function>().Where(function => function != Function.ExpOfNonPositive), Function.Exp, Function.Sigmoid, Function.Softplus];
}

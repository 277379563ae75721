using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Onnx.Steps;

/// <summary>Finds what a function of z does to z first: scale z + shift.</summary>
internal static class AffineArgument
{
    /// <summary>The function as outer(scale z + shift), where it reads z in one such form only; null where it does not.</summary>
    public static (double Scale, double Shift, Expression Outer)? Find(Expression function)
    {
        var forms = new HashSet<(double Scale, double Shift)>();
        Expression outer = Replace(function, forms);
        (double Scale, double Shift)[] found = [.. forms];
        return found.Length == 1 && IsUsable(found[0].Scale) && !double.IsNaN(found[0].Shift) && !double.IsInfinity(found[0].Shift)
            ? (found[0].Scale, found[0].Shift, outer)
            : null;
    }

    private static bool IsUsable(double scale) => scale != 0 && !double.IsNaN(scale) && !double.IsInfinity(scale);

    /// <summary>The function of z with z in the place of its largest parts that are scale z + shift.</summary>
    private static Expression Replace(Expression expression, HashSet<(double Scale, double Shift)> forms)
    {
        if (FormOf(expression) is var (scale, shift))
        {
            if (scale == 0)
            {
                return expression;
            }

            forms.Add((scale, shift));
            return new Variable("z");
        }

        return ExpressionTree.Map(expression, part => Replace(part, forms));
    }

    private static (double Scale, double Shift)? FormOf(Expression expression) => expression switch
    {
        Variable => (1, 0),
        Constant constant => (0, constant.Value),
        Sum sum => sum.Terms.Aggregate(((double Scale, double Shift)?)(0, 0), (form, term) =>
            form is { } known && FormOf(term) is { } next ? (known.Scale + next.Scale, known.Shift + next.Shift) : null),
        Product product => product.Factors.Aggregate(((double Scale, double Shift)?)(0, 1), (form, factor) => (form, FormOf(factor)) switch
        {
            ({ Scale: 0 } constant, { } next) => (constant.Shift * next.Scale, constant.Shift * next.Shift),
            ({ } known, { Scale: 0 } constant) => (known.Scale * constant.Shift, known.Shift * constant.Shift),
            _ => null,
        }),
        _ => null,
    };
}

namespace NeuralGen.Compiler.Calculus;

/// <summary>Symbolic derivatives: sum, product, power and chain rule, and one rule per elementary function.</summary>
internal static class Derivative
{
    /// <summary>The partial derivative of f by a variable, simplified.</summary>
    public static Expression Of(Expression f, string variable) => Simplifier.Simplify(Differentiate(f, variable));

    private static Expression Differentiate(Expression f, string variable) => f switch
    {
        Constant => 0,
        Variable { Name: var name } => name == variable ? 1 : 0,
        Sum sum => new Sum(sum.Terms.Select(term => Differentiate(term, variable)).ToEquatableArray()),
        Product product => new Sum(Enumerable.Range(0, product.Factors.Count).Select(i => ProductTerm(product, i, variable)).ToEquatableArray()),
        Power power => power.Exponent * new Power(power.Base, power.Exponent - 1) * Differentiate(power.Base, variable),
        Call call => OuterDerivative(call.Function, call.Argument) * Differentiate(call.Argument, variable),
        BinaryCall call => Differentiate(call, variable),
        Select select => new Select(select.Condition, Differentiate(select.WhenTrue, variable), Differentiate(select.WhenFalse, variable)),
        _ => throw new InvalidOperationException($"{f.GetType().Name} has no derivative rule."),
    };

    /// <summary>The product rule's term in which factor <paramref name="index"/> is differentiated.</summary>
    private static Expression ProductTerm(Product product, int index, string variable) =>
        new Product(product.Factors.Select((factor, i) => i == index ? Differentiate(factor, variable) : factor).ToEquatableArray());

    private static Expression Differentiate(BinaryCall call, string variable)
    {
        (Expression u, Expression v) = (call.Left, call.Right);
        (Expression du, Expression dv) = (Differentiate(u, variable), Differentiate(v, variable));
        return call.Function switch
        {
            BinaryFunction.Pow when Substitution.FreeVariables(v).Contains(variable) =>
                (PowerRule(u, v) * du) + (new Select(new Condition(u, Comparison.Equal, 0), 0, call * new Call(Function.Log, u)) * dv),
            BinaryFunction.Pow => PowerRule(u, v) * du,
            BinaryFunction.Atan2 => ((v * du) - (u * dv)) / (new Power(u, 2) + new Power(v, 2)),
            BinaryFunction.Max => new Select(new Condition(u, Comparison.Greater, v), du, dv),
            BinaryFunction.Min => new Select(new Condition(u, Comparison.Less, v), du, dv),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call.Function, "has no derivative rule"),
        };
    }

    /// <summary>The derivative of u^v by u.</summary>
    private static Expression PowerRule(Expression u, Expression v) => v * new BinaryCall(BinaryFunction.Pow, u, v - 1);

    private static Expression OuterDerivative(Function function, Expression u) => function switch
    {
        Function.Exp or Function.ExpOfNonPositive or Function.ExpMinusOne => new Call(Function.Exp, u),
        Function.Log => new Power(u, -1),
        Function.LogOnePlus => new Power(1 + u, -1),
        Function.Tanh => 1 - new Power(new Call(Function.Tanh, u), 2),
        Function.Erf => 2 / Math.Sqrt(Math.PI) * new Call(Function.Exp, -new Power(u, 2)),
        Function.Sqrt => 0.5 * new Power(new Call(Function.Sqrt, u), -1),
        Function.Abs => new Call(Function.Sign, u),
        Function.Sign => 0,
        Function.Cbrt => 1.0 / 3 * new Power(new Call(Function.Cbrt, u), -2),
        Function.Sin => new Call(Function.Cos, u),
        Function.Cos => -new Call(Function.Sin, u),
        Function.Tan => 1 + new Power(new Call(Function.Tan, u), 2),
        Function.Asin => new Power(new Call(Function.Sqrt, 1 - new Power(u, 2)), -1),
        Function.Acos => -new Power(new Call(Function.Sqrt, 1 - new Power(u, 2)), -1),
        Function.Atan => new Power(1 + new Power(u, 2), -1),
        Function.Sinh => new Call(Function.Cosh, u),
        Function.Cosh => new Call(Function.Sinh, u),
        Function.Asinh => new Power(new Call(Function.Sqrt, 1 + new Power(u, 2)), -1),
        Function.Acosh => new Power(new Call(Function.Sqrt, u - 1) * new Call(Function.Sqrt, u + 1), -1),
        Function.Atanh => new Power(1 - new Power(u, 2), -1),

        // These two are differentiated by their definitions.
        Function.Sigmoid or Function.Softplus => Substitution.Replace(
            Differentiate(Definitions.Of(function, new Variable("u")), "u"), new Variable("u"), u),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "has no derivative rule"),
    };
}

/// <summary>Functions that stand for an expression in others.</summary>
internal static class Definitions
{
    public static Expression Of(Function function, Expression u) => function switch
    {
        Function.Sigmoid => new Power(1 + new Call(Function.Exp, -u), -1),
        Function.Softplus => new Call(Function.Log, 1 + new Call(Function.Exp, u)),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "is elementary"),
    };
}

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
        Select select => new Select(select.Condition, Differentiate(select.WhenTrue, variable), Differentiate(select.WhenFalse, variable)),
        _ => throw new InvalidOperationException($"{f.GetType().Name} has no derivative rule."),
    };

    /// <summary>The product rule's term in which factor <paramref name="index"/> is differentiated.</summary>
    private static Expression ProductTerm(Product product, int index, string variable) =>
        new Product(product.Factors.Select((factor, i) => i == index ? Differentiate(factor, variable) : factor).ToEquatableArray());

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

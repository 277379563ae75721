using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Planning;

/// <summary>Functions that ONNX or its engines lack, in terms of others.</summary>
internal static class OnnxForms
{
    /// <summary>ln(1 + exp(u)) as max(u, 0) + ln(1 + exp(-|u|)), which is finite for every u.</summary>
    public static Expression Softplus(Expression u) =>
        new Select(new Condition(u, Comparison.LessOrEqual, 0), 0, u) + new Call(Function.Log, 1 + new Call(Function.Exp, -new Call(Function.Abs, u)));

    /// <summary>The logistic function as 1 / (1 + exp(-u)); anything else as it is.</summary>
    public static Expression WithoutSigmoid(Expression expression) =>
        expression is Call { Function: Function.Sigmoid, Argument: var u } ? new Power(1 + new Call(Function.Exp, -u), -1) : expression;

    /// <summary>sign(u) |u|^(1/3).</summary>
    public static Expression CubeRoot(Expression u) =>
        new Call(Function.Sign, u) * new BinaryCall(BinaryFunction.Pow, new Call(Function.Abs, u), 1.0 / 3);

    /// <summary>
    /// The angle of the point (x, y): that of its half-plane, which is an arcus tangent, turned by half a circle where x is
    /// negative. NaN passes through; so it is where x and y are both infinite.
    /// </summary>
    public static Expression Angle(Expression y, Expression x)
    {
        Expression half = new Call(Function.Atan, y / x);
        Expression left = new Select(new Condition(y, Comparison.GreaterOrEqual, 0), half + Math.PI, half - Math.PI);
        Expression axis = new Select(
            new Condition(y, Comparison.Greater, 0), Math.PI / 2, new Select(new Condition(y, Comparison.Less, 0), -Math.PI / 2, y));
        Expression notRight = new Select(
            new Condition(x, Comparison.Less, 0), left, new Select(new Condition(x, Comparison.Equal, 0), axis, x));
        return new Select(new Condition(x, Comparison.Greater, 0), half, notRight);
    }
}

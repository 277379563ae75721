using Microsoft.CodeAnalysis;
using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Generator.Functions;

/// <summary>The static methods of Math, MathF, float and double that are functions of calculus.</summary>
internal static class ElementaryCalls
{
    private static readonly Dictionary<string, Function> Functions =
        new[]
        {
            Function.Exp, Function.Log, Function.Tanh, Function.Sqrt, Function.Abs, Function.Sign, Function.Cbrt, Function.Sin, Function.Cos,
            Function.Tan, Function.Asin, Function.Acos, Function.Atan, Function.Sinh, Function.Cosh, Function.Asinh, Function.Acosh, Function.Atanh,
        }.ToDictionary(function => function.ToString(), StringComparer.Ordinal);

    /// <summary>Whether a method belongs to one of the classes of elementary functions.</summary>
    public static bool IsLibraryMethod(IMethodSymbol method) =>
        method.ContainingType is { ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } type
        && type.Name is "Math" or "MathF" or "Single" or "Double";

    /// <summary>The expression that a call stands for; null for a method that is no function of calculus.</summary>
    public static Expression? Of(string name, IReadOnlyList<Expression> arguments) => arguments.Count switch
    {
        1 => OfOne(name, arguments[0]),
        2 => OfTwo(name, arguments[0], arguments[1]),
        3 => OfThree(name, arguments[0], arguments[1], arguments[2]),
        _ => null,
    };

    private static Expression? OfOne(string name, Expression u) => name switch
    {
        "ExpM1" => new Call(Function.ExpMinusOne, u),
        "Exp2" => new BinaryCall(BinaryFunction.Pow, 2, u),
        "Exp10" => new BinaryCall(BinaryFunction.Pow, 10, u),
        "Log2" => new Call(Function.Log, u) * (1 / Math.Log(2)),
        "Log10" => new Call(Function.Log, u) * (1 / Math.Log(10)),
        "LogP1" => new Call(Function.Log, 1 + u),
        _ => Functions.TryGetValue(name, out Function function) ? new Call(function, u) : null,
    };

    private static Expression? OfTwo(string name, Expression u, Expression v) => name switch
    {
        "Pow" => new BinaryCall(BinaryFunction.Pow, u, v),
        "Atan2" => new BinaryCall(BinaryFunction.Atan2, u, v),
        "Max" => Greater(u, v),
        "Min" => Smaller(u, v),
        "Log" => new Call(Function.Log, u) / new Call(Function.Log, v),
        "Hypot" => new Call(Function.Sqrt, new Power(u, 2) + new Power(v, 2)),
        _ => null,
    };

    private static Expression? OfThree(string name, Expression u, Expression v, Expression w) => name switch
    {
        "Clamp" when v is Constant && w is Constant => new Select(new Condition(u, Comparison.LessOrEqual, v), v, Smaller(u, w)),
        "Clamp" => Smaller(Greater(u, v), w),
        "FusedMultiplyAdd" or "MultiplyAddEstimate" => (u * v) + w,
        "Lerp" => (u * (1 - w)) + (v * w),
        _ => null,
    };

    /// <summary>Beside a constant the branch of the variable is open, as in ReLU, so that NaN reaches it and the derivative at the kink is 0.</summary>
    private static Expression Greater(Expression u, Expression v) =>
        v is Constant ? new Select(new Condition(u, Comparison.LessOrEqual, v), v, u)
        : u is Constant ? Greater(v, u)
        : new BinaryCall(BinaryFunction.Max, u, v);

    private static Expression Smaller(Expression u, Expression v) =>
        v is Constant ? new Select(new Condition(u, Comparison.GreaterOrEqual, v), v, u)
        : u is Constant ? Smaller(v, u)
        : new BinaryCall(BinaryFunction.Min, u, v);
}

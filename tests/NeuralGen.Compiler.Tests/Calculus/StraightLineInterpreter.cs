using System.Numerics;
using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>
/// Runs straight-line code in float or double, operation by operation as the generated code does: products from the
/// left, all denominators multiplied before the one division, powers by repeated multiplication.
/// </summary>
internal static class StraightLineInterpreter<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    public static Dictionary<string, T> Run(IEnumerable<Assignment> code, params (string Name, T Value)[] inputs)
    {
        var locals = inputs.ToDictionary(input => input.Name, input => input.Value);
        foreach (Assignment assignment in code)
        {
            locals.Add(assignment.Name, Evaluate(assignment.Value, locals));
        }

        return locals;
    }

    private static T Evaluate(Expression expression, Dictionary<string, T> locals)
    {
        T Value(Expression part) => Evaluate(part, locals);
        return expression switch
        {
            Constant constant => T.CreateChecked(constant.Value),
            Variable variable => locals[variable.Name],
            Sum sum => sum.Terms.Select(Value).Aggregate((left, right) => left + right),
            Product product => Quotient(
                product.Factors.Where(factor => factor is not Power { Exponent: < 0 }).Select(Value),
                product.Factors.OfType<Power>().Where(power => power.Exponent < 0).Select(power => Raise(Value(power.Base), -power.Exponent))),
            Power { Exponent: < 0 } power => T.One / Raise(Value(power.Base), -power.Exponent),
            Power power => Raise(Value(power.Base), power.Exponent),
            Call { Function: Function.Softplus } => throw new InvalidOperationException("Softplus has no code of its own."),
            Call call => T.CreateSaturating(Evaluator.Apply(call.Function, double.CreateChecked(Value(call.Argument)))),
            BinaryCall call => T.CreateSaturating(Evaluator.Apply(
                call.Function, double.CreateChecked(Value(call.Left)), double.CreateChecked(Value(call.Right)))),
            Select select => Value(Holds(Value(select.Condition.Left), select.Condition.Comparison, Value(select.Condition.Right)) ? select.WhenTrue : select.WhenFalse),
            _ => throw new InvalidOperationException(),
        };
    }

    private static bool Holds(T left, Comparison comparison, T right) =>
        Evaluator.Holds(double.CreateChecked(left), comparison, double.CreateChecked(right));

    private static T Quotient(IEnumerable<T> numerator, IEnumerable<T> denominator)
    {
        T product = numerator.Aggregate(T.One, (left, right) => left * right);
        T[] divisors = [.. denominator];
        return divisors.Length == 0 ? product : product / divisors.Aggregate((left, right) => left * right);
    }

    private static T Raise(T @base, int exponent) => Enumerable.Repeat(@base, exponent).Aggregate((left, right) => left * right);
}

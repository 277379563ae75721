using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Planning;

/// <summary>Cycles of elementwise expressions, a vector at a time, counted in arithmetic instructions after common subexpressions are taken out.</summary>
internal static class ElementwiseCost
{
    // Two arithmetic instructions start in a cycle; a division keeps its unit busy for some cycles.
    private const double InstructionsPerCycle = 2;
    private const double Division = 10;

    // Functions that System.Math computes one lane after the other; eight lanes stand for all widths.
    private const double LaneByLane = 8 * 40;

    // The elementary functions of Emission/Functions: a reduction of the argument, a polynomial, and putting the result together.
    private static readonly Dictionary<Function, double> InstructionsOfCall = new()
    {
        [Function.Exp] = 12,
        [Function.ExpOfNonPositive] = 10,
        [Function.ExpMinusOne] = 18,
        [Function.Log] = 16,
        [Function.LogOnePlus] = 16,
        [Function.Tanh] = 18,
        [Function.Sigmoid] = 17,
        [Function.Erf] = 26,
        [Function.Abs] = 1,
        [Function.Sign] = 2,
        [Function.Sqrt] = Division,
        [Function.Sin] = 40,
        [Function.Cos] = 40,
    };

    /// <summary>Cycles for one vector of the results of some expressions.</summary>
    public static double Vector(params Expression[] expressions)
    {
        (string, Expression)[] results = [.. expressions.Select((expression, i) => ($"result{i}", expression))];
        return StraightLineCode.Compile(results).Sum(assignment => Instructions(assignment.Value)) / InstructionsPerCycle;
    }

    /// <summary>The functions that an expression calls once common subexpressions are taken out.</summary>
    public static int Calls(Expression expression) => StraightLineCode.Compile([("result", expression)]).Sum(assignment => CallsIn(assignment.Value));

    private static int CallsIn(Expression expression) =>
        (expression is Call or BinaryCall ? 1 : 0) + ExpressionTree.Parts(expression).Sum(CallsIn);

    private static double Instructions(Expression expression) => expression switch
    {
        Constant or Variable => 0,
        Sum sum => sum.Terms.Count - 1 + sum.Terms.Sum(Instructions),
        Product product => product.Factors.Count - 1 + product.Factors.Sum(Instructions),
        Power { Exponent: < 0 } power => Division - power.Exponent - 1 + Instructions(power.Base),
        Power power => power.Exponent - 1 + Instructions(power.Base),
        Select select => 2 + Instructions(select.Condition.Left) + Instructions(select.Condition.Right)
            + Instructions(select.WhenTrue) + Instructions(select.WhenFalse),
        BinaryCall { Function: BinaryFunction.Max or BinaryFunction.Min } call => 1 + Instructions(call.Left) + Instructions(call.Right),
        BinaryCall call => LaneByLane + Instructions(call.Left) + Instructions(call.Right),
        Call call => (InstructionsOfCall.TryGetValue(call.Function, out double instructions) ? instructions : LaneByLane) + Instructions(call.Argument),
        _ => 1,
    };
}

using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Calculus;

/// <summary>The losses that are sums over the outputs, as expressions.</summary>
internal static class Losses
{
    /// <summary>What one output adds to the loss, in the variables a and y.</summary>
    public static Expression Of(LossKind kind, int outputs)
    {
        Expression a = new Variable("a");
        Expression y = new Variable("y");
        Expression difference = a - y;
        Expression distance = new Call(Function.Abs, difference);
        double mean = 1.0 / outputs;
        return Simplifier.Simplify(kind switch
        {
            LossKind.MeanSquaredError => mean * new Power(difference, 2),
            LossKind.HalfSquaredError => 0.5 * new Power(difference, 2),
            LossKind.BinaryCrossEntropy => -mean * ((y * new Call(Function.Log, a)) + ((1 - y) * new Call(Function.Log, 1 - a))),
            LossKind.MeanAbsoluteError => mean * distance,
            LossKind.Huber => mean * new Select(
                new Condition(distance, Comparison.LessOrEqual, 1), 0.5 * new Power(difference, 2), distance - 0.5),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is not a sum over the outputs"),
        });
    }
}

using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Calculus;

/// <summary>The activation functions f(z), as expressions. Their derivatives are derived from these.</summary>
internal static class Activations
{
    // Klambauer et al. (2017), the fixed point of the self-normalising map.
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    private static readonly Expression Z = new Variable("z");

    /// <summary>
    /// f(z), in the variable z. Branches are closed to the left of a kink, so that derivatives there are those from
    /// the left, and NaN reaches the branch that passes it on.
    /// </summary>
    public static Expression Of(ActivationKind kind, double? alpha) => Simplifier.Simplify(kind switch
    {
        ActivationKind.Identity => Z,
        ActivationKind.Sigmoid => Apply(Function.Sigmoid, Z),
        ActivationKind.Tanh => Apply(Function.Tanh, Z),
        ActivationKind.ReLU => NegativeOr(0, Z),
        ActivationKind.LeakyReLU => NegativeOr((alpha ?? 0.01) * Z, Z),
        ActivationKind.ELU => NegativeOr((alpha ?? 1) * Apply(Function.ExpMinusOne, Z), Z),
        ActivationKind.SELU => NegativeOr(SeluScale * SeluAlpha * Apply(Function.ExpMinusOne, Z), SeluScale * Z),
        ActivationKind.GELU => 0.5 * Z * (1 + Apply(Function.Erf, Z * Math.Sqrt(0.5))),
        ActivationKind.GELUTanh => 0.5 * Z * (1 + Apply(Function.Tanh, Math.Sqrt(2 / Math.PI) * (Z + (0.044715 * new Power(Z, 3))))),
        ActivationKind.SiLU => Z * Apply(Function.Sigmoid, Z),
        ActivationKind.Softplus => Apply(Function.Softplus, Z),
        ActivationKind.Softsign => Z / (1 + Apply(Function.Abs, Z)),
        ActivationKind.HardSigmoid => Clamped(0, (Z * (1.0 / 6)) + 0.5, 1),
        ActivationKind.HardSwish => Clamped(0, Z * ((Z * (1.0 / 6)) + 0.5), Z),
        ActivationKind.Mish => Z * Apply(Function.Tanh, Apply(Function.Softplus, Z)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is not a function of one number"),
    });

    /// <summary>Activations that pass on what is positive and damp what is negative; weights before them start larger.</summary>
    public static bool IsReluFamily(ActivationKind kind) => kind is
        ActivationKind.ReLU or ActivationKind.LeakyReLU or ActivationKind.ELU or ActivationKind.SELU or ActivationKind.GELU
        or ActivationKind.GELUTanh or ActivationKind.SiLU or ActivationKind.Softplus or ActivationKind.HardSwish or ActivationKind.Mish;

    private static Call Apply(Function function, Expression argument) => new(function, argument);

    private static Select NegativeOr(Expression below, Expression above) => new(new Condition(Z, Comparison.LessOrEqual, 0), below, above);

    /// <summary>Three pieces with kinks at -3 and 3, as the hard activations have them.</summary>
    private static Select Clamped(Expression below, Expression between, Expression above) =>
        new(new Condition(Z, Comparison.LessOrEqual, -3), below, new Select(new Condition(Z, Comparison.Greater, 3), above, between));
}

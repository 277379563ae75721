using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx.Steps;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>
/// Activation functions. Where NeuralGen has the same one, the expression is its own; branches are closed to the left
/// of a kink as there.
/// </summary>
internal static class ActivationOperators
{
    // Exporters write the float nearest to 1/6.
    private const double SixthTolerance = 1e-6;

    public static IEnumerable<OperatorRule> All { get; } =
    [
        Unary("Relu", 6, "", (_, z) => Own(ActivationKind.ReLU, z)),
        Unary("LeakyRelu", 6, "alpha", (context, z) => Own(ActivationKind.LeakyReLU, z, context.Float("alpha", 0.01))),
        Unary("Elu", 6, "alpha", (context, z) => Own(ActivationKind.ELU, z, context.Float("alpha", 1))),
        Unary("Selu", 6, "alpha gamma", Selu),
        Unary("Celu", 12, "alpha", Celu),
        Unary("Gelu", 20, "approximate", Gelu),
        Unary("Sigmoid", 6, "", (_, z) => Own(ActivationKind.Sigmoid, z)),
        Unary("Tanh", 6, "", (_, z) => Own(ActivationKind.Tanh, z)),
        Unary("Softplus", 1, "", (_, z) => Own(ActivationKind.Softplus, z)),
        Unary("Softsign", 1, "", (_, z) => Own(ActivationKind.Softsign, z)),
        Unary("HardSigmoid", 6, "alpha beta", HardSigmoid),
        Unary("HardSwish", 14, "", (_, z) => Own(ActivationKind.HardSwish, z)),
        Unary("Mish", 18, "", (_, z) => Own(ActivationKind.Mish, z)),
        Unary("Swish", 24, "alpha", (context, z) => z * new Call(Function.Sigmoid, context.Float("alpha", 1) * z)),
        Unary("ThresholdedRelu", 10, "alpha", (context, z) => AtMost(z, context.Float("alpha", 1), 0, z)),
        Unary("Shrink", 9, "bias lambd", Shrink),
        new("PRelu", 1, 2, 2, "", PRelu) { SupportedSince = 7 },
        new("Clip", 6, 1, 3, "min<11 max<11", Clip),
    ];

    public static OperatorRule Unary(string name, int since, string attributes, Func<OperatorContext, Expression, Expression> function) =>
        new(name, since, 1, 1, attributes, context => Apply(context, argument => function(context, argument)));

    private static Value Apply(OperatorContext context, Func<Expression, Expression> function) => context.Input(0) is Value.Constant constant
        ? new Value.Constant(ConstantArithmetic.Apply(context, [constant.Tensor], arguments => function(arguments[0])))
        : Broadcasting.Apply(context, [context.Activation(0)], arguments => function(arguments[0]));

    /// <summary>One of NeuralGen's own activations, of any argument.</summary>
    private static Expression Own(ActivationKind kind, Expression argument, double? alpha = null) =>
        Substitution.Replace(Activations.Of(kind, alpha), new Variable("z"), argument);

    /// <summary>One expression where z is at most a bound, another above it; NaN counts as above.</summary>
    private static Select AtMost(Expression z, Expression bound, Expression below, Expression above) =>
        new(new Condition(z, Comparison.LessOrEqual, bound), below, above);

    private static Expression Selu(OperatorContext context, Expression z)
    {
        // The defaults are the nearest floats to what the function's authors give.
        const double Alpha = 1.67326319217681884765625;
        const double Gamma = 1.05070102214813232421875;
        double alpha = context.Float("alpha", Alpha);
        double gamma = context.Float("gamma", Gamma);
        return (float)alpha == (float)Alpha && (float)gamma == (float)Gamma ? Own(ActivationKind.SELU, z) : AtMost(z, 0, gamma * alpha * new Call(Function.ExpMinusOne, z), gamma * z);
    }

    private static Expression Celu(OperatorContext context, Expression z)
    {
        double alpha = context.Float("alpha", 1);
        return alpha == 0
            ? throw context.Refuse(ProblemKind.UnsupportedAttribute, "divides by its alpha, which is 0")
            : AtMost(z, 0, alpha * new Call(Function.ExpMinusOne, (1 / alpha) * z), z);
    }

    private static Expression Gelu(OperatorContext context, Expression z) => context.Text("approximate", "none") switch
    {
        "none" => Own(ActivationKind.GELU, z),
        "tanh" => Own(ActivationKind.GELUTanh, z),
        var other => throw context.Refuse(ProblemKind.UnsupportedAttribute, $"has the attribute approximate = '{other}'; 'none' and 'tanh' are supported"),
    };

    private static Expression HardSigmoid(OperatorContext context, Expression z)
    {
        (double alpha, double beta) = (context.Float("alpha", 0.2f), context.Float("beta", 0.5));
        if (Math.Abs(alpha - (1.0 / 6)) < SixthTolerance && beta == 0.5)
        {
            return Own(ActivationKind.HardSigmoid, z);
        }

        Expression line = (alpha * z) + beta;
        return AtMost(line, 0, 0, new Select(new Condition(line, Comparison.Greater, 1), 1, line));
    }

    private static Expression Shrink(OperatorContext context, Expression z)
    {
        (double bias, double bound) = (context.Float("bias", 0), context.Float("lambd", 0.5));
        return new Select(new Condition(z, Comparison.Less, -bound), z + bias, AtMost(z, bound, 0, z - bias));
    }

    private static Value PRelu(OperatorContext context)
    {
        if (context.Input(1) is not Value.Constant)
        {
            throw context.Refuse(ProblemKind.UnsupportedGraph, "has a slope that is computed from the network's input; the slope must be a constant");
        }

        return Broadcasting.Apply(context, [context.Activation(0), context.Input(1)], arguments => AtMost(arguments[0], 0, arguments[1] * arguments[0], arguments[0]));
    }

    /// <summary>Bounds are attributes before opset 11, and inputs from then on; the greatest floats are no bounds.</summary>
    private static Value Clip(OperatorContext context)
    {
        if (context.Opset < 11 && context.InputCount > 1)
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"has {context.InputCount} inputs; before opset 11 the bounds are attributes");
        }

        double low = context.Opset < 11 ? context.AnyFloat("min", double.NegativeInfinity) : context.Scalar(1, double.NegativeInfinity);
        double high = context.Opset < 11 ? context.AnyFloat("max", double.PositiveInfinity) : context.Scalar(2, double.PositiveInfinity);
        return double.IsNaN(low) || double.IsNaN(high)
            ? throw context.Refuse(ProblemKind.DamagedFile, "has a bound that is not a number")
            : Apply(context, z => Between(z, low, high));
    }

    private static Expression Between(Expression z, double low, double high)
    {
        if (low > high)
        {
            return high;
        }

        Expression fromAbove = high >= float.MaxValue ? z : new Select(new Condition(z, Comparison.Greater, high), high, z);
        return low <= float.MinValue ? fromAbove : AtMost(z, low, low, fromAbove);
    }
}

using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Onnx.Layers;

/// <summary>Recognises the contract's activations in functions of a model, however an exporter has written them.</summary>
internal static class BuiltInActivations
{
    private static readonly ActivationKind[] WithAlpha = [ActivationKind.LeakyReLU, ActivationKind.ELU];

    private static readonly Lazy<Expression[]> InSinglePrecision = new(() => Defaults(Precision.Single));
    private static readonly Lazy<Expression[]> InDoublePrecision = new(() => Defaults(Precision.Double));

    /// <summary>The activation with its parameter; null where the function is none of them.</summary>
    /// <param name="function">A function of z, in its canonical form.</param>
    /// <param name="precision">That of the network: numbers that are the same in it are the same.</param>
    public static (ActivationKind Kind, double? Alpha)? Find(Expression function, Precision precision)
    {
        Expression rounded = Round(function, precision);
        int known = Array.IndexOf((precision == Precision.Single ? InSinglePrecision : InDoublePrecision).Value, rounded);
        if (known >= 0)
        {
            return ((ActivationKind)known, null);
        }

        foreach (double constant in Constants(function).Distinct())
        {
            double alpha = Shortest(constant, precision);
            foreach (ActivationKind kind in WithAlpha)
            {
                if (Form(kind, alpha, precision) == rounded)
                {
                    return (kind, alpha);
                }
            }
        }

        return null;
    }

    /// <summary>All activations of single numbers, in the order of their values, each without a parameter of its own.</summary>
    private static Expression[] Defaults(Precision precision) =>
        [.. Enumerable.Range(0, (int)ActivationKind.Softmax).Select(kind => Form((ActivationKind)kind, null, precision))];

    private static Expression Form(ActivationKind kind, double? alpha, Precision precision) => Round(CustomFunctions.Activation(Activations.Of(kind, alpha)), precision);

    private static Expression Round(Expression expression, Precision precision) => (expression, precision) switch
    {
        (_, Precision.Double) => expression,
        (Constant constant, _) => new Constant((float)constant.Value),
        _ => ExpressionTree.Map(expression, part => Round(part, precision)),
    };

    /// <summary>A float of the model as somebody would have written it: 0.2 and not 0.20000000298.</summary>
    private static double Shortest(double constant, Precision precision)
    {
        if (precision == Precision.Double)
        {
            return constant;
        }

        double shortest = double.Parse(((float)constant).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return (float)shortest == (float)constant ? shortest : constant;
    }

    private static IEnumerable<double> Constants(Expression expression) => expression is Constant constant
        ? [constant.Value]
        : ExpressionTree.Parts(expression).SelectMany(Constants);
}

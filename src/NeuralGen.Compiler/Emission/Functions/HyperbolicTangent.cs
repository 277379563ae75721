using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// tanh by a rational approximation w = p / (2 q) of tanh(x/2) and the doubling of the argument, which damps the
/// errors of w near 1: tanh x = 2 w / (1 + w^2) = p q / (q^2 + p^2/4). What is close to 1 is kept as its distance from
/// 1, with h = q - 1 and g = h - p/2: then p q = p + p h, and q^2 + p^2/4 = (1 + g)^2 + p q = 1 + (g (g + 2) + p q).
/// </summary>
internal static class HyperbolicTangent
{
    public static void Write(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        FunctionCoefficients coefficients = body.Coefficients;
        double[] numerator = coefficients.HyperbolicTangentNumerator;
        double[] denominator = coefficients.HyperbolicTangentDenominator;
        using (body.Method(
            ElementaryFunction.Tanh,
            "x",
            $"tanh x = p q / (q^2 + p^2/4) where tanh(x/2) = p / (2 q), p and q polynomials of degree {body.Choose("5 and 6", "13 and 12")}",
            $"in x; odd; beyond {body.Choose("9.02", "19.07")} it is 1, and never more. Error: at most 3.5 ulp."))
        {
            body.Let("magnitude", dialect.MinNative(dialect.Constant(coefficients.HyperbolicTangentLimit), dialect.Abs("x")));
            body.Let("square", dialect.Multiply("magnitude", "magnitude"));
            body.Let("fourthPower", dialect.Multiply("square", "square"));
            body.Polynomial("p", numerator, "square", "fourthPower", skip: 1);
            body.Assign("p", dialect.MultiplyAdd("p", dialect.Multiply("magnitude", "square"), "magnitude"));
            body.Polynomial("qMinusOne", denominator, "square", "fourthPower", skip: 2);
            string linear = dialect.Multiply("square", dialect.Constant(denominator[1]));
            body.Assign("qMinusOne", dialect.MultiplyAdd("qMinusOne", "fourthPower", linear));
            body.Return(dialect.CopySign(WriteDoubling(body), "x"));
        }
    }

    /// <summary>Writes the steps from <c>p</c> and <c>qMinusOne</c> to the quotient, which it returns.</summary>
    public static string WriteDoubling(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        body.Let("pq", dialect.MultiplyAdd("p", "qMinusOne", "p"));
        body.Comment("q^2 + p^2/4 = (1 + g)^2 + p q with g = (q - 1) - p/2; 1 is added last, for the sake of small x.");
        body.Let("g", dialect.MultiplyAdd("p", dialect.Constant(-0.5), "qMinusOne"));
        body.Let("sumMinusOne", dialect.MultiplyAdd("g", dialect.Add("g", dialect.Constant(2)), "pq"));
        return dialect.Divide("pq", dialect.Add("sumMinusOne", dialect.Constant(1)));
    }
}

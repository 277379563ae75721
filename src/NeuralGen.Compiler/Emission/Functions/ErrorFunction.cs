using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// erf in single precision as the tangent of half an argument and its doubling, see <see cref="HyperbolicTangent"/>: in a
/// fraction for erf itself the errors of both parts would show near 1. In double precision by way of e^x - 1, whose errors
/// do not show there either.
/// </summary>
internal static class ErrorFunction
{
    public static void Write(FunctionBody body)
    {
        if (body.IsSingle)
        {
            WriteDoubling(body);
        }
        else
        {
            WriteExponential(body);
        }
    }

    private static void WriteDoubling(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        FunctionCoefficients coefficients = body.Coefficients;
        using (body.Method(
            ElementaryFunction.Erf,
            "x",
            "erf x = p q / (q^2 + p^2/4) where p / (2 q) has the artanh of half that of erf x, p and q polynomials of degree 9",
            "and 6 in x; odd; beyond 3.84 it is 1, and never more. Error: at most 4 ulp."))
        {
            WriteMagnitude(body);
            body.Let("square", dialect.Multiply("magnitude", "magnitude"));
            body.Let("fourthPower", dialect.Multiply("square", "square"));
            body.Polynomial("p", coefficients.ErrorFunctionNumerator, "square", "fourthPower");
            body.Assign("p", dialect.MultiplyAdd("magnitude", "p", "magnitude"));
            body.Polynomial("qMinusOne", coefficients.ErrorFunctionDenominator, "square", "fourthPower", skip: 1);
            body.Assign("qMinusOne", dialect.Multiply("qMinusOne", "square"));
            body.Let("quotient", HyperbolicTangent.WriteDoubling(body));
            string isBeyond = dialect.Compare("magnitude", ">=", dialect.Constant(coefficients.ErrorFunctionLimit));
            body.Return(dialect.CopySign(dialect.Select(isBeyond, dialect.Constant(1), "quotient"), "x"));
        }
    }

    /// <summary>
    /// The exponent is at most 0 and cannot be far below it, so the steps of <see cref="ElementaryFunction.ExpMinusOne"/>
    /// that guard its ends are not needed.
    /// </summary>
    private static void WriteExponential(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        using (body.Method(
            ElementaryFunction.Erf,
            "x",
            "erf x = 1 - e^(-x s(x)) for x >= 0, s a polynomial of degree 23; odd; beyond 6 it is 1;",
            $"the exponential by a polynomial of degree {ExponentialFunctions.Degree(body)} after the reduction to r = exponent - n ln 2.",
            "Error: at most 4 ulp."))
        {
            WriteMagnitude(body);
            body.Let("magnitudeSquared", dialect.Multiply("magnitude", "magnitude"));
            body.Let("magnitudeToTheFourth", dialect.Multiply("magnitudeSquared", "magnitudeSquared"));
            body.LongPolynomial("s", body.Coefficients.ErrorFunctionExponent, "magnitude", "magnitudeSquared", "magnitudeToTheFourth");
            body.Let("exponent", dialect.Multiply(dialect.Negate("magnitude"), "s"));
            ExponentialFunctions.WriteReduction(body, "exponent");
            body.Let("scale", ExponentialFunctions.PowerOfTwo(body, dialect.BitsOf("shifted"), 1));
            body.Comment("e^x - 1 = 2^n (e^r - 1) + (2^n - 1), which is not positive; the sign is that of x.");
            body.Let("minusResult", dialect.MultiplyAdd("expMinusOne", "scale", dialect.Subtract("scale", dialect.Constant(1))));
            body.Return(dialect.CopySign("minusResult", "x"));
        }
    }

    private static void WriteMagnitude(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        string limit = dialect.Constant(body.Coefficients.ErrorFunctionLimit);
        body.Let("magnitude", dialect.MinNative(limit, dialect.Abs("x")));
    }
}

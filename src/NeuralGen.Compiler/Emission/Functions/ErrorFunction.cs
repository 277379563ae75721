using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// erf by way of e^x - 1, which keeps small results exact and lets no error near 1 show. The exponent is at most 0 and
/// cannot be far below it, so the steps of <see cref="ElementaryFunction.ExpMinusOne"/> that guard its ends are not needed.
/// </summary>
internal static class ErrorFunction
{
    public static void Write(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        FunctionCoefficients coefficients = body.Coefficients;
        using (body.Method(
            ElementaryFunction.Erf,
            "x",
            $"erf x = 1 - e^(-x s(x)) for x >= 0, s a polynomial of degree {body.Choose("8", "23")}; odd; beyond {body.Choose("4", "6")} it is 1;",
            $"the exponential by a polynomial of degree {ExponentialFunctions.Degree(body)} after the reduction to r = exponent - n ln 2.",
            "Error: at most 4 ulp."))
        {
            body.Let("magnitude", dialect.MinNative(dialect.Constant(coefficients.ErrorFunctionLimit), dialect.Abs("x")));
            body.Let("magnitudeSquared", dialect.Multiply("magnitude", "magnitude"));
            body.Polynomial("s", coefficients.ErrorFunction, "magnitude", "magnitudeSquared");
            body.Let("exponent", dialect.Multiply(dialect.Negate("magnitude"), "s"));
            ExponentialFunctions.WriteReduction(body, "exponent");
            body.Let("scale", ExponentialFunctions.PowerOfTwo(body, dialect.BitsOf("shifted"), 1));
            body.Comment("e^x - 1 = 2^n (e^r - 1) + (2^n - 1), which is not positive; the sign is that of x.");
            body.Let("minusResult", dialect.MultiplyAdd("expMinusOne", "scale", dialect.Subtract("scale", dialect.Constant(1))));
            body.Return(dialect.CopySign("minusResult", "x"));
        }
    }
}

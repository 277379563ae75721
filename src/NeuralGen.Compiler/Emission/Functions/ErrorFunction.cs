using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>erf by way of e^x - 1, which keeps small results exact and lets no error near 1 show.</summary>
internal static class ErrorFunction
{
    public static void Write(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        FunctionCoefficients coefficients = body.Coefficients;
        using (body.Method(
            ElementaryFunction.Erf,
            "x",
            $"erf x = 1 - e^(-x s(x)) for x >= 0, s a polynomial of degree {body.Choose("8", "23")}; odd; beyond {body.Choose("4", "6")} it is 1.",
            "Error: at most 4 ulp."))
        {
            body.Let("magnitude", dialect.MinNative(dialect.Constant(coefficients.ErrorFunctionLimit), dialect.Abs("x")));
            body.Let("square", dialect.Multiply("magnitude", "magnitude"));
            body.Polynomial("s", coefficients.ErrorFunction, "magnitude", "square");
            body.Let("exponent", dialect.Multiply(dialect.Negate("magnitude"), "s"));
            body.Return(dialect.CopySign($"{ElementaryFunction.ExpMinusOne}(exponent)", "x"));
        }
    }
}

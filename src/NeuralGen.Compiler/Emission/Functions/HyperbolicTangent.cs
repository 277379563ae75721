using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// tanh by a rational approximation of tanh(x/2) and the doubling of the argument, tanh(x) = 2 w / (1 + w^2): near 1,
/// where all errors count most, doubling damps those of w.
/// </summary>
internal static class HyperbolicTangent
{
    public static void Write(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        FunctionCoefficients coefficients = body.Coefficients;
        string limit = dialect.Constant(coefficients.HyperbolicTangentLimit);
        string negativeLimit = dialect.Constant(-coefficients.HyperbolicTangentLimit);
        using (body.Method(
            ElementaryFunction.Tanh,
            "x",
            $"tanh x = 2 w / (1 + w^2) with w = tanh(x/2) = p / (2 q), p and q polynomials of degree {body.Choose("5 and 6", "13 and 12")};",
            $"beyond {body.Choose("9.02", "19.07")} it is 1. Error: at most 4 ulp."))
        {
            body.Let("clamped", dialect.MaxNative(negativeLimit, "x"));
            body.Assign("clamped", dialect.MinNative(limit, "clamped"));
            body.Let("square", dialect.Multiply("clamped", "clamped"));
            body.Let("fourthPower", dialect.Multiply("square", "square"));
            body.Polynomial("p", coefficients.HyperbolicTangentNumerator, "square", "fourthPower");
            body.Assign("p", dialect.Multiply("clamped", "p"));
            body.Polynomial("q", coefficients.HyperbolicTangentDenominator, "square", "fourthPower");
            string quarter = dialect.Multiply(dialect.Constant(0.25), dialect.Multiply("p", "p"));
            body.Let("denominator", dialect.MultiplyAdd("q", "q", quarter));
            body.Return(dialect.Divide(dialect.Multiply("p", "q"), "denominator"));
        }
    }
}

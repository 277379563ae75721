using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>ln(1 + u) by the series of 2 artanh(s/2), which has only every second power.</summary>
internal static class Logarithm
{
    public static void Write(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        using (body.Method(
            ElementaryFunction.LogOnePlus,
            "u",
            "ln(1 + u) for 0 <= u <= 1, as 2 artanh(s/2) with s = u / (1 + u/2), an odd polynomial of",
            $"degree {body.Choose("11", "23")} in s. Error: at most 2 ulp."))
        {
            string half = dialect.MultiplyAdd("u", dialect.Constant(0.5), dialect.Constant(1));
            body.Let("s", dialect.Divide("u", half));
            body.Let("square", dialect.Multiply("s", "s"));
            body.Let("fourthPower", dialect.Multiply("square", "square"));
            body.Polynomial("polynomial", body.Coefficients.Logarithm, "square", "fourthPower");
            body.Let("cube", dialect.Multiply("s", "square"));
            body.Return(dialect.MultiplyAdd("cube", "polynomial", "s"));
        }
    }
}

using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// Logarithms by the series of 2 artanh(s/2) with s = u / (1 + u/2), which is ln(1 + u) and has only every second power
/// of s. One polynomial serves u from -0.3 to 1.
/// </summary>
internal static class Logarithm
{
    /// <summary>The bits of 1 minus those of the root of 1/2.</summary>
    private const long DistanceSingle = 0x3F800000 - 0x3F3504F3;

    private const long DistanceDouble = 0x3FF0000000000000 - 0x3FE6A09E667F3BCD;

    public static void WriteLogOnePlus(FunctionBody body)
    {
        using (body.Method(
            ElementaryFunction.LogOnePlus,
            "u",
            "ln(1 + u) for 0 <= u <= 1, as 2 artanh(s/2) with s = u / (1 + u/2), an odd polynomial of",
            $"degree {Degree(body)} in s. Error: at most 2 ulp."))
        {
            WriteSeries(body);
            body.Return(body.Dialect.MultiplyAdd("cube", "polynomial", "s"));
        }
    }

    public static void WriteLog(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        using (body.Method(
            ElementaryFunction.Log,
            "x",
            "ln x for positive x that are not denormal, as n ln 2 + ln m with x = 2^n m and m within a factor of the root of 2",
            $"from 1; ln m as 2 artanh(s/2) with s = u / (1 + u/2) and u = m - 1, an odd polynomial of degree {Degree(body)} in s.",
            "Error: at most 2 ulp."))
        {
            WriteReduction(body, "x");
            body.Let("u", dialect.Subtract("m", dialect.Constant(1)));
            WriteSeries(body);
            body.Let("low", dialect.MultiplyAdd("n", dialect.Constant(body.Coefficients.LogTwoLow), "s"));
            string logarithm = dialect.MultiplyAdd("cube", "polynomial", "low");
            body.Let("logarithm", dialect.MultiplyAdd("n", dialect.Constant(body.Coefficients.LogTwoHigh), logarithm));
            body.Comment("Infinity and NaN are their own logarithms.");
            body.Return(dialect.Select(dialect.Compare("x", "<", dialect.Constant(double.PositiveInfinity)), "logarithm", "x"));
        }
    }

    public static void WriteLogOfReal(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        double leastNormal = body.Choose(1.1754943508222875e-38, 2.2250738585072014e-308);
        int shift = body.Choose(25, 54);
        using (body.Method(
            ElementaryFunction.LogOfReal,
            "x",
            "ln x as n ln 2 + ln m with x = 2^n m and m within a factor of the root of 2 from 1; ln m as 2 artanh(s/2) with",
            $"s = u / (1 + u/2) and u = m - 1, an odd polynomial of degree {Degree(body)} in s. Error: at most 2 ulp."))
        {
            body.Comment($"Denormal numbers are multiplied by 2^{Invariant.Text(shift)}, which is taken back from n.");
            string isSmall = dialect.Compare("x", "<", dialect.Constant(leastNormal));
            body.Let("normal", dialect.Select(isSmall, dialect.Multiply("x", dialect.Constant(1L << shift)), "x"));
            WriteReduction(body, "normal");
            body.Assign("n", dialect.Select(isSmall, dialect.Subtract("n", dialect.Constant(shift)), "n"));
            body.Let("u", dialect.Subtract("m", dialect.Constant(1)));
            WriteSeries(body);
            body.Let("low", dialect.MultiplyAdd("n", dialect.Constant(body.Coefficients.LogTwoLow), "s"));
            string logarithm = dialect.MultiplyAdd("cube", "polynomial", "low");
            body.Let("logarithm", dialect.MultiplyAdd("n", dialect.Constant(body.Coefficients.LogTwoHigh), logarithm));
            body.Comment("Infinity and NaN are their own logarithms.");
            body.Assign("logarithm", dialect.Select(dialect.Compare("x", "<", dialect.Constant(double.PositiveInfinity)), "logarithm", "x"));
            string isZero = dialect.Compare("x", "==", dialect.Zero);
            body.Let("ofOthers", dialect.Select(isZero, dialect.Constant(double.NegativeInfinity), dialect.Constant(double.NaN)));
            body.Return(dialect.Select(dialect.Compare("x", ">", dialect.Zero), "logarithm", "ofOthers"));
        }
    }

    /// <summary>Writes the steps from x to the number <c>n</c> and to <c>m</c> from the root of 1/2 to that of 2.</summary>
    private static void WriteReduction(FunctionBody body, string x)
    {
        VectorDialect dialect = body.Dialect;
        int fractionBits = body.Choose(23, 52);
        double noFraction = body.Choose((double)(1L << 23), 1L << 52);
        double bias = body.Choose(127.0, 1023.0);
        body.LetInteger("bits", dialect.BitsOf(x));
        body.Comment("Adding the distance from the root of 1/2 to 1 carries into the exponent what is above the root of 2.");
        string carried = dialect.AddIntegers("bits", dialect.IntegerConstant(body.Choose(DistanceSingle, DistanceDouble)));
        body.LetInteger("exponent", dialect.ShiftRightLogical(carried, fractionBits));
        string withoutExponent = dialect.SubtractIntegers("bits", dialect.ShiftLeft("exponent", fractionBits));
        body.Let("m", dialect.FromBits(dialect.AddIntegers(withoutExponent, dialect.BitsOf(dialect.Constant(1)))));
        body.Comment($"In the lowest bits of 2^{Invariant.Text(fractionBits)} the exponent is a number, with its bias.");
        string number = dialect.FromBits(dialect.AddIntegers("exponent", dialect.BitsOf(dialect.Constant(noFraction))));
        body.Let("n", dialect.Subtract(number, dialect.Constant(noFraction + bias)));
    }

    /// <summary>Writes the steps from u to <c>s</c>, its <c>cube</c> and the <c>polynomial</c> in ln(1 + u) = s + cube polynomial.</summary>
    private static void WriteSeries(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        body.Let("s", dialect.Divide("u", dialect.MultiplyAdd("u", dialect.Constant(0.5), dialect.Constant(1))));
        body.Let("square", dialect.Multiply("s", "s"));
        body.Let("fourthPower", dialect.Multiply("square", "square"));
        body.Polynomial("polynomial", body.Coefficients.Logarithm, "square", "fourthPower");
        body.Let("cube", dialect.Multiply("s", "square"));
    }

    private static string Degree(FunctionBody body) => body.Choose("11", "23");
}

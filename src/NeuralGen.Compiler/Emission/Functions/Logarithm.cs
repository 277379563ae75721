using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// Logarithms by the series of 2 artanh s with s = (m - 1) / (m + 1), which is ln m and has only every second power of s.
/// </summary>
internal static class Logarithm
{
    public static void WriteLogOnePlus(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        double[] series = body.Coefficients.LogarithmOnePlus;
        using (body.Method(
            ElementaryFunction.LogOnePlus,
            "u",
            "ln(1 + u) for 0 <= u <= 1, as 2 artanh(s/2) with s = u / (1 + u/2), an odd polynomial of",
            $"degree {Degree(series)} in s. Error: at most 2 ulp."))
        {
            body.Let("s", dialect.Divide("u", dialect.MultiplyAdd("u", dialect.Constant(0.5), dialect.Constant(1))));
            WriteSeries(body, series);
            body.Let("cube", dialect.Multiply("s", "square"));
            body.Return(dialect.MultiplyAdd("cube", "polynomial", "s"));
        }
    }

    public static void WriteLog(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        double[] series = body.Coefficients.Logarithm;
        using (body.Method(
            ElementaryFunction.Log,
            "x",
            "ln x as n ln 2 + ln m with x = 2^n m and m from 3/4 to 3/2; ln m as 2 artanh s with s = (m - 1) / (m + 1), an odd",
            $"polynomial of degree {Degree(series)} in s. Error: at most 3 ulp."))
        {
            body.Declare("m", "n");
            body.Let("offset", dialect.Zero);
            if (dialect.Bits == 512)
            {
                WriteReductionByInstructions(body);
            }
            else
            {
                WriteReduction(body);
            }

            body.Let("s", dialect.Divide(dialect.Subtract("m", dialect.Constant(1)), dialect.Add("m", dialect.Constant(1))));
            WriteSeries(body, series);
            body.Let("factor", dialect.MultiplyAdd("polynomial", "square", dialect.Constant(2)));
            body.Return(dialect.MultiplyAdd("s", "factor", dialect.MultiplyAdd("n", dialect.Constant(Math.Log(2)), "offset")));
        }
    }

    /// <summary>The steps from x to <c>n</c> and <c>m</c> where the machine has instructions for them, and those for other machines.</summary>
    private static void WriteReductionByInstructions(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        using (body.If("Avx512F.IsSupported"))
        {
            body.Comment("The m of what is negative is NaN; the n of 0 and of infinity are infinite.");
            body.Assign("m", "Avx512F.GetMantissa(x, 0b1111)");
            body.Assign("n", dialect.Subtract("Avx512F.GetExponent(x)", "Avx512F.GetExponent(m)"));
        }

        using (body.Else())
        {
            WriteReduction(body);
        }
    }

    /// <summary>Writes the steps from x to the number <c>n</c> and to <c>m</c> by arithmetic on its bits.</summary>
    private static void WriteReduction(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        int fractionBits = body.Choose(23, 52);
        long unit = 1L << fractionBits;
        long least = body.Choose(0x3F400000, 0x3FE8000000000000);
        body.LetInteger("bits", dialect.BitsOf("x"));
        body.Comment("How far the bits are above those of 3/4: n in front, and behind it how far those of m are.");
        body.LetInteger("above", dialect.SubtractIntegers("bits", dialect.IntegerConstant(least)));
        body.Comment("One more in the exponent makes infinity, NaN and what has a sign negative; or small, as denormal numbers are.");
        string oneMore = dialect.AddIntegers("bits", dialect.IntegerConstant(unit));
        using (body.If(dialect.Any(oneMore, "<", dialect.IntegerConstant(2 * unit))))
        {
            WriteExtremes(body, least);
        }

        string fraction = dialect.AndIntegers("above", dialect.IntegerConstant(unit - 1));
        body.Assign("m", dialect.FromBits(dialect.AddIntegers(fraction, dialect.IntegerConstant(least))));
        if (dialect.ConvertsIntegers)
        {
            body.Assign("n", dialect.FromInteger(dialect.ShiftRight("above", fractionBits)));
        }
        else
        {
            const double NoFraction = 1L << 52;
            const long Bias = 1024;
            body.Comment("In the lowest bits of 2^52 n is a number; with a bias, so that it is not negative.");
            string biased = dialect.AddIntegers("above", dialect.IntegerConstant(Bias << 52));
            string exponent = dialect.ShiftRightLogical(biased, fractionBits);
            string number = dialect.FromBits(dialect.AddIntegers(exponent, dialect.BitsOf(dialect.Constant(NoFraction))));
            body.Assign("n", dialect.Subtract(number, dialect.Constant(NoFraction + Bias)));
        }
    }

    /// <summary>Writes what is added to the logarithm of lanes that are no usual numbers, as their <c>offset</c>.</summary>
    private static void WriteExtremes(FunctionBody body, long least)
    {
        VectorDialect dialect = body.Dialect;
        int shift = body.Choose(25, 54);
        double leastNormal = body.Choose(1.1754943508222875e-38, 2.2250738585072014e-308);
        body.Comment($"Denormal numbers are multiplied by 2^{Invariant.Text(shift)}. Infinity and NaN are their own logarithms.");
        string isSmall = dialect.Compare("x", "<", dialect.Constant(leastNormal));
        string normal = dialect.BitsOf(dialect.Multiply("x", dialect.Constant(1L << shift)));
        string aboveOfNormal = dialect.FromBits(dialect.SubtractIntegers(normal, dialect.IntegerConstant(least)));
        body.Assign("above", dialect.BitsOf(dialect.Select(isSmall, aboveOfNormal, dialect.FromBits("above"))));
        string isFinite = dialect.Compare("x", "<", dialect.Constant(double.PositiveInfinity));
        body.Assign("offset", dialect.Select(isSmall, dialect.Constant(-shift * Math.Log(2)), dialect.Select(isFinite, dialect.Zero, "x")));
        string isZero = dialect.Compare("x", "==", dialect.Zero);
        string ofOthers = dialect.Select(isZero, dialect.Constant(double.NegativeInfinity), dialect.Constant(double.NaN));
        body.Assign("offset", dialect.Select(dialect.Compare("x", ">", dialect.Zero), "offset", ofOthers));
    }

    /// <summary>Writes the steps from s to its <c>square</c> and the <c>polynomial</c> P in 2 s + s^3 P(s^2) or s + s^3 P(s^2).</summary>
    private static void WriteSeries(FunctionBody body, double[] series)
    {
        VectorDialect dialect = body.Dialect;
        body.Let("square", dialect.Multiply("s", "s"));
        if (series.Length > 3)
        {
            body.Let("fourthPower", dialect.Multiply("square", "square"));
            body.Polynomial("polynomial", series, "square", "fourthPower");
        }
        else
        {
            body.Horner("polynomial", series, "square");
        }
    }

    private static string Degree(double[] series) => Invariant.Text((2 * series.Length) + 1);
}

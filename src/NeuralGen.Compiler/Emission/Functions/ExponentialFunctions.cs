using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// The functions around e^x. All write x = n ln 2 + r with an integer n, take e^r - 1 from a polynomial, and differ in
/// how they multiply by 2^n.
/// </summary>
internal static class ExponentialFunctions
{
    /// <summary>Results stay away from the ends of the exponents' range by this power of two while they are computed.</summary>
    private const double SingleGuard = 5.421010862427522e-20; // 2^-64

    private const double DoubleGuard = 7.458340731200207e-155; // 2^-512

    public static void WriteExp(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        using (body.Method(
            ElementaryFunction.Exp,
            "x",
            "e^x as 2^n e^r with r = x - n ln 2; e^r by a polynomial of degree " + Degree(body) + ", 2^n in two factors, so that",
            "denormal results and overflow come out right. Error: at most 1.1 ulp."))
        {
            body.Let("clamped", dialect.MaxNative(dialect.Constant(LowestExponent(body)), "x"));
            body.Assign("clamped", dialect.MinNative(dialect.Constant(HighestExponent(body)), "clamped"));
            WriteReduction(body, "clamped");
            WriteScaleByInstruction(body);
            body.LetInteger("bits", dialect.BitsOf("shifted"));
            body.LetInteger("half", dialect.ShiftRightLogical("bits", 1));
            body.Let("firstScale", PowerOfTwo(body, "half", 1));
            body.Let("secondScale", PowerOfTwo(body, dialect.SubtractIntegers("bits", "half"), 1));
            body.Return(dialect.Multiply(dialect.MultiplyAdd("expMinusOne", "firstScale", "firstScale"), "secondScale"));
        }
    }

    public static void WriteExpOfNonPositive(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        double guard = Guard(body);
        using (body.Method(
            ElementaryFunction.ExpOfNonPositive,
            "x",
            "e^x for x <= 0 (right up to 40) as 2^n e^r with r = x - n ln 2; e^r by a polynomial of degree " + Degree(body) + ";",
            GuardName(body) + " keeps 2^n out of the denormal range. Error: at most 1.1 ulp."))
        {
            body.Let("clamped", dialect.MaxNative(dialect.Constant(LowestExponent(body)), "x"));
            WriteReduction(body, "clamped");
            WriteScaleByInstruction(body);
            body.Let("scale", PowerOfTwo(body, dialect.BitsOf("shifted"), 1 / guard));
            body.Return(dialect.Multiply(dialect.MultiplyAdd("expMinusOne", "scale", "scale"), dialect.Constant(guard)));
        }
    }

    public static void WriteExpMinusOne(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        using (body.Method(
            ElementaryFunction.ExpMinusOne,
            "x",
            "e^x - 1 as 2^n (e^r - 1) + (2^n - 1) with r = x - n ln 2; e^r - 1 by a polynomial of degree " + Degree(body) + ", all",
            "of it halved until the end, so that 2^n does not overflow before the result. Error: at most 2 ulp."))
        {
            body.Let("clamped", dialect.MaxNative(dialect.Constant(-40), "x"));
            body.Assign("clamped", dialect.MinNative(dialect.Constant(HighestExponent(body)), "clamped"));
            WriteReduction(body, "clamped");
            body.Let("halfScale", PowerOfTwo(body, dialect.BitsOf("shifted"), 0.5));
            string halfScaleMinusHalf = dialect.Subtract("halfScale", dialect.Constant(0.5));
            body.Let("half", dialect.MultiplyAdd("expMinusOne", "halfScale", halfScaleMinusHalf));
            body.Comment($"Below {body.Choose("2^-30", "2^-60")} e^x - 1 is x to the last bit, down to the denormal numbers and the sign of zero.");
            double tiny = body.Choose(1.0 / (1L << 30), 1.0 / (1L << 60));
            string isTiny = dialect.Compare(dialect.Abs("x"), "<", dialect.Constant(tiny));
            body.Return(dialect.Select(isTiny, "x", dialect.Add("half", "half")));
        }
    }

    public static void WriteSigmoid(FunctionBody body)
    {
        VectorDialect dialect = body.Dialect;
        double guard = Guard(body);
        using (body.Method(
            ElementaryFunction.Sigmoid,
            "x",
            $"1 / (1 + e^-x), with both parts of the fraction multiplied by {GuardName(body)} so that e^-x cannot overflow; e^-x as",
            $"2^n e^r with r = -x - n ln 2, e^r by a polynomial of degree {Degree(body)}. Error: at most 2.5 ulp, denormal results too."))
        {
            body.Let("exponent", dialect.MaxNative(dialect.Constant(-40), dialect.Negate("x")));
            body.Assign("exponent", dialect.MinNative(dialect.Constant(-LowestExponent(body)), "exponent"));
            WriteReduction(body, "exponent");
            body.Let("scale", PowerOfTwo(body, dialect.BitsOf("shifted"), guard));
            string onePlusScale = dialect.Add("scale", dialect.Constant(guard));
            body.Let("denominator", dialect.MultiplyAdd("expMinusOne", "scale", onePlusScale));
            body.Return(dialect.Divide(dialect.Constant(guard), "denominator"));
        }
    }

    /// <summary>Returns 2^n e^r where the machine has an instruction that multiplies by a power of two; there is one for 512 bits.</summary>
    private static void WriteScaleByInstruction(FunctionBody body)
    {
        if (body.Dialect.Bits == 512)
        {
            using (body.If("Avx512F.IsSupported"))
            {
                body.Return($"Avx512F.Scale({body.Dialect.Add("expMinusOne", body.Dialect.Constant(1))}, n)");
            }
        }
    }

    /// <summary>
    /// Writes the steps from x to <c>expMinusOne</c> = e^r - 1, and leaves n in the lowest bits of <c>shifted</c>.
    /// </summary>
    public static void WriteReduction(FunctionBody body, string x)
    {
        VectorDialect dialect = body.Dialect;
        FunctionCoefficients coefficients = body.Coefficients;
        double shift = body.Choose(1.5 * (1L << 23), 1.5 * (1L << 52));
        body.Comment($"So large a number has no fraction: adding {body.Choose("1.5 * 2^23", "1.5 * 2^52")} rounds, and the lowest bits of the sum are n.");
        body.Let("shifted", dialect.MultiplyAdd(x, dialect.Constant(1 / Math.Log(2)), dialect.Constant(shift)));
        body.Let("n", dialect.Subtract("shifted", dialect.Constant(shift)));
        body.Let("r", dialect.MultiplyAdd("n", dialect.Constant(-coefficients.LogTwoHigh), x));
        body.Assign("r", dialect.MultiplyAdd("n", dialect.Constant(-coefficients.LogTwoLow), "r"));
        body.Let("square", dialect.Multiply("r", "r"));
        body.Polynomial("polynomial", coefficients.Exponential, "r", "square");
        body.Let("expMinusOne", dialect.MultiplyAdd("polynomial", "square", "r"));
    }

    /// <summary>A power of two times 2^n, for the n in the lowest bits of an integer: n is added to its exponent.</summary>
    public static string PowerOfTwo(FunctionBody body, string bits, double power)
    {
        VectorDialect dialect = body.Dialect;
        string exponent = dialect.ShiftLeft(bits, body.Choose(23, 52));
        return dialect.FromBits(dialect.AddIntegers(exponent, dialect.BitsOf(dialect.Constant(power))));
    }

    /// <summary>From here down e^x rounds to 0.</summary>
    private static double LowestExponent(FunctionBody body) => body.Choose(-104.0, -746.0);

    /// <summary>From here up e^x is infinite.</summary>
    private static double HighestExponent(FunctionBody body) => body.Choose(89.0, 710.0);

    private static double Guard(FunctionBody body) => body.Choose(SingleGuard, DoubleGuard);

    private static string GuardName(FunctionBody body) => body.Choose("2^-64", "2^-512");

    /// <summary>The degree of the polynomial for e^r.</summary>
    public static string Degree(FunctionBody body) => body.Choose("6", "11");
}

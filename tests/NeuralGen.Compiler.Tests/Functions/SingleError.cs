namespace NeuralGen.Compiler.Tests.Functions;

/// <summary>How far a float is from the number it should be.</summary>
internal static class SingleError
{
    /// <summary>Halfway between the largest float and 2^128: from here on a number rounds to infinity.</summary>
    private const double Overflow = 3.4028235677973366e38;

    /// <summary>
    /// The distance in units of the last place of the reference. Infinite where one of the two is NaN or (once rounded)
    /// infinite and the other is not.
    /// </summary>
    public static double InUlp(float actual, double reference)
    {
        if (double.IsNaN(reference) || Math.Abs(reference) >= Overflow)
        {
            bool same = double.IsNaN(reference) ? float.IsNaN(actual) : actual == (reference > 0 ? float.PositiveInfinity : float.NegativeInfinity);
            return same ? 0 : double.PositiveInfinity;
        }

        if (!float.IsFinite(actual))
        {
            return double.PositiveInfinity;
        }

        int exponent = (int)((BitConverter.DoubleToInt64Bits(reference) >> 52) & 0x7FF) - 1023;
        double unitsPerOne = BitConverter.Int64BitsToDouble((long)(1023 + 23 - Math.Max(exponent, -126)) << 52);
        return Math.Abs(actual - reference) * unitsPerOne;
    }
}

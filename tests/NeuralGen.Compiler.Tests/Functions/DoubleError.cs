namespace NeuralGen.Compiler.Tests.Functions;

/// <summary>How far a double is from the number it should be.</summary>
internal static class DoubleError
{
    /// <summary>Halfway between the largest double and 2^1024: from here on a number rounds to infinity.</summary>
    private static readonly BigReal Overflow = ((BigReal)1).Scale(1024) - ((BigReal)1).Scale(970);

    /// <summary>
    /// The distance in units of the last place of the reference; infinite where only one of the two is infinite.
    /// </summary>
    public static double InUlp(double actual, BigReal reference)
    {
        bool overflows = (Overflow - reference.Abs()).IsNegative;
        if (!double.IsFinite(actual) || overflows)
        {
            bool same = double.IsInfinity(actual) && overflows && double.IsNegative(actual) == reference.IsNegative;
            return same ? 0 : double.PositiveInfinity;
        }

        int exponent = reference.IsZero ? -1074 : Math.Max(reference.Exponent - 52, -1074);
        return (double)(actual - reference).Abs().Scale(-exponent);
    }
}

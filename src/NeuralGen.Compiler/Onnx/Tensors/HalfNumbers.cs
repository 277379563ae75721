namespace NeuralGen.Compiler.Onnx.Tensors;

/// <summary>The formats of 16 bits, by bits: every payload of a NaN survives.</summary>
internal static class HalfNumbers
{
    /// <summary>The bits of a float that has the value of a half.</summary>
    public static uint WidenHalf(uint half)
    {
        uint sign = (half & 0x8000) << 16;
        uint exponent = (half >> 10) & 0x1F;
        uint fraction = half & 0x3FF;
        if (exponent == 0x1F)
        {
            return sign | 0x7F800000 | (fraction << 13);
        }

        if (exponent == 0)
        {
            if (fraction == 0)
            {
                return sign;
            }

            // A subnormal: the leading bit moves up to where a float has its hidden one.
            exponent = 1;
            while ((fraction & 0x400) == 0)
            {
                fraction <<= 1;
                exponent--;
            }

            fraction &= 0x3FF;
        }

        return sign | (unchecked(exponent + 112) << 23) | (fraction << 13);
    }

    /// <summary>The bits of a float that has the value of a bfloat16.</summary>
    public static uint WidenBrain(uint brain) => brain << 16;

    /// <summary>The float of the nearest half, ties to even.</summary>
    public static float RoundToHalf(double value)
    {
        double magnitude = Math.Abs(value);
        if (double.IsNaN(value) || double.IsInfinity(value) || value == 0)
        {
            return (float)value;
        }

        // Halves below 2^-14 are all multiples of 2^-24; above, of 2^-10 times their power of two.
        double unit = Math.Pow(2, Math.Max(-14, ExponentOf(magnitude)) - 10);
        double rounded = Math.Round(magnitude / unit, MidpointRounding.ToEven) * unit;
        return (float)(Math.Sign(value) * (rounded > 65504 ? double.PositiveInfinity : rounded));
    }

    /// <summary>The float of the nearest bfloat16, ties to even.</summary>
    public static float RoundToBrain(double value)
    {
        double magnitude = Math.Abs(value);
        if (double.IsNaN(value) || double.IsInfinity(value) || value == 0)
        {
            return (float)value;
        }

        double unit = Math.Pow(2, Math.Max(-126, ExponentOf(magnitude)) - 7);
        return (float)(Math.Sign(value) * Math.Round(magnitude / unit, MidpointRounding.ToEven) * unit);
    }

    private static int ExponentOf(double magnitude) =>
        (int)((BitConverter.DoubleToInt64Bits(magnitude) >> 52) & 0x7FF) - 1023;
}

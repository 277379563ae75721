using NeuralGen.Compiler.Emission.Functions;

namespace NeuralGen.Compiler.Tests.Functions;

/// <summary>Arguments to try the functions with: the same ones on every run.</summary>
internal static class SampleArguments
{
    private const double LeastNormalSingle = 1.1754943508222875e-38;
    private const double LeastNormalDouble = 2.2250738585072014e-308;

    /// <summary>
    /// Floats from the least to the greatest, every 1021st bit pattern, and all those near the points where a function's
    /// way of computation changes.
    /// </summary>
    public static IEnumerable<float> Single(ElementaryFunction function)
    {
        for (long bits = 0; bits <= uint.MaxValue; bits += 1021)
        {
            float x = BitConverter.UInt32BitsToSingle((uint)bits);
            if (!float.IsNaN(x) && InDomain(function, x, LeastNormalSingle))
            {
                yield return x;
            }
        }

        foreach (double point in Breakpoints([4, 9.02, 20, 40, 87.3365, 88.37626, 88.72284, 89, 103.2789, 103.97208, 104], 150, 30))
        {
            int middle = BitConverter.SingleToInt32Bits((float)point);
            for (int bits = middle - 40; bits <= middle + 40; bits++)
            {
                float x = BitConverter.Int32BitsToSingle(bits);
                if (float.IsFinite(x) && InDomain(function, x, LeastNormalSingle))
                {
                    yield return x;
                }
            }
        }
    }

    /// <summary>About 20,000 doubles: over all magnitudes, evenly over the range where results vary, and near breakpoints.</summary>
    public static IEnumerable<double> Double(ElementaryFunction function)
    {
        const long Step = 0x0007_FFF0_1234_567B;
        for (ulong bits = 0; bits <= ulong.MaxValue - Step; bits += Step)
        {
            double x = BitConverter.UInt64BitsToDouble(bits);
            if (!double.IsNaN(x) && InDomain(function, x, LeastNormalDouble))
            {
                yield return x;
            }
        }

        double limit = function switch
        {
            ElementaryFunction.Log => 3,
            ElementaryFunction.LogOnePlus => 1,
            ElementaryFunction.Erf => 6.2,
            ElementaryFunction.Tanh => 20,
            _ => 750,
        };
        foreach (double range in (double[])[limit, limit / 30])
        {
            for (int i = -2000; i <= 2000; i++)
            {
                double x = range * (i + 0.37 * Math.Sin(i)) / 2000.5;
                if (InDomain(function, x, LeastNormalDouble))
                {
                    yield return x;
                }
            }
        }

        foreach (double point in Breakpoints([6, 19.07, 40, 708.3964, 709.4362, 709.782712893384, 710, 744.44, 745.1332191019412, 746], 1075, 60))
        {
            long middle = BitConverter.DoubleToInt64Bits(point);
            for (long bits = middle - 2; bits <= middle + 2; bits++)
            {
                double x = BitConverter.Int64BitsToDouble(bits);
                if (double.IsFinite(x) && InDomain(function, x, LeastNormalDouble))
                {
                    yield return x;
                }
            }
        }
    }

    private static bool InDomain(ElementaryFunction function, double x, double leastNormal) => function switch
    {
        ElementaryFunction.Log => x > 0,
        ElementaryFunction.LogOnePlus => x is >= 0 and <= 1,
        ElementaryFunction.ExpOfNonPositive => x <= 40,
        _ => true,
    };

    /// <summary>The points given, those halfway between multiples of ln 2, and powers of two; of both signs.</summary>
    private static IEnumerable<double> Breakpoints(double[] points, int multiples, int powers)
    {
        IEnumerable<double> halves = Enumerable.Range(0, multiples).Select(n => (n + 0.5) * Math.Log(2));
        IEnumerable<double> exponents = Enumerable.Range(-powers, powers + 10).Select(n => Math.ScaleB(1, n));
        return points.Concat(halves).Concat(exponents).SelectMany(point => (double[])[point, -point]);
    }
}

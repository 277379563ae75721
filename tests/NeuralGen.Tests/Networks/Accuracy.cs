using System.Numerics;

namespace NeuralGen.Tests.Networks;

/// <summary>The accuracy the design asks for: relative above one, absolute below.</summary>
internal static class Accuracy
{
    public const double CentralDifferenceTolerance = 1e-7;

    public static double Tolerance<T>() => typeof(T) == typeof(float) ? 1e-5 : 1e-12;

    public static void Check<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual, string what, Func<int, string>? nameOf = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Check(expected, Numbers.ToDouble(actual), Tolerance<T>(), what, nameOf);

    public static void Check<T>(double expected, T actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Check([expected], [double.CreateChecked(actual)], Tolerance<T>(), what);

    public static void Check(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what, Func<int, string>? nameOf = null)
    {
        Assert.Equal(expected.Length, actual.Length);
        int worst = -1;
        double worstError = tolerance;
        int wrong = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(actual[i] - expected[i]) / Math.Max(1, Math.Abs(expected[i]));

            // Written so that NaN is an error.
            if (!(error <= tolerance))
            {
                wrong++;
                if (worst < 0 || error > worstError)
                {
                    worst = i;
                    worstError = error;
                }
            }
        }

        if (wrong > 0)
        {
            string place = nameOf?.Invoke(worst) ?? $"[{worst}]";
            Assert.Fail($"{what}: {wrong} of {expected.Length} numbers differ by more than {tolerance:g1}. Worst: {place} is {actual[worst]:r}, the reference {expected[worst]:r}, error {worstError:g3}.");
        }
    }
}

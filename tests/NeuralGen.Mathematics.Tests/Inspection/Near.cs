using System.Numerics;

namespace NeuralGen.Mathematics.Tests.Inspection;

/// <summary>The accuracy that the plain code shares with the kernels: relative above one, absolute below.</summary>
internal static class Near
{
    public static double Tolerance<T>() => typeof(T) == typeof(float) ? 1e-5 : 1e-12;

    public static void Check<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Check(expected, actual, Tolerance<T>(), what);

    public static void Check<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, double tolerance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double wanted = double.CreateChecked(expected[i]);
            double given = double.CreateChecked(actual[i]);

            // Written so that NaN fails.
            Assert.True(Math.Abs(given - wanted) <= tolerance * Math.Max(1, Math.Abs(wanted)), $"{what}[{i}] is {given:r}, expected {wanted:r}.");
        }
    }
}

using System.Numerics;

namespace NeuralGen.Tests.Networks;

/// <summary>Numbers of a test between double precision and a network's own.</summary>
internal static class Numbers
{
    /// <summary>Rounds to the nearest numbers of a format.</summary>
    public static T[] From<T>(ReadOnlySpan<double> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rounded = new T[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            rounded[i] = T.CreateChecked(values[i]);
        }

        return rounded;
    }

    /// <summary>The same numbers in double precision.</summary>
    public static double[] ToDouble<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] converted = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            converted[i] = double.CreateChecked(values[i]);
        }

        return converted;
    }

    /// <summary>All parameters in logical order.</summary>
    public static T[] Of<T>(ParameterVector<T> vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[vector.Count];
        vector.CopyTo(values);
        return values;
    }

    /// <summary>The bits of each number, so that equal means identical, NaN and signed zeros included.</summary>
    public static ulong[] Bits<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ulong[] bits = new ulong[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            bits[i] = values[i] is float single
                ? BitConverter.SingleToUInt32Bits(single)
                : BitConverter.DoubleToUInt64Bits(double.CreateChecked(values[i]));
        }

        return bits;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralGen;

/// <summary>Whether numbers are finite, all at once.</summary>
internal static class FiniteNumbers
{
    /// <summary>Whether no number is NaN or infinite.</summary>
    public static bool AreAll<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Zero times a finite number is zero, and NaN times anything else.
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(numbers);
        Vector<T> products = Vector<T>.Zero;
        foreach (Vector<T> vector in vectors)
        {
            products += vector * Vector<T>.Zero;
        }

        T sum = Vector.Sum(products);
        foreach (T number in numbers[(vectors.Length * Vector<T>.Count)..])
        {
            sum += number * T.Zero;
        }

        return sum == T.Zero;
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralGen.Runtime;

/// <summary>Moves rows between the caller's memory, where they lie close together, and scratch, where they are padded.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Rows
{
    /// <summary>Copies the first elements of each row; what remains of the destination's rows becomes zero.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="source">The first row to read.</param>
    /// <param name="sourceStride">The distance between rows to read.</param>
    /// <param name="destination">The first row to write.</param>
    /// <param name="destinationStride">The distance between rows to write.</param>
    /// <param name="length">The elements of one row.</param>
    /// <param name="count">The number of rows.</param>
    public static void Copy<T>(ref T source, int sourceStride, ref T destination, int destinationStride, int length, int count)
        where T : unmanaged
    {
        for (int row = 0; row < count; row++)
        {
            Span<T> to = MemoryMarshal.CreateSpan(ref destination, destinationStride);
            MemoryMarshal.CreateReadOnlySpan(ref source, length).CopyTo(to);
            to[length..].Clear();
            source = ref Unsafe.Add(ref source, sourceStride);
            destination = ref Unsafe.Add(ref destination, destinationStride);
        }
    }
}

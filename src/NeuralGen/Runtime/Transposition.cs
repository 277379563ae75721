using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NeuralGen.Runtime;

/// <summary>Turns columns into rows, where a kernel needs a matrix the other way round.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Transposition
{
    /// <summary>Writes the transpose of a matrix; what remains of the destination's rows becomes zero.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="source">The first element to read.</param>
    /// <param name="rows">The number of rows to read.</param>
    /// <param name="columns">The number of columns to read.</param>
    /// <param name="sourceStride">The distance between rows to read; rows may be read up to here.</param>
    /// <param name="destination">The first element to write.</param>
    /// <param name="destinationStride">The distance between rows to write; a multiple of 4, at least <paramref name="rows"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose<T>(ref T source, int rows, int columns, int sourceStride, ref T destination, int destinationStride)
        where T : unmanaged
    {
        if (typeof(T) != typeof(float) || !(Sse2.IsSupported || AdvSimd.Arm64.IsSupported) || sourceStride % 4 != 0)
        {
            TransposeOneByOne(ref source, rows, columns, sourceStride, ref destination, destinationStride);
            return;
        }

        for (int row = 0; row < destinationStride; row += 4)
        {
            for (int column = 0; column < columns; column += 4)
            {
                TransposeFour(
                    ref Unsafe.As<T, float>(ref Unsafe.Add(ref source, (row * sourceStride) + column)),
                    sourceStride,
                    rows - row,
                    ref Unsafe.As<T, float>(ref Unsafe.Add(ref destination, (column * destinationStride) + row)),
                    destinationStride,
                    columns - column);
            }
        }
    }

    private static void TransposeOneByOne<T>(ref T source, int rows, int columns, int sourceStride, ref T destination, int destinationStride)
        where T : unmanaged
    {
        for (int column = 0; column < columns; column++)
        {
            ref T to = ref Unsafe.Add(ref destination, column * destinationStride);
            for (int row = 0; row < rows; row++)
            {
                Unsafe.Add(ref to, row) = Unsafe.Add(ref source, (row * sourceStride) + column);
            }

            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, rows), destinationStride - rows).Clear();
        }
    }

    /// <summary>Four rows of four: rows that are not there are zero, and no more columns are written than there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(ref float source, int sourceStride, int rows, ref float destination, int destinationStride, int columns)
    {
        Vector128<float> a = rows > 0 ? Vector128.LoadUnsafe(ref source) : default;
        Vector128<float> b = rows > 1 ? Vector128.LoadUnsafe(ref Unsafe.Add(ref source, sourceStride)) : default;
        Vector128<float> c = rows > 2 ? Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * sourceStride)) : default;
        Vector128<float> d = rows > 3 ? Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * sourceStride)) : default;

        // Columns 0 and 1, then 2 and 3, of a with b and of c with d.
        Vector128<double> ab01 = InterleaveLow(a, b).AsDouble();
        Vector128<double> cd01 = InterleaveLow(c, d).AsDouble();
        Vector128<double> ab23 = InterleaveHigh(a, b).AsDouble();
        Vector128<double> cd23 = InterleaveHigh(c, d).AsDouble();
        InterleaveLow(ab01, cd01).AsSingle().StoreUnsafe(ref destination);
        if (columns > 1)
        {
            InterleaveHigh(ab01, cd01).AsSingle().StoreUnsafe(ref Unsafe.Add(ref destination, destinationStride));
        }

        if (columns > 2)
        {
            InterleaveLow(ab23, cd23).AsSingle().StoreUnsafe(ref Unsafe.Add(ref destination, 2 * destinationStride));
        }

        if (columns > 3)
        {
            InterleaveHigh(ab23, cd23).AsSingle().StoreUnsafe(ref Unsafe.Add(ref destination, 3 * destinationStride));
        }
    }

    /// <summary>a0 b0 a1 b1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    /// <summary>a2 b2 a3 b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    /// <summary>a0 b0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> InterleaveLow(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    /// <summary>a1 b1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> InterleaveHigh(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}

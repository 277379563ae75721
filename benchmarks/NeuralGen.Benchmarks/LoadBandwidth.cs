using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuralGen.Benchmarks;

/// <summary>How fast one core can read memory that lies in a cache: vector loads, each added to a sum.</summary>
internal static class LoadBandwidth
{
    private const double SecondsPerMeasurement = 0.004;
    private const int Measurements = 10;

    /// <summary>Bytes per second, reading a block of this many bytes again and again.</summary>
    public static double Measure(int bytes)
    {
        float[] block = GC.AllocateArray<float>((bytes + 64) / sizeof(float), pinned: true);

        // Pages that nobody has written are one and the same page of zeros, which is no usual memory for a cache.
        Array.Clear(block);
        nint misalignment = Marshal.UnsafeAddrOfPinnedArrayElement(block, 0) % 64;
        ref float start = ref block[(64 - misalignment) % 64 / sizeof(float)];
        int passes = (int)Math.Max(1, SecondsPerMeasurement * 50e9 / bytes);
        double best = 0;
        for (int measurement = 0; measurement < Measurements; measurement++)
        {
            long begin = Stopwatch.GetTimestamp();
            float sum = Vector512.IsHardwareAccelerated ? Read512(ref start, bytes, passes) : Read256(ref start, bytes, passes);
            double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            best = Math.Max(best, sum == 0 ? (double)bytes * passes / seconds : 0);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Read256(ref float start, int bytes, int passes)
    {
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        nuint count = (nuint)bytes / sizeof(float);
        for (int pass = 0; pass < passes; pass++)
        {
            for (nuint i = 0; i < count; i += 64)
            {
                a += Vector256.LoadUnsafe(ref start, i);
                b += Vector256.LoadUnsafe(ref start, i + 8);
                c += Vector256.LoadUnsafe(ref start, i + 16);
                d += Vector256.LoadUnsafe(ref start, i + 24);
                e += Vector256.LoadUnsafe(ref start, i + 32);
                f += Vector256.LoadUnsafe(ref start, i + 40);
                g += Vector256.LoadUnsafe(ref start, i + 48);
                h += Vector256.LoadUnsafe(ref start, i + 56);
            }
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Read512(ref float start, int bytes, int passes)
    {
        Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        nuint count = (nuint)bytes / sizeof(float);
        for (int pass = 0; pass < passes; pass++)
        {
            for (nuint i = 0; i < count; i += 128)
            {
                a += Vector512.LoadUnsafe(ref start, i);
                b += Vector512.LoadUnsafe(ref start, i + 16);
                c += Vector512.LoadUnsafe(ref start, i + 32);
                d += Vector512.LoadUnsafe(ref start, i + 48);
                e += Vector512.LoadUnsafe(ref start, i + 64);
                f += Vector512.LoadUnsafe(ref start, i + 80);
                g += Vector512.LoadUnsafe(ref start, i + 96);
                h += Vector512.LoadUnsafe(ref start, i + 112);
            }
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h);
    }
}

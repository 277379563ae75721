using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralGen.Runtime;

/// <summary>
/// Draws masks of inverted dropout. Each element is computed from its own number, so masks are the same for every cut of a
/// batch, for any number of threads and every width of vectors.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DropoutMasks
{
    /// <summary>Writes a row for each sample: 0 with probability <paramref name="rate"/>, else 1 / (1 - rate).</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="mask">The first row; what is behind the end of a row becomes zero.</param>
    /// <param name="key">The step and the first sample.</param>
    /// <param name="layer">The layer whose outputs are multiplied by the mask; 0 for the network's input.</param>
    /// <param name="rate">The probability of a zero.</param>
    /// <param name="length">The length of a row.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="count">The number of samples.</param>
    public static void Draw<T>(ref T mask, DropoutKey key, int layer, double rate, int length, int stride, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (uint first, uint second) = key.OfLayer(layer);
        uint threshold = (uint)Math.Min(uint.MaxValue, Math.Round(rate * (1L << 32)));
        var kept = new Vector<T>(T.CreateTruncating(1 / (1 - rate)));
        for (int i = 0; i < count; i++)
        {
            Span<T> row = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref mask, (nint)i * stride), stride);
            uint firstElement = unchecked((uint)(key.First + i) * (uint)length);
            for (int j = 0; j < stride; j += Vector<uint>.Count)
            {
                Vector<uint> place = Vector<uint>.Indices + new Vector<uint>((uint)j);
                Vector<uint> random = Hash(place + new Vector<uint>(firstElement), first, second);
                Vector<uint> keeps = Vector.GreaterThanOrEqual(random, new Vector<uint>(threshold)) & Vector.LessThan(place, new Vector<uint>((uint)length));
                Store(keeps, kept, row[j..]);
            }
        }
    }

    /// <summary>Two rounds of a multiply-xorshift hash, each with a part of the key; the multipliers are those of lowbias32 (C. Wellons) and MurmurHash3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Hash(Vector<uint> value, uint first, uint second)
    {
        value ^= new Vector<uint>(first);
        value = (value ^ (value >>> 16)) * new Vector<uint>(0x21F0AAAD);
        value = (value ^ (value >>> 15)) * new Vector<uint>(0x735A2D97);
        value ^= (value >>> 15) ^ new Vector<uint>(second);
        value = (value ^ (value >>> 16)) * new Vector<uint>(0x85EBCA6B);
        value = (value ^ (value >>> 13)) * new Vector<uint>(0xC2B2AE35);
        return value ^ (value >>> 16);
    }

    /// <summary>Writes as many lanes as there is room for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector<uint> keeps, Vector<T> kept, Span<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            Store(Vector.AsVectorInt32(keeps).As<int, T>() & kept, row);
            return;
        }

        // A lane of all ones stays one when its sign is carried on.
        Vector.Widen(Vector.AsVectorInt32(keeps), out Vector<long> low, out Vector<long> high);
        Store(low.As<long, T>() & kept, row);
        if (row.Length > Vector<T>.Count)
        {
            Store(high.As<long, T>() & kept, row[Vector<T>.Count..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector<T> values, Span<T> row)
        where T : unmanaged
    {
        if (row.Length >= Vector<T>.Count)
        {
            values.CopyTo(row);
            return;
        }

        for (int i = 0; i < row.Length; i++)
        {
            row[i] = values[i];
        }
    }
}

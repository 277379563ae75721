using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuralGen;

/// <summary>One pass of an update rule over the parameters, the gradient and the optimiser's state.</summary>
internal static class UpdatePass
{
    /// <summary>Applies a rule to a part of the storage. States that it does not have are null.</summary>
    public static void Run<T, TRule>(
        TRule rule,
        Segment segment,
        ParameterVector<T> parameters,
        ParameterVector<T> gradient,
        ParameterVector<T>? first = null,
        ParameterVector<T>? second = null,
        ParameterVector<T>? third = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<T, WideVector<T>, TRule>(ref rule, segment.Of(parameters), segment.Of(gradient), States(first), States(second), States(third));
        }
        else
        {
            Run<T, PlatformVector<T>, TRule>(ref rule, segment.Of(parameters), segment.Of(gradient), States(first), States(second), States(third));
        }

        Span<T> States(ParameterVector<T>? state) => state is null ? default : segment.Of(state);
    }

    // The rule comes by reference, so that instructions read its constants from memory; it is not readonly, or would be copied for
    // each vector.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<T, TVector, TRule>(ref TRule rule, Span<T> theta, Span<T> g, Span<T> first, Span<T> second, Span<T> third)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVector : struct, IUpdateVector<TVector, T>
        where TRule : struct, IUpdateRule<T>
    {
        int whole = theta.Length - (theta.Length % TVector.Count);
        for (int i = 0; i < whole; i += TVector.Count)
        {
            TVector updated = TVector.Load(ref At(theta, i));
            TVector state1 = TRule.StateCount > 0 ? TVector.Load(ref At(first, i)) : default;
            TVector state2 = TRule.StateCount > 1 ? TVector.Load(ref At(second, i)) : default;
            TVector state3 = TRule.StateCount > 2 ? TVector.Load(ref At(third, i)) : default;
            rule.Update(ref updated, TVector.Load(ref At(g, i)), ref state1, ref state2, ref state3);
            updated.Store(ref At(theta, i));
            if (TRule.StateCount > 0)
            {
                state1.Store(ref At(first, i));
            }

            if (TRule.StateCount > 1)
            {
                state2.Store(ref At(second, i));
            }

            if (TRule.StateCount > 2)
            {
                state3.Store(ref At(third, i));
            }
        }

        if (whole < theta.Length)
        {
            RunLast<T, TVector, TRule>(rule, whole, theta, g, first, second, third);
        }
    }

    /// <summary>What fills no vector. In a method of its own, since a call would push the loop's constants out of their registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunLast<T, TVector, TRule>(TRule rule, int start, Span<T> theta, Span<T> g, Span<T> first, Span<T> second, Span<T> third)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVector : struct, IUpdateVector<TVector, T>
        where TRule : struct, IUpdateRule<T>
    {
        first = first.IsEmpty ? first : first[start..];
        second = second.IsEmpty ? second : second[start..];
        third = third.IsEmpty ? third : third[start..];
        TVector last = LoadFirst<T, TVector>(theta[start..]);
        TVector state1 = LoadFirst<T, TVector>(first);
        TVector state2 = LoadFirst<T, TVector>(second);
        TVector state3 = LoadFirst<T, TVector>(third);
        rule.Update(ref last, LoadFirst<T, TVector>(g[start..]), ref state1, ref state2, ref state3);
        StoreFirst(last, theta[start..]);
        StoreFirst(state1, first);
        StoreFirst(state2, second);
        StoreFirst(state3, third);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At<T>(Span<T> numbers, int index)
        where T : unmanaged =>
        ref Unsafe.Add(ref MemoryMarshal.GetReference(numbers), index);

    /// <summary>Less than a vector, with zeros behind.</summary>
    private static TVector LoadFirst<T, TVector>(Span<T> numbers)
        where T : unmanaged
        where TVector : struct, IUpdateVector<TVector, T>
    {
        TVector vector = default;
        numbers.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<TVector, T>(ref vector), TVector.Count));
        return vector;
    }

    private static void StoreFirst<T, TVector>(TVector vector, Span<T> numbers)
        where T : unmanaged
        where TVector : struct, IUpdateVector<TVector, T> =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<TVector, T>(ref vector), numbers.Length).CopyTo(numbers);
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
        Span<T> theta = segment.Of(parameters);
        Run(rule, theta, segment.Of(gradient), States(first), States(second), States(third));

        Span<T> States(ParameterVector<T>? state) => state is null ? default : segment.Of(state);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<T, TRule>(TRule rule, Span<T> theta, Span<T> g, Span<T> first, Span<T> second, Span<T> third)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule<T>
    {
        Vector<T> none = default;
        int whole = theta.Length - (theta.Length % Vector<T>.Count);
        for (int i = 0; i < whole; i += Vector<T>.Count)
        {
            ref Vector<T> state1 = ref TRule.StateCount > 0 ? ref At(first, i) : ref none;
            ref Vector<T> state2 = ref TRule.StateCount > 1 ? ref At(second, i) : ref none;
            ref Vector<T> state3 = ref TRule.StateCount > 2 ? ref At(third, i) : ref none;
            rule.Update(ref At(theta, i), At(g, i), ref state1, ref state2, ref state3);
        }

        if (whole < theta.Length)
        {
            Vector<T> last = Load(theta[whole..]);
            first = first.IsEmpty ? first : first[whole..];
            second = second.IsEmpty ? second : second[whole..];
            third = third.IsEmpty ? third : third[whole..];
            Vector<T> state1 = Load(first);
            Vector<T> state2 = Load(second);
            Vector<T> state3 = Load(third);
            rule.Update(ref last, Load(g[whole..]), ref state1, ref state2, ref state3);
            Store(last, theta[whole..]);
            Store(state1, first);
            Store(state2, second);
            Store(state3, third);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Vector<T> At<T>(Span<T> numbers, int index)
        where T : unmanaged =>
        ref Unsafe.As<T, Vector<T>>(ref Unsafe.Add(ref MemoryMarshal.GetReference(numbers), index));

    /// <summary>Less than a vector, with zeros behind.</summary>
    private static Vector<T> Load<T>(Span<T> numbers)
        where T : unmanaged
    {
        Vector<T> vector = default;
        numbers.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<T>, T>(ref vector), Vector<T>.Count));
        return vector;
    }

    private static void Store<T>(Vector<T> vector, Span<T> numbers)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<T>, T>(ref vector), numbers.Length).CopyTo(numbers);
}

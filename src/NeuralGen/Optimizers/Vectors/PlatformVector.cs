using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralGen;

/// <summary>As many bits as <see cref="Vector{T}"/> has, up to 256.</summary>
internal readonly struct PlatformVector<T>(Vector<T> lanes) : IUpdateVector<PlatformVector<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _lanes = lanes;

    public static int Count => Vector<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PlatformVector<T> Broadcast(T value) => new(Vector.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PlatformVector<T> Load(ref T first) => new(Vector.LoadUnsafe(ref first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T first) => _lanes.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PlatformVector<T> MultiplyAdd(PlatformVector<T> left, PlatformVector<T> right, PlatformVector<T> addend) => typeof(T) == typeof(float)
        ? new(Vector.MultiplyAddEstimate(left._lanes.As<T, float>(), right._lanes.As<T, float>(), addend._lanes.As<T, float>()).As<float, T>())
        : typeof(T) == typeof(double)
            ? new(Vector.MultiplyAddEstimate(left._lanes.As<T, double>(), right._lanes.As<T, double>(), addend._lanes.As<T, double>()).As<double, T>())
            : (left * right) + addend;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PlatformVector<T> Max(PlatformVector<T> left, PlatformVector<T> right) => new(Vector.Max(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PlatformVector<T> SquareRoot(PlatformVector<T> radicand) => new(Vector.SquareRoot(radicand._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PlatformVector<T> FlushSubnormal(PlatformVector<T> value) =>
        new(Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(value._lanes), Vector.Create(SmallestNormal<T>.Value)), Vector<T>.Zero, value._lanes));

    public static PlatformVector<T> operator +(PlatformVector<T> left, PlatformVector<T> right) => new(left._lanes + right._lanes);

    public static PlatformVector<T> operator -(PlatformVector<T> left, PlatformVector<T> right) => new(left._lanes - right._lanes);

    public static PlatformVector<T> operator *(PlatformVector<T> left, PlatformVector<T> right) => new(left._lanes * right._lanes);

    public static PlatformVector<T> operator /(PlatformVector<T> left, PlatformVector<T> right) => new(left._lanes / right._lanes);
}

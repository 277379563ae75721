using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralGen;

/// <summary>512 bits, for machines that have them: <see cref="Vector{T}"/> stops at 256.</summary>
internal readonly struct WideVector<T>(Vector512<T> lanes) : IUpdateVector<WideVector<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _lanes = lanes;

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideVector<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideVector<T> Load(ref T first) => new(Vector512.LoadUnsafe(ref first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T first) => _lanes.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideVector<T> MultiplyAdd(WideVector<T> left, WideVector<T> right, WideVector<T> addend) => typeof(T) == typeof(float)
        ? new(Vector512.MultiplyAddEstimate(left._lanes.AsSingle(), right._lanes.AsSingle(), addend._lanes.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double)
            ? new(Vector512.MultiplyAddEstimate(left._lanes.AsDouble(), right._lanes.AsDouble(), addend._lanes.AsDouble()).As<double, T>())
            : (left * right) + addend;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideVector<T> Max(WideVector<T> left, WideVector<T> right) => new(Vector512.Max(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideVector<T> SquareRoot(WideVector<T> radicand) => new(Vector512.Sqrt(radicand._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideVector<T> FlushSubnormal(WideVector<T> value) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(value._lanes), Vector512.Create(SmallestNormal<T>.Value)), Vector512<T>.Zero, value._lanes));

    public static WideVector<T> operator +(WideVector<T> left, WideVector<T> right) => new(left._lanes + right._lanes);

    public static WideVector<T> operator -(WideVector<T> left, WideVector<T> right) => new(left._lanes - right._lanes);

    public static WideVector<T> operator *(WideVector<T> left, WideVector<T> right) => new(left._lanes * right._lanes);

    public static WideVector<T> operator /(WideVector<T> left, WideVector<T> right) => new(left._lanes / right._lanes);
}

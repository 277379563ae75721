using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralGen;

/// <summary>The smallest number that is not subnormal, 2^-126 or 2^-1022.</summary>
internal static class SmallestNormal<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float)
            ? T.CreateTruncating(BitConverter.UInt32BitsToSingle(0x0080_0000))
            : T.CreateTruncating(BitConverter.UInt64BitsToDouble(0x0010_0000_0000_0000));
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralGen;

/// <summary>Arrays on the pinned heap with a first element at a 64-byte boundary: a cache line, the widest vector.</summary>
internal static class AlignedMemory
{
    public const int Alignment = 64;

    /// <summary>Allocates zeroed memory; usable elements are <paramref name="start"/> and the <paramref name="length"/> - 1 after it.</summary>
    public static unsafe T[] Allocate<T>(int length, out int start)
        where T : unmanaged
    {
        T[] block = GC.AllocateArray<T>(checked(length + (Alignment / sizeof(T))), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(block));
        start = (int)(((Alignment - (address % Alignment)) % Alignment) / (nuint)sizeof(T));
        return block;
    }
}

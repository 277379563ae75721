using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralGen.Runtime;

/// <summary>
/// Memory for intermediate results. A block belongs to one call from <see cref="Rent"/> to <see cref="Return"/>; each
/// thread keeps its largest one, so that repeated calls allocate nothing.
/// </summary>
/// <typeparam name="T">The number format.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Scratch<T>
    where T : unmanaged
{
    [ThreadStatic]
    private static Scratch<T>? _idle;

    private readonly T[] _block;
    private readonly int _start;
    private readonly int _length;

    private Scratch(int length)
    {
        _length = length;
        _block = AlignedMemory.Allocate<T>(length, out _start);
    }

    /// <summary>A reference to the first element, at a 64-byte boundary. The content is undefined.</summary>
    public ref T Reference => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_block), _start);

    /// <summary>Takes a block for the caller alone.</summary>
    /// <param name="length">The number of elements needed.</param>
    /// <returns>A block of at least that length.</returns>
    public static Scratch<T> Rent(int length)
    {
        Scratch<T>? idle = _idle;
        _idle = null;
        return idle is not null && idle._length >= length ? idle : new Scratch<T>(length);
    }

    /// <summary>Gives the block back. The caller must not use it afterwards.</summary>
    public void Return()
    {
        if (_idle is null || _idle._length < _length)
        {
            _idle = this;
        }
    }
}

/// <summary>Helps generated code to place scratch on the stack.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StackScratch
{
    /// <summary>The first element, from a place on, that lies at a 64-byte boundary.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="first">The beginning of memory on the stack, 64 bytes longer than needed.</param>
    /// <returns>The aligned element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ref T Align<T>(ref T first)
        where T : unmanaged
    {
        nuint address = (nuint)Unsafe.AsPointer(ref first);
        return ref Unsafe.AddByteOffset(ref first, (nuint)(-(nint)address) % AlignedMemory.Alignment);
    }
}

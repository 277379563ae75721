using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Contract;

/// <summary>A span between two walls of known numbers; reads and writes past either end show.</summary>
internal sealed class Guarded<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Wall = 70;

    private readonly T[] _memory;
    private readonly int _start;
    private readonly int _length;
    private readonly T _brick;

    /// <summary>Memory whose span begins <paramref name="offset"/> elements after that of another guarded span.</summary>
    public Guarded(int length, T brick, int offset = 0)
    {
        _memory = GC.AllocateArray<T>(length + (2 * Wall) + offset, pinned: true);
        _memory.AsSpan().Fill(brick);
        _start = Wall + offset;
        _length = length;
        _brick = brick;
    }

    public Guarded(ReadOnlySpan<T> content, T brick, int offset = 0)
        : this(content.Length, brick, offset) => content.CopyTo(Span);

    public Span<T> Span => _memory.AsSpan(_start, _length);

    public void CheckWalls(string what)
    {
        ulong[] expected = Numbers.Bits<T>([_brick]);
        ulong[] bits = Numbers.Bits<T>(_memory);
        for (int i = 0; i < bits.Length; i++)
        {
            if ((i < _start || i >= _start + _length) && bits[i] != expected[0])
            {
                Assert.Fail($"{what}: element {i - _start} was overwritten; the span has elements 0 to {_length - 1}.");
            }
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralGen.Runtime;

/// <summary>
/// The gradients and losses of blocks under way. The memory is kept for the next batch, for whoever has the pool. Each
/// network's class has its own, so that what no kernel writes, the padding of its layout, is zero.
/// </summary>
internal readonly unsafe struct GradientBuffers<T, TBlock>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Memory for small gradients, in bytes: with it, threads meet only once or a few times in a batch.</summary>
    private const int Bytes = 4 * 1024 * 1024;

    private const int Most = 128;

    /// <summary>Very large gradients are fewer, and threads wait for each other, before memory runs out.</summary>
    private const long MostBytes = 1 << 30;

    /// <summary>The most elements of a gradient that a thread adds up at a time; they stay in the first-level cache.</summary>
    private const int LongestSlice = 2048;

    private const int ShortestSlice = 256;

    /// <summary>Fewer additions than this are done sooner than shared: they take some 5 microseconds.</summary>
    private const int LeastAdditions = 32 * 1024;

    private static T[] _memory = [];
    private static int _start;

    private readonly T* _first;
    private readonly int _length;
    private readonly int _stride;

    private GradientBuffers(T* first, int length, int stride, int count)
    {
        _first = first;
        _length = length;
        _stride = stride;
        Count = count;
    }

    /// <summary>The number of buffers.</summary>
    public int Count { get; }

    /// <summary>The buffers for a batch.</summary>
    /// <param name="length">The length of a gradient.</param>
    /// <param name="blocks">The number of the batch's blocks.</param>
    /// <param name="threads">The number of threads; each can have a block at the same time.</param>
    public static GradientBuffers<T, TBlock> Get(int length, int blocks, int threads)
    {
        // A cache line behind each gradient is its loss's.
        int line = AlignedMemory.Alignment / sizeof(T);
        int stride = checked(((length + line - 1) / line * line) + line);
        int affordable = Math.Min(Bytes / sizeof(T) / stride, Most) / threads * threads;
        int count = (int)Math.Clamp(MostBytes / sizeof(T) / stride, 1, Math.Min(blocks, Math.Max(threads, affordable)));
        int needed = checked(stride * count);
        if (_memory.Length < needed)
        {
            _memory = AlignedMemory.Allocate<T>(needed, out _start);
        }

        // The memory is on the pinned heap, and the field keeps it alive.
        return new((T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory)) + _start, length, stride, count);
    }

    /// <summary>The gradient of a block.</summary>
    public T* Gradient(int buffer) => _first + ((nint)buffer * _stride);

    /// <summary>The loss of a block.</summary>
    public ref T Loss(int buffer) => ref *(_first + ((nint)(buffer + 1) * _stride) - 1);

    /// <summary>Adds gradients to one, in order.</summary>
    /// <param name="gradient">What they are added to.</param>
    /// <param name="from">The first buffer.</param>
    /// <param name="to">The one behind the last buffer.</param>
    /// <param name="pool">The pool, taken by the caller.</param>
    /// <param name="threads">The most threads to use.</param>
    public void AddTo(T* gradient, int from, int to, WorkerPool pool, int threads)
    {
        int size = Math.Clamp(_length / (2 * pool.Threads(threads)) / ShortestSlice * ShortestSlice, ShortestSlice, LongestSlice);
        var slices = new Slices(this, gradient, from, to, size);
        bool pays = (long)_length * (to - from) >= LeastAdditions;
        pool.Run(ref slices, ((_length - 1) / size) + 1, pays ? threads : 1);
    }

    /// <summary>The same elements of all gradients: elements have nothing to do with one another, so slices can be any thread's.</summary>
    private readonly struct Slices(GradientBuffers<T, TBlock> buffers, T* gradient, int from, int to, int size) : IBlocks
    {
        public void Run(int slice)
        {
            int start = slice * size;
            int length = Math.Min(size, buffers._length - start);
            for (int buffer = from; buffer < to; buffer++)
            {
                Add(new Span<T>(gradient + start, length), new ReadOnlySpan<T>(buffers.Gradient(buffer) + start, length));
            }
        }

        private static void Add(Span<T> sum, ReadOnlySpan<T> addend)
        {
            int done = 0;
            if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
            {
                Span<Vector<T>> sums = MemoryMarshal.Cast<T, Vector<T>>(sum);
                ReadOnlySpan<Vector<T>> addends = MemoryMarshal.Cast<T, Vector<T>>(addend)[..sums.Length];
                for (int i = 0; i < sums.Length; i++)
                {
                    sums[i] += addends[i];
                }

                done = sums.Length * Vector<T>.Count;
            }

            for (int i = done; i < sum.Length; i++)
            {
                sum[i] += addend[i];
            }
        }
    }
}

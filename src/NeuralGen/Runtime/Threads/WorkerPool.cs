using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace NeuralGen.Runtime;

/// <summary>
/// Threads that share the blocks of one batch at a time. Nothing waits in line: a caller who finds the pool taken does
/// the work alone, as there is no idle core for it anyway. So calls from many threads and calls within calls are right.
/// </summary>
internal sealed unsafe class WorkerPool
{
    private readonly Worker?[] _workers;
    private Counters _counters;
    private int _taken;
    private int _helpers;
    private int _blocks;
    private delegate*<void*, int, void> _run;
    private void* _body;
    private Exception? _failure;

    /// <summary>Creates a pool; its threads are started when they are first called.</summary>
    /// <param name="workers">The most threads that help a caller.</param>
    public WorkerPool(int workers) => _workers = new Worker?[workers];

    /// <summary>The pool of the process: with the caller, a thread for each processor.</summary>
    public static WorkerPool Shared { get; } = new(Environment.ProcessorCount - 1);

    /// <summary>The number of the last call for help.</summary>
    internal uint Call => (uint)(Volatile.Read(ref _counters.Claims) >> 32);

    /// <summary>The number of workers that the last call calls.</summary>
    internal int Helpers => Volatile.Read(ref _helpers);

    /// <summary>Takes the pool for one batch.</summary>
    /// <returns>Whether the pool was free; if so, <see cref="Exit"/> must follow.</returns>
    public bool TryEnter() => _workers.Length > 0 && Interlocked.CompareExchange(ref _taken, 1, 0) == 0;

    /// <summary>Gives the pool back.</summary>
    public void Exit() => Volatile.Write(ref _taken, 0);

    /// <summary>The number of threads that a call for so many gets, the caller's own included.</summary>
    /// <param name="threads">The number of threads wanted.</param>
    public int Threads(int threads) => Math.Min(threads, _workers.Length + 1);

    /// <summary>Does all blocks, and returns when they are done. For whoever has taken the pool.</summary>
    /// <param name="body">What to do for a block.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="threads">The most threads to use, the caller's own included.</param>
    public void Run<TBody>(ref TBody body, int blocks, int threads)
        where TBody : unmanaged, IBlocks
    {
        int helpers = Start(Math.Min(Threads(threads), blocks) - 1);
        if (helpers < 1)
        {
            for (int block = 0; block < blocks; block++)
            {
                body.Run(block);
            }

            return;
        }

        fixed (TBody* pinned = &body)
        {
            Volatile.Write(ref _helpers, helpers);
            _blocks = blocks;
            _run = &Run<TBody>;
            _body = pinned;
            _counters.Finished = 0;
            _failure = null;

            // Everything above is to be seen by whoever sees the call.
            uint call = Call + 1;
            Interlocked.Exchange(ref _counters.Claims, ((long)call << 32) | (uint)blocks);
            try
            {
                WakeOne();
                WakeOne();
            }
            finally
            {
                // Whoever interrupts this thread must not end the life of what the others work on.
                Help(call);
                AwaitAll(blocks);
            }
        }

        if (Interlocked.Exchange(ref _failure, null) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Does blocks of a call until none is left.</summary>
    /// <remarks>
    /// A claim is one number, the call above and the number of blocks that are left below. Who reads it too late, when
    /// another call has begun, fails to change it; who has changed it has a block that its call waits for, and only then may
    /// look at anything else, which stays as it is until that block is done.
    /// </remarks>
    internal void Help(uint call)
    {
        int finished = 0;
        while (true)
        {
            long claims = Volatile.Read(ref _counters.Claims);
            int left = (int)claims;
            if ((uint)(claims >> 32) != call || left == 0)
            {
                break;
            }

            if (Interlocked.CompareExchange(ref _counters.Claims, claims - 1, claims) == claims)
            {
                Run(_blocks - left);
                finished++;
            }
        }

        if (finished > 0)
        {
            Interlocked.Add(ref _counters.Finished, finished);
        }
    }

    /// <summary>Wakes the first sleeper among the workers that are called.</summary>
    internal void WakeOne()
    {
        int helpers = Helpers;
        for (int i = 0; i < helpers; i++)
        {
            if (_workers[i]!.TryWake())
            {
                return;
            }
        }
    }

    /// <summary>Does a block. When memory runs out, the blocks still to come are passed over and the caller gets the exception.</summary>
    private void Run(int block)
    {
        if (Volatile.Read(ref _failure) is not null)
        {
            return;
        }

        try
        {
            _run(_body, block);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
        }
    }

    private static void Run<TBody>(void* body, int block)
        where TBody : unmanaged, IBlocks => Unsafe.AsRef<TBody>(body).Run(block);

    /// <summary>Sees to it that workers are there. A system that has no more threads to give leaves the work to those that are.</summary>
    /// <returns>How many of them are.</returns>
    private int Start(int helpers)
    {
        for (int i = 0; i < helpers; i++)
        {
            try
            {
                _workers[i] ??= new Worker(this, i, Call);
            }
            catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
            {
                return i;
            }
        }

        return helpers;
    }

    /// <summary>Waits for the others' last blocks: the time of one block at most, unless a thread has lost its processor.</summary>
    private void AwaitAll(int blocks)
    {
        for (int turn = 1; Volatile.Read(ref _counters.Finished) < blocks; turn++)
        {
            if (turn % 64 == 0)
            {
                Thread.Yield();
            }
            else
            {
                Thread.SpinWait(1);
            }
        }
    }

    /// <summary>What threads write at once, away from what they only read and from one another.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Counters
    {
        [FieldOffset(128)]
        public long Claims;

        [FieldOffset(256)]
        public int Finished;
    }
}

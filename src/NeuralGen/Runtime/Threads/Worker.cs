using System.Diagnostics;

namespace NeuralGen.Runtime;

/// <summary>
/// A background thread that helps with the blocks of one call after another. Between calls it looks out for the next
/// one for a moment, since training asks for a worker again within microseconds, and then sleeps.
/// </summary>
internal sealed class Worker
{
    /// <summary>
    /// How long a worker looks out before it sleeps, half a millisecond: longer than an optimiser's step and the gathering
    /// of a batch, which come between two calls, and too short to be seen in the load of a machine.
    /// </summary>
    public static readonly long LookoutTicks = Stopwatch.Frequency / 2_000;

    private readonly WorkerPool _pool;
    private readonly int _index;
    private readonly object _bed = new();
    private bool _asleep;

    /// <summary>Starts a worker.</summary>
    /// <param name="pool">Gives it work.</param>
    /// <param name="index">Its number in the pool; a call for n helpers calls the workers below n.</param>
    /// <param name="seen">The last call that it has nothing to do with.</param>
    public Worker(WorkerPool pool, int index, uint seen)
    {
        _pool = pool;
        _index = index;
        var thread = new Thread(() => Serve(seen)) { IsBackground = true, Name = $"NeuralGen worker {index + 1}" };
        thread.UnsafeStart();
    }

    /// <summary>Wakes the worker.</summary>
    /// <returns>Whether it was asleep.</returns>
    public bool TryWake()
    {
        if (!Volatile.Read(ref _asleep))
        {
            return false;
        }

        lock (_bed)
        {
            bool slept = _asleep;
            _asleep = false;
            Monitor.Pulse(_bed);
            return slept;
        }
    }

    private void Serve(uint seen)
    {
        bool called = true;
        while (true)
        {
            if (!called || !LooksOut(seen))
            {
                Sleep(seen);
            }

            seen = _pool.Call;
            called = _index < _pool.Helpers;
            if (called)
            {
                // Whoever comes wakes two more: the last of many sleepers comes after a few steps.
                _pool.WakeOne();
                _pool.WakeOne();
                _pool.Help(seen);
            }
        }
    }

    /// <summary>Waits for another call with open eyes, for a while. On a single processor that would only be in the way.</summary>
    private bool LooksOut(uint seen)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int i = 0; i < 16; i++)
            {
                if (_pool.Call != seen)
                {
                    return true;
                }

                Thread.SpinWait(1);
            }
        }
        while (Environment.ProcessorCount > 1 && Stopwatch.GetTimestamp() - start < LookoutTicks);
        return false;
    }

    /// <summary>Sleeps until woken, unless there is another call already: either the caller sees the sleeper or the sleeper the call.</summary>
    private void Sleep(uint seen)
    {
        lock (_bed)
        {
            _asleep = true;
            Interlocked.MemoryBarrier();
            if (_pool.Call != seen)
            {
                _asleep = false;
            }

            while (_asleep)
            {
                Monitor.Wait(_bed);
            }
        }
    }
}

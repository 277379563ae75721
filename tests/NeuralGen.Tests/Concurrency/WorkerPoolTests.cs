using NeuralGen.Runtime;

namespace NeuralGen.Tests.Concurrency;

/// <summary>A pool with more threads than this machine may have processors, so that they get into each other's way.</summary>
[Collection(ConcurrencyCollection.Name)]
public sealed class WorkerPoolTests
{
    private const int Workers = 7;

    private static readonly WorkerPool Pool = new(Workers);

    /// <summary>What the blocks of the test under way write to; bodies of work hold no references themselves.</summary>
    private static readonly int[] Done = new int[200];

    private static readonly int[] Threads = new int[200];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(63)]
    [InlineData(200)]
    public void EveryBlockIsDoneOnce(int blocks)
    {
        for (int round = 0; round < 2_000; round++)
        {
            int threads = 1 + (round % (Workers + 1));
            Run(new Count(), blocks, threads);
            Assert.Equal(blocks, Done.Sum());
            Assert.All(Done.Take(blocks), count => Assert.Equal(1, count));
            Assert.InRange(Threads.Take(blocks).Distinct().Count(), 1, threads);
        }
    }

    /// <summary>A worker that comes late to a call of few blocks must not take one of the next call's many.</summary>
    [Fact]
    public void EveryBlockIsDoneOnceAfterACallOfFewerBlocks()
    {
        for (int round = 0; round < 20_000; round++)
        {
            int blocks = round % 2 == 0 ? 4 : 200;
            Run(new Count(), blocks, threads: Workers + 1);
            Assert.Equal(-1, Done.AsSpan(0, blocks).IndexOfAnyExcept(1));
            Assert.Equal(-1, Done.AsSpan(blocks).IndexOfAnyExcept(0));
        }
    }

    [Fact]
    public void SleepersWakeUp()
    {
        for (int round = 0; round < 20; round++)
        {
            Thread.Sleep(2);
            Run(new Rest(), blocks: 16, threads: 4);
            Assert.Equal(16, Done.Sum());
        }

        // Each block takes a millisecond of sleep, so that others have the time to come even on one processor.
        Assert.InRange(Threads.Take(16).Distinct().Count(), 2, 4);
    }

    [Fact]
    public void OneBatchHasThePool()
    {
        Assert.True(Pool.TryEnter());
        Assert.False(Pool.TryEnter());
        Pool.Exit();
        Assert.True(Pool.TryEnter());
        Pool.Exit();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void AnExceptionReachesTheCaller(int threads)
    {
        for (int round = 0; round < 50; round++)
        {
            Assert.Equal("Block 5.", Assert.Throws<InvalidOperationException>(() => Run(new Fail(), blocks: 20, threads)).Message);
            Run(new Count(), blocks: 20, threads);
            Assert.Equal(20, Done.Sum());
        }
    }

    private static void Run<TBody>(TBody body, int blocks, int threads)
        where TBody : unmanaged, IBlocks
    {
        Array.Clear(Done);
        Assert.True(Pool.TryEnter());
        try
        {
            Pool.Run(ref body, blocks, threads);
        }
        finally
        {
            Pool.Exit();
        }
    }

    private readonly struct Count : IBlocks
    {
        public void Run(int block)
        {
            Interlocked.Increment(ref Done[block]);
            Threads[block] = Environment.CurrentManagedThreadId;
        }
    }

    private readonly struct Rest : IBlocks
    {
        public void Run(int block)
        {
            Thread.Sleep(1);
            default(Count).Run(block);
        }
    }

    private readonly struct Fail : IBlocks
    {
        public void Run(int block)
        {
            if (block == 5)
            {
                throw new InvalidOperationException("Block 5.");
            }
        }
    }
}

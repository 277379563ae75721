using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Contract;

/// <summary>One instance, many threads.</summary>
[Trait("Category", "Numeric")]
public abstract class ThreadTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Threads = 8;
    private const int Rounds = 5;

    public static TheoryData<string> Networks => ContractNetworks.Names<T>();

    [Theory]
    [MemberData(nameof(Networks))]
    public void EightThreadsGetTheResultsOfOne(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 21);
        ulong[] expected = EveryCall.Make(trial);
        ulong[][][] results = new ulong[Threads][][];
        using var together = new Barrier(Threads);
        Thread[] threads = new Thread[Threads];
        for (int t = 0; t < Threads; t++)
        {
            int place = t;
            threads[t] = new Thread(() =>
            {
                together.SignalAndWait();
                results[place] = [.. Enumerable.Range(0, Rounds).Select(_ => EveryCall.Make(trial))];
            });
            threads[t].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.All(results, rounds => Assert.All(rounds, actual => Assert.True(expected.AsSpan().SequenceEqual(actual), trial.Describe("results in a thread"))));
    }
}

public sealed class SingleThreadTests : ThreadTests<float>;

public sealed class DoubleThreadTests : ThreadTests<double>;

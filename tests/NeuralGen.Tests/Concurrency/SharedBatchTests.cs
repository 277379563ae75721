using System.Numerics;
using NeuralGen.Runtime;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Concurrency;

/// <summary>Batches shared among threads have the bits of those on one.</summary>
[Trait("Category", "Numeric")]
public abstract class SharedBatchTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Steps = 3;

    private static readonly int[] ThreadCounts = [1, 2, 3, 8, -1];

    // Blocks have up to 96 samples forwards and up to 240 backwards; large layers make them smaller.
    private static readonly int[] Sizes = [1, 2, 95, 96, 97, 239, 240, 241, 500];

    public static TheoryData<string> Networks => ContractNetworks.Names<T>();

    /// <summary>Networks whose samples are small enough for ten thousand of them.</summary>
    public static TheoryData<string> SmallNetworks =>
    [
        DeclaredNetworks.Find<T>(Activation.Sigmoid, 3, 4, 2).Name,
        ContractNetworks.OddSizes<T>().Name,
        DeclaredNetworks.Find<T>(Activation.Softmax, 64, 64, 32, 10).Name,
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryNumberOfThreadsHasTheSameBits(string network) => CheckPasses(Trial<T>.Of(network, Sizes.Max()), Sizes);

    [Theory]
    [MemberData(nameof(SmallNetworks))]
    public void TenThousandSamplesHaveTheSameBits(string network) => CheckPasses(Trial<T>.Of(network, 10_000), [10_000]);

    [Theory]
    [MemberData(nameof(Networks))]
    public void GradientDescentHasTheSameBits(string network) =>
        CheckTraining(network, 250, () => new Sgd<T>(T.CreateChecked(0.01)));

    [Theory]
    [MemberData(nameof(Networks))]
    public void AdamHasTheSameBits(string network) => CheckTraining(network, 250, () => new Adam<T>(T.CreateChecked(0.01)));

    [Theory]
    [MemberData(nameof(SmallNetworks))]
    public void TrainingOnTenThousandSamplesHasTheSameBits(string network) =>
        CheckTraining(network, 10_000, () => new Adam<T>(T.CreateChecked(0.01)));

    [Fact]
    public void NetworksTakeTurns()
    {
        Trial<T>[] trials = [.. Networks.Select(row => Trial<T>.Of(row.Data, samples: 500))];
        ulong[][] expected = [.. trials.Select(trial => Backward(trial, 500, threads: 1))];
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < trials.Length; i++)
            {
                Assert.True(expected[i].AsSpan().SequenceEqual(Backward(trials[i], 500, threads: 2)), trials[i].Describe("gradient"));
            }
        }
    }

    [Fact]
    public void CallersAtTheSameTimeGetTheBitsOfOne()
    {
        Trial<T> trial = Trial<T>.Of(DeclaredNetworks.Find<T>(Activation.Softmax, 64, 64, 32, 10).Name, samples: 2_000);
        ulong[] gradient = Backward(trial, 2_000, threads: 1);
        ulong[] outputs = Forward(trial, 2_000, threads: 1);
        var wrong = new int[4];
        Thread[] callers = [.. Enumerable.Range(0, wrong.Length).Select(caller => new Thread(() =>
        {
            for (int round = 0; round < 10; round++)
            {
                wrong[caller] += gradient.AsSpan().SequenceEqual(Backward(trial, 2_000, threads: -1)) ? 0 : 1;
                wrong[caller] += outputs.AsSpan().SequenceEqual(Forward(trial, 2_000, threads: -1)) ? 0 : 1;
            }
        }))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        Assert.Equal(new int[wrong.Length], wrong);
    }

    [Fact]
    public void LargeBatchesAreShared()
    {
        Trial<T> trial = Trial<T>.Of(DeclaredNetworks.Find<T>(Activation.Softmax, 64, 64, 32, 10).Name, samples: 2_000);
        uint before = WorkerPool.Shared.Call;
        Forward(trial, 2_000, threads: 1);
        Backward(trial, 2_000, threads: 1);
        Assert.Equal(before, WorkerPool.Shared.Call);
        Assert.SkipUnless(Environment.ProcessorCount > 1, "There is only one processor.");
        Forward(trial, 2_000, threads: -1);
        Assert.NotEqual(before, WorkerPool.Shared.Call);
        before = WorkerPool.Shared.Call;
        Backward(trial, 2_000, threads: -1);
        Assert.NotEqual(before, WorkerPool.Shared.Call);
    }

    [Fact]
    public void SmallBatchesStayOnTheCallersThread()
    {
        Trial<T> trial = Trial<T>.Of(DeclaredNetworks.Find<T>(Activation.Sigmoid, 3, 4, 2).Name, samples: 500);
        uint before = WorkerPool.Shared.Call;
        Forward(trial, 500, threads: -1);
        Backward(trial, 500, threads: -1);
        Assert.Equal(before, WorkerPool.Shared.Call);
    }

    private static void CheckPasses(Trial<T> trial, int[] sizes)
    {
        foreach (int size in sizes)
        {
            ulong[] outputs = Forward(trial, size, threads: null);
            ulong[] gradient = Backward(trial, size, threads: null);
            foreach (int threads in ThreadCounts)
            {
                string what = trial.Describe($"{size} samples, {threads} threads");
                Assert.True(outputs.AsSpan().SequenceEqual(Forward(trial, size, threads)), "Outputs: " + what);
                Assert.True(gradient.AsSpan().SequenceEqual(Backward(trial, size, threads)), "Gradient: " + what);
            }
        }
    }

    private static void CheckTraining(string network, int samples, Func<Optimizer<T>> create)
    {
        Trial<T> trial = Trial<T>.Of(network, samples);
        ParameterVector<T> start = trial.NewGradient();
        start.CopyFrom(trial.Network.Parameters);
        ulong[] expected = Train(trial, create(), threads: null);
        foreach (int threads in ThreadCounts)
        {
            trial.Network.Parameters.CopyFrom(start);
            Assert.True(expected.AsSpan().SequenceEqual(Train(trial, create(), threads)), trial.Describe($"{threads} threads: parameters"));
        }
    }

    /// <summary>Losses of some steps, and the parameters after them with their padding.</summary>
    private static ulong[] Train(Trial<T> trial, Optimizer<T> optimizer, int? threads)
    {
        var results = new List<T>();
        for (int step = 0; step < Steps; step++)
        {
            results.Add(threads is { } number
                ? trial.Network.TrainBatch(trial.Inputs, trial.Targets, optimizer, number)
                : trial.Network.TrainBatch(trial.Inputs, trial.Targets, optimizer));
        }

        return Numbers.Bits<T>([.. results, .. trial.Network.Parameters.Storage]);
    }

    private static ulong[] Forward(Trial<T> trial, int samples, int? threads)
    {
        var outputs = new T[samples * trial.Architecture.Outputs];
        if (threads is { } number)
        {
            trial.Network.ForwardBatch(trial.FirstInputs(samples), outputs, number);
        }
        else
        {
            trial.Network.ForwardBatch(trial.FirstInputs(samples), outputs);
        }

        return Numbers.Bits<T>(outputs);
    }

    /// <summary>The loss, and the gradient with its padding.</summary>
    private static ulong[] Backward(Trial<T> trial, int samples, int? threads)
    {
        ParameterVector<T> gradient = trial.NewGradient();
        T loss = threads is { } number
            ? trial.Network.BackwardBatch(trial.FirstInputs(samples), trial.FirstTargets(samples), gradient, number)
            : trial.Network.BackwardBatch(trial.FirstInputs(samples), trial.FirstTargets(samples), gradient);
        return Numbers.Bits<T>([loss, .. gradient.Storage]);
    }
}

[Collection(ConcurrencyCollection.Name)]
public sealed class SingleSharedBatchTests : SharedBatchTests<float>;

[Collection(ConcurrencyCollection.Name)]
public sealed class DoubleSharedBatchTests : SharedBatchTests<double>;

using NeuralGen.Training.Tests.Networks;

namespace NeuralGen.Training.Tests.Training;

/// <summary>
/// What a training allocates does not grow with its data. These tests run alone: a collection that another thread starts returns
/// this thread's half-used allocation buffer, and the runtime then counts the whole buffer.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class TrainingAllocationTests
{
    private const int MostBytesPerEpoch = 4096;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Sizes => [100, 20_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EpochsAfterTheFirstAllocateAFewKilobytes(int count)
    {
        Dataset<float> training = RandomSamples.Labelled<float>(count, 4, 3, seed: 1);
        Dataset<float> validation = RandomSamples.Labelled<float>(count, 4, 3, seed: 2);
        var options = new TrainerOptions
        {
            Epochs = 12,
            BatchSize = 16,
            EvaluateTraining = true,
            Metrics = [Metric.Accuracy, Metric.TopKAccuracy(2), Metric.MeanAbsoluteError],
            EarlyStopping = new EarlyStopping { Patience = 12 },
            Schedule = new CosineSchedule(12),
        };

        CheckEpochs(progress => Trainer.Create(new SmallClassifier(), new Adam<float>(0.01f), options).Fit(training, validation, progress, Token));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EpochsOfTheUsersBatchesAllocateAFewKilobytes(int count)
    {
        Dataset<double> samples = RandomSamples.Numeric<double>(count, 3, 2, seed: 1);
        Batch<double>[] batches = [.. Enumerable.Range(0, count / 10).Select(i =>
            new Batch<double>(samples.Inputs.Slice(30 * i, 30).ToArray(), samples.Targets.Slice(20 * i, 20).ToArray()))];
        var options = new TrainerOptions { Epochs = 12 };

        CheckEpochs(progress => Trainer.Create(new SmallRegression(), new Sgd<double>(0.01), options).Fit(batches, samples, progress, Token));
    }

    [Fact]
    public void BatchesAllocateNothing()
    {
        const int BatchesOfTenEpochs = 10 * 1000;
        AllocatedBytes(epochs: 1);

        long difference = AllocatedBytes(epochs: 11) - AllocatedBytes(epochs: 1);

        // The results of ten epochs take some bytes; one byte for each batch would be more.
        Assert.InRange(difference, 0, BatchesOfTenEpochs - 1);
    }

    [Fact]
    public void LabelsTakeNoOneHotRows()
    {
        const int Classes = 1000;
        const int Count = 10_000;
        float[] inputs = new float[Count];
        int[] labels = new int[Count];
        Dataset.FromLabels(inputs, labels, 1, Classes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Dataset<float> samples = Dataset.FromLabels(inputs, labels, 1, Classes);
        ReadOnlySpan<float> last = samples.Target(Count - 1);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Classes, last.Length);
        Assert.InRange(allocated, 0, (Count * sizeof(int)) + (2 * Classes * sizeof(float)) + 1000);
    }

    private static void CheckEpochs(Action<IProgress<TrainingProgress>> fit)
    {
        // The first training warms up the code.
        fit(new EpochBytes());
        var bytes = new EpochBytes();
        fit(bytes);

        // The least of the epochs, for the runtime allocates too when it replaces a method by a faster one.
        Assert.InRange(bytes.AfterFirst.Min(), 0, MostBytesPerEpoch);
        Assert.InRange(bytes.AfterFirst.Order().ElementAt(bytes.AfterFirst.Count / 2), 0, MostBytesPerEpoch);
    }

    private static long AllocatedBytes(int epochs)
    {
        var network = new LinearNetwork<TwoToOne> { KeepsBatches = false };
        Trainer<LinearNetwork<TwoToOne>, double> trainer = Trainer.Create(network, new Sgd<double>(0.1), new TrainerOptions { Epochs = epochs, BatchSize = 2 });
        Dataset<double> samples = RandomSamples.Numeric<double>(2000, 2, 1, seed: 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Fit(samples, progress: new EpochBytes(), cancellationToken: Token);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>What the epochs after the first allocated on this thread.</summary>
    private sealed class EpochBytes : IProgress<TrainingProgress>
    {
        private long _last = -1;

        public List<long> AfterFirst { get; } = new(capacity: 100);

        public void Report(TrainingProgress value)
        {
            if (value.CompletedEpoch is null)
            {
                return;
            }

            long now = GC.GetAllocatedBytesForCurrentThread();
            if (_last >= 0)
            {
                AfterFirst.Add(now - _last);
            }

            _last = now;
        }
    }
}

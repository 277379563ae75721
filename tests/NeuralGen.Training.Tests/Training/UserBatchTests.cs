using System.Collections;
using NeuralGen.Training.Tests.Networks;

namespace NeuralGen.Training.Tests.Training;

/// <summary>Training on an enumeration of batches of the user's own.</summary>
public sealed class UserBatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void BatchesAreTrainedOnInTheirOrder()
    {
        var network = new LinearNetwork<TwoToOne>();

        Fit(network, [Batch(1, 2), Batch(3, 4, 5, 6)], epochs: 2);

        Assert.Equal([[1.0, 2], [3.0, 4, 5, 6], [1.0, 2], [3.0, 4, 5, 6]], network.Batches);
    }

    [Fact]
    public void LossIsTheMeanOverSamplesNotOverBatches()
    {
        // Weights are zero and stay there: losses 1/2 for one sample and 0 for the two others.
        Batch<double>[] batches = [new(new double[] { 0, 0 }, new double[] { 1 }), new(new double[4], new double[2])];

        TrainingHistory history = Fit(new LinearNetwork<TwoToOne>(), batches, epochs: 1);

        Assert.Equal((0.5 / 3, 3), (history.Last.Loss, history.Last.SampleCount));
    }

    [Fact]
    public void LabelsBecomeTargets()
    {
        Dataset<float> samples = RandomSamples.Labelled<float>(20, 4, 3, seed: 2);
        float[] inputs = samples.Inputs.ToArray();

        Assert.Equal(
            ParametersAfter([new(inputs, samples.Targets.ToArray())]),
            ParametersAfter([new(inputs, samples.Labels.ToArray())]));
    }

    [Fact]
    public void BatchesMayShareTheirMemory()
    {
        // One array for all batches: what was trained on shows whether each was read in time.
        var network = new LinearNetwork<TwoToOne>();

        Fit(network, Shared(), epochs: 1);

        Assert.Equal([[1.0, 1], [2.0, 2], [3.0, 3]], network.Batches);

        static IEnumerable<Batch<double>> Shared()
        {
            double[] inputs = new double[2];
            for (int i = 1; i <= 3; i++)
            {
                Array.Fill(inputs, i);
                yield return new Batch<double>(inputs, new double[1]);
            }
        }
    }

    [Fact]
    public void NoBatchIsAnErrorThatNamesTheEpoch()
    {
        var once = new CountedBatches([[Batch(1, 2)], []]);

        ArgumentException exception = Assert.Throws<ArgumentException>("batches", () => Fit(new LinearNetwork<TwoToOne>(), once, epochs: 3));

        Assert.Contains("no batch in epoch 2", exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Batch<double>, string> WrongBatches => new()
    {
        { default, "inputs must be a positive multiple of 2, the inputs of one sample; they are 0" },
        { new(new double[3], new double[1]), "inputs must be a positive multiple of 2, the inputs of one sample; they are 3" },
        { new(new double[4], new double[1]), "targets must be 2, for 2 samples of 1; they are 1" },
        { new(new double[4], new int[3]), "labels must be 2, one for each sample; they are 3" },
        { new(new double[4], new int[] { 0, 2 }), "labels must be 0 to 1; label 1 is 2" },
        { new(new double[2], new int[] { -1 }), "labels must be 0 to 1; label 0 is -1" },
    };

    [Theory]
    [MemberData(nameof(WrongBatches), DisableDiscoveryEnumeration = true)]
    public void WrongBatchNamesEpochAndBatch(Batch<double> wrong, string expected)
    {
        var batches = new CountedBatches([[Batch(1, 2), Batch(1, 2)], [Batch(1, 2), wrong]]);

        ArgumentException exception = Assert.Throws<ArgumentException>("batches", () => Fit(new LinearNetwork<TwoToOne>(), batches, epochs: 2));

        Assert.Contains("Batch 2 of epoch 2: the " + expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongBatchLeavesTheParametersOfTheOneBefore()
    {
        var network = new LinearNetwork<TwoToOne>();
        var other = new LinearNetwork<TwoToOne>();
        Fit(other, [Batch(1, 2)], epochs: 1);

        Assert.Throws<ArgumentException>(() => Fit(network, [Batch(1, 2), default], epochs: 1));

        Assert.Equal(other.Parameters.Storage.ToArray(), network.Parameters.Storage.ToArray());
    }

    [Fact]
    public void EnumeratorIsDisposedAfterEachEpoch()
    {
        var batches = new CountedBatches([[Batch(1, 2)], [Batch(3, 4)]]);

        Fit(new LinearNetwork<TwoToOne>(), batches, epochs: 2);

        Assert.Equal((2, 2), (batches.Created, batches.Disposed));
    }

    [Fact]
    public void EnumeratorIsDisposedWhenABatchIsWrong()
    {
        var batches = new CountedBatches([[Batch(1, 2), default]]);

        Assert.Throws<ArgumentException>(() => Fit(new LinearNetwork<TwoToOne>(), batches, epochs: 1));

        Assert.Equal((1, 1), (batches.Created, batches.Disposed));
    }

    [Fact]
    public void EnumeratorIsDisposedWhenTheTrainingIsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var batches = new CountedBatches([[Batch(1, 2), Batch(3, 4)]]);
        var progress = new Reports(_ => cancellation.Cancel());

        Assert.Throws<OperationCanceledException>(() =>
            Create(new LinearNetwork<TwoToOne>(), epochs: 1).Fit(batches, progress: progress, cancellationToken: cancellation.Token));

        Assert.Equal((1, 1), (batches.Created, batches.Disposed));
    }

    [Fact]
    public void FirstEpochReportsAtDoublingIntervalsForNobodyKnowsItsLength()
    {
        var reports = new Reports();
        Batch<double>[] batches = [.. Enumerable.Repeat(Batch(1, 2), 9)];

        Create(new LinearNetwork<TwoToOne>(), epochs: 1).Fit(batches, progress: reports, cancellationToken: Token);

        Assert.Equal([(1, 0, 0), (2, 0, 0), (4, 0, 0), (8, 0, 0), (9, 9, 1)], reports.Select(report => (report.SamplesDone, report.SampleCount, report.EpochFraction)));
    }

    [Fact]
    public void LaterEpochsReportByTheLengthOfTheOneBefore()
    {
        var reports = new Reports();
        Batch<double>[] batches = [.. Enumerable.Repeat(Batch(1, 2), 4)];

        Create(new LinearNetwork<TwoToOne>(), epochs: 2).Fit(batches, progress: reports, cancellationToken: Token);

        Assert.Equal([0.25, 0.5, 0.75, 1], reports.Where(report => report.Epoch == 2).Select(report => report.EpochFraction));
    }

    [Fact]
    public void EvaluationOfTrainingDataNeedsThemInMemory()
    {
        var options = new TrainerOptions { EvaluateTraining = true };

        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            Trainer.Create(new LinearNetwork<TwoToOne>(), new Sgd<double>(0.1), options).Fit([Batch(1, 2)], cancellationToken: Token));

        Assert.Contains("needs training samples in memory", exception.Message, StringComparison.Ordinal);
    }

    private static Batch<double> Batch(params double[] inputs) => new(inputs, new double[inputs.Length / 2]);

    private static Trainer<LinearNetwork<TwoToOne>, double> Create(LinearNetwork<TwoToOne> network, int epochs) =>
        Trainer.Create(network, new Sgd<double>(0.001), new TrainerOptions { Epochs = epochs });

    private static TrainingHistory Fit(LinearNetwork<TwoToOne> network, IEnumerable<Batch<double>> batches, int epochs) =>
        Create(network, epochs).Fit(batches, cancellationToken: Token);

    private static float[] ParametersAfter(Batch<float>[] batches)
    {
        var network = new SmallClassifier();
        Trainer.Create(network, new Sgd<float>(0.1f), new TrainerOptions { Epochs = 2 }).Fit(batches, cancellationToken: Token);
        return network.Parameters.Storage.ToArray();
    }

    /// <summary>Gives the batches of one epoch after the other, and counts enumerators.</summary>
    private sealed class CountedBatches(Batch<double>[][] epochs) : IEnumerable<Batch<double>>
    {
        public int Created { get; private set; }

        public int Disposed { get; private set; }

        public IEnumerator<Batch<double>> GetEnumerator() => Enumerate(epochs[Created++]);

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private IEnumerator<Batch<double>> Enumerate(Batch<double>[] batches)
        {
            try
            {
                foreach (Batch<double> batch in batches)
                {
                    yield return batch;
                }
            }
            finally
            {
                Disposed++;
            }
        }
    }
}

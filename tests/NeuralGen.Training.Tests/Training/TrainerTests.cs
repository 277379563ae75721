namespace NeuralGen.Training.Tests.Training;

public sealed class TrainerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void LearnsAnAffineMap()
    {
        var network = new LinearNetwork<TwoToOne>();

        Create(network, new TrainerOptions { Epochs = 500, BatchSize = 4 }, learningRate: 0.5).Fit(Samples(20), cancellationToken: Token);

        Assert.Equal(1, network.Parameters["dense1.weight"][0, 0], 1e-6);
        Assert.Equal(10, network.Parameters["dense1.weight"][0, 1], 1e-6);
    }

    [Fact]
    public void EveryEpochTrainsOnEachSampleOnce()
    {
        var network = new LinearNetwork<TwoToOne>();

        Create(network, new TrainerOptions { Epochs = 1, BatchSize = 4 }).Fit(Samples(10), cancellationToken: Token);

        Assert.Equal(Enumerable.Range(0, 10), Order(network).Order());
    }

    [Fact]
    public void LastBatchHasTheRest()
    {
        var network = new LinearNetwork<TwoToOne>();

        Create(network, new TrainerOptions { Epochs = 1, BatchSize = 4 }).Fit(Samples(10), cancellationToken: Token);

        Assert.Equal([4, 4, 2], network.Batches.Select(batch => batch.Length / 2));
    }

    [Fact]
    public void BatchLargerThanTheSamplesHoldsThemAll()
    {
        var network = new LinearNetwork<TwoToOne>();

        Create(network, new TrainerOptions { Epochs = 1, BatchSize = int.MaxValue }).Fit(Samples(10), cancellationToken: Token);

        Assert.Equal(20, Assert.Single(network.Batches).Length);
    }

    [Fact]
    public void EpochsHaveDifferentOrders()
    {
        var network = new LinearNetwork<TwoToOne>();

        Create(network, new TrainerOptions { Epochs = 2, BatchSize = 20 }).Fit(Samples(20), cancellationToken: Token);

        Assert.NotEqual(network.Batches[0], network.Batches[1]);
    }

    [Fact]
    public void OrderIsThatOfTheSeedShuffledAgainEachEpoch()
    {
        var network = new LinearNetwork<TwoToOne>();
        var random = new Random(5);
        int[] order = [.. Enumerable.Range(0, 10)];
        random.Shuffle(order);
        int[] first = [.. order];
        random.Shuffle(order);

        Create(network, new TrainerOptions { Epochs = 2, BatchSize = 10, Seed = 5 }).Fit(Samples(10), cancellationToken: Token);

        Assert.Equal([first, order], network.Batches.Select(batch => batch.Where((_, i) => i % 2 == 0).Select(x => (int)Math.Round(10 * x)).ToArray()));
    }

    [Fact]
    public void TargetsStayWithTheirInputs()
    {
        // y = x1 + 10 x2 exactly, so with these weights the loss is zero as long as the pairs are right.
        var network = new LinearNetwork<TwoToOne>();
        network.Parameters.CopyFrom([1.0, 10.0]);

        TrainingHistory history = Create(network, new TrainerOptions { Epochs = 1, BatchSize = 3 }).Fit(Samples(10), cancellationToken: Token);

        Assert.Equal(0, history.Last.Loss, 1e-20);
    }

    [Fact]
    public void EqualSeedsGiveEqualParameters()
    {
        Assert.Equal(ParametersAfterTraining(seed: 5), ParametersAfterTraining(seed: 5));
    }

    [Fact]
    public void SeedsChangeTheOrder()
    {
        var one = new LinearNetwork<TwoToOne>();
        var other = new LinearNetwork<TwoToOne>();
        Create(one, new TrainerOptions { Epochs = 1, Seed = 1 }).Fit(Samples(20), cancellationToken: Token);
        Create(other, new TrainerOptions { Epochs = 1, Seed = 2 }).Fit(Samples(20), cancellationToken: Token);

        Assert.NotEqual(Order(one), Order(other));
    }

    [Fact]
    public void LossIsTheMeanOverSamplesNotOverBatches()
    {
        // Two inputs of 1 and one outlier of 10 with weights so small a step that they stay put: losses 1/2, 1/2, 50.
        var network = new LinearNetwork<TwoToOne>();
        var samples = new Dataset<double>(new double[] { 1, 0, 1, 0, 1, 0 }, new double[] { 1, 1, 10 }, 2, 1);

        TrainingHistory history = Create(network, new TrainerOptions { Epochs = 1, BatchSize = 2 }, learningRate: 1e-12).Fit(samples, cancellationToken: Token);

        Assert.Equal(51.0 / 3, history.Last.Loss, 1e-6);
    }

    [Fact]
    public void HistoryHasAnEntryForEachEpoch()
    {
        TrainingHistory history = Create(new(), new TrainerOptions { Epochs = 3 }).Fit(Samples(10), cancellationToken: Token);

        Assert.Equal([1, 2, 3], history.Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void HistoryHasNoValidationWithoutSamplesForIt()
    {
        TrainingHistory history = Create(new(), new TrainerOptions { Epochs = 1 }).Fit(Samples(10), cancellationToken: Token);

        Assert.Equal((null, null), (history.Last.ValidationLoss, history.Last.ValidationAccuracy));
    }

    [Fact]
    public void ValidationIsOfTheNetworkAfterTheEpoch()
    {
        var network = new LinearNetwork<TwoToOne>();
        Trainer<LinearNetwork<TwoToOne>, double> trainer = Create(network, new TrainerOptions { Epochs = 2 });

        TrainingHistory history = trainer.Fit(Samples(10), Samples(7), cancellationToken: Token);

        Assert.Equal(trainer.Evaluate(Samples(7), Token).Loss, history.Last.ValidationLoss);
    }

    [Fact]
    public void ProgressMovesWithinEachEpochAndEndsItWithItsResult()
    {
        var reports = new Reports();

        TrainingHistory history = Create(new(), new TrainerOptions { Epochs = 2, BatchSize = 5 }).Fit(Samples(20), progress: reports, cancellationToken: Token);

        Assert.Equal([0.25, 0.5, 0.75, 1, 0.25, 0.5, 0.75, 1], reports.Select(report => report.EpochFraction));
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2], reports.Select(report => report.Epoch));
        Assert.Equal([history.Epochs[0], history.Epochs[1]], reports.Select(report => report.CompletedEpoch).OfType<EpochResult>());
    }

    [Fact]
    public void ProgressIsNotReportedForEachOfManyBatches()
    {
        var reports = new Reports();

        Create(new(), new TrainerOptions { Epochs = 1, BatchSize = 1 }).Fit(Samples(2000), progress: reports, cancellationToken: Token);

        Assert.Equal(20, reports.Count);
    }

    [Fact]
    public void CancellationEndsTheTrainingBetweenTwoBatches()
    {
        using var cancellation = new CancellationTokenSource();
        var network = new LinearNetwork<TwoToOne>();
        var cancelAtFirstReport = new Reports(_ => cancellation.Cancel());

        Assert.Throws<OperationCanceledException>(() =>
            Create(network, new TrainerOptions { BatchSize = 5 }).Fit(Samples(20), null, cancelAtFirstReport, cancellation.Token));

        Assert.Single(network.Batches);
    }

    [Fact]
    public void CancelledTrainingLeavesTheParametersOfTheLastBatch()
    {
        using var cancellation = new CancellationTokenSource();
        var network = new LinearNetwork<TwoToOne>();
        double[] atCancellation = [];
        var cancelAtFirstReport = new Reports(_ =>
        {
            atCancellation = network.Parameters.Storage.ToArray();
            cancellation.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() =>
            Create(network, new TrainerOptions { BatchSize = 5 }).Fit(Samples(20), null, cancelAtFirstReport, cancellation.Token));

        Assert.Equal(atCancellation, network.Parameters.Storage);
    }

    [Fact]
    public void CancelledTokenTrainsNothing()
    {
        var network = new LinearNetwork<TwoToOne>();

        Assert.Throws<OperationCanceledException>(() => Create(network).Fit(Samples(20), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(network.Batches);
    }

    [Fact]
    public void TrainingSamplesOfOtherSizesNameWhatIsExpectedAndGiven()
    {
        var wrong = new Dataset<double>(new double[6], new double[4], 3, 2);

        ArgumentException exception = Assert.Throws<ArgumentException>("training", () => Create(new()).Fit(wrong, cancellationToken: Token));

        Assert.Contains("must have 2 inputs and 1 targets", exception.Message, StringComparison.Ordinal);
        Assert.Contains("they have 3 and 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValidationSamplesOfOtherSizesAreNamedBeforeTraining()
    {
        var network = new LinearNetwork<TwoToOne>();
        var wrong = new Dataset<double>(new double[6], new double[4], 3, 2);

        Assert.Throws<ArgumentException>("validation", () => Create(network).Fit(Samples(5), wrong, cancellationToken: Token));

        Assert.Empty(network.Batches);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void BatchSizeIsAtLeastOne(int batchSize)
    {
        Assert.Throws<ArgumentOutOfRangeException>("BatchSize", () => new TrainerOptions { BatchSize = batchSize });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void EpochsAreAtLeastOne(int epochs)
    {
        Assert.Throws<ArgumentOutOfRangeException>("Epochs", () => new TrainerOptions { Epochs = epochs });
    }

    private static Trainer<LinearNetwork<TwoToOne>, double> Create(
        LinearNetwork<TwoToOne> network, TrainerOptions? options = null, double learningRate = 0.1) =>
        Trainer.Create(network, new Sgd<double>(learningRate), options);

    /// <summary>Samples whose number i can be read off the input, x = (i/n, 1), with y = x1 + 10 x2.</summary>
    private static Dataset<double> Samples(int count)
    {
        double[] inputs = new double[2 * count];
        double[] targets = new double[count];
        for (int i = 0; i < count; i++)
        {
            inputs[2 * i] = (double)i / count;
            inputs[(2 * i) + 1] = 1;
            targets[i] = inputs[2 * i] + 10;
        }

        return new Dataset<double>(inputs, targets, 2, 1);
    }

    /// <summary>The numbers of the samples in the order of training.</summary>
    private static int[] Order(LinearNetwork<TwoToOne> network)
    {
        double[] inputs = [.. network.Batches.SelectMany(batch => batch)];
        int count = inputs.Length / 2;
        return [.. Enumerable.Range(0, count).Select(i => (int)Math.Round(inputs[2 * i] * count))];
    }

    private static double[] ParametersAfterTraining(int seed)
    {
        var network = new LinearNetwork<TwoToOne>();
        Create(network, new TrainerOptions { Epochs = 3, BatchSize = 4, Seed = seed }).Fit(Samples(20), cancellationToken: Token);
        return network.Parameters.Storage.ToArray();
    }
}

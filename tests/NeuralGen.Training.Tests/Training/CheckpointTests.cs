using NeuralGen.Training.Tests.Networks;

namespace NeuralGen.Training.Tests.Training;

/// <summary>When checkpoints are written, and which are refused.</summary>
public sealed class CheckpointTests
{
    private static readonly Dataset<float> Training = RandomSamples.Labelled<float>(20, 4, 3, seed: 1);
    private static readonly Dataset<float> Validation = RandomSamples.Labelled<float>(10, 4, 3, seed: 2);
    private static readonly TrainerOptions Options = new() { Epochs = 2, BatchSize = 5, EarlyStopping = new EarlyStopping(), Schedule = new StepSchedule(3) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void FinishedTrainingIsNotContinued()
    {
        using var file = new MissingFile();
        TrainingHistory history = Trainer(new CheckpointOptions(file.Path)).Fit(Training, Validation, cancellationToken: Token);
        var network = new SmallClassifier();
        var reports = new Reports();

        TrainingHistory again = Trainer(network: network).Resume(file.Path, Training, Validation, reports, Token);

        Assert.Equal(history.Epochs, again.Epochs);
        Assert.Empty(reports);
    }

    [Fact]
    public void TimesAreKept()
    {
        using var file = new MissingFile();
        TrainingHistory history = Trainer(new CheckpointOptions(file.Path)).Fit(Training, Validation, cancellationToken: Token);

        TrainingHistory again = Trainer().Resume(file.Path, Training, Validation, cancellationToken: Token);

        Assert.Equal(history.Elapsed, again.Elapsed);
    }

    [Fact]
    public void MoreEpochsMayBeAdded()
    {
        using var file = new MissingFile();
        Trainer(new CheckpointOptions(file.Path)).Fit(Training, Validation, cancellationToken: Token);
        var network = new SmallClassifier();
        var expected = new SmallClassifier();
        TrainerOptions more = Options with { Epochs = 4 };
        Trainer(network: expected, options: more).Fit(Training, Validation, cancellationToken: Token);

        TrainingHistory history = Trainer(network: network, options: more).Resume(file.Path, Training, Validation, cancellationToken: Token);

        Assert.Equal(4, history.Epochs.Length);
        Assert.Equal(expected.Parameters.Storage.ToArray(), network.Parameters.Storage.ToArray());
    }

    [Fact]
    public void NothingIsWrittenWithoutACheckpoint()
    {
        using var file = new MissingFile();
        Trainer().Fit(Training, Validation, cancellationToken: Token);
        Assert.False(File.Exists(file.Path));
    }

    [Theory]
    [InlineData(null, null, new[] { 8 })]
    [InlineData(1, null, new[] { 4, 8 })]
    [InlineData(null, 3, new[] { 3, 6, 8 })]
    [InlineData(1, 3, new[] { 3, 4, 7, 8 })]
    public void CheckpointsAreWrittenAfterEpochsAndBatchesAndAtTheEnd(int? everyEpochs, int? everyBatches, int[] expected)
    {
        // Four batches an epoch. The file is looked at before each batch and at the end, and then removed.
        using var file = new MissingFile();
        var written = new List<int>();
        int batches = 0;
        void Look()
        {
            if (File.Exists(file.Path))
            {
                written.Add(batches);
                File.Delete(file.Path);
            }
        }

        var optimizer = new InterruptedOptimizer<float>(new ObservedSgd(() =>
        {
            Look();
            batches++;
        }), -1, () => { });
        var checkpoint = new CheckpointOptions(file.Path) { EveryEpochs = everyEpochs, EveryBatches = everyBatches };
        Trainer(checkpoint, optimizer: optimizer).Fit(Training, Validation, cancellationToken: Token);
        Look();

        Assert.Equal(expected, written);
    }

    [Fact]
    public void CancelledTrainingIsWrittenBeforeItsFirstBatch()
    {
        using var file = new MissingFile();

        Assert.Throws<OperationCanceledException>(() =>
            Trainer(new CheckpointOptions(file.Path)).Fit(Training, Validation, cancellationToken: new CancellationToken(canceled: true)));

        Assert.True(File.Exists(file.Path));
    }

    [Fact]
    public void SpoiltParametersAreNotWritten()
    {
        using var file = new MissingFile();
        var optimizer = new InterruptedOptimizer<float>(new SpoilingSgd(atStep: 6), -1, () => { });
        var checkpoint = new CheckpointOptions(file.Path) { EveryBatches = 3 };

        Assert.Throws<TrainingDivergedException>(() => Trainer(checkpoint, optimizer: optimizer).Fit(Training, Validation, cancellationToken: Token));

        // What is there is the state after epoch 1, four batches.
        var network = new SmallClassifier();
        var expected = new SmallClassifier();
        TrainerOptions one = Options with { Epochs = 1, EarlyStopping = new EarlyStopping { RestoreBest = true } };
        Trainer(network: network, options: one, optimizer: new InterruptedOptimizer<float>(new SpoilingSgd(-1), -1, () => { }))
            .Resume(file.Path, Training, Validation, cancellationToken: Token);
        Trainer(network: expected, options: one, optimizer: new InterruptedOptimizer<float>(new SpoilingSgd(-1), -1, () => { }))
            .Fit(Training, Validation, cancellationToken: Token);
        Assert.Equal(expected.Parameters.Storage.ToArray(), network.Parameters.Storage.ToArray());
    }

    public static TheoryData<string, string> OtherConditions => new()
    {
        { "batch size", "the batch size is 5 in the checkpoint and 6 here" },
        { "seed", "the seed is 0 in the checkpoint and 7 here" },
        { "samples", "the number of training samples is 20 in the checkpoint and 19 here" },
        { "validation", "the number of validation samples is 10 in the checkpoint and none here" },
        { "metrics", "the metrics is loss, accuracy in the checkpoint and loss, mean absolute error here" },
        { "evaluation", "the evaluation of training data is no in the checkpoint and yes here" },
        { "stopping", "the early stopping is by loss, minimum improvement 0, restoring the best parameters in the checkpoint and none here" },
        { "schedule", "the schedule is StepSchedule in the checkpoint and none here" },
        { "schedule settings", "StepSchedule" },
        { "optimizer", "Expected the state of Sgd; found that of Adam" },
        { "optimizer settings", "Beta1 of Adam is 0.9 in the state and 0.8" },
        { "batches", "the training data is samples in memory in the checkpoint and batches of the user's own here" },
        { "epochs", "written after 2 epochs; the training is to have 1" },
    };

    [Theory]
    [MemberData(nameof(OtherConditions))]
    public void CheckpointOfAnotherTrainingIsRefusedAndNothingChanges(string change, string expected)
    {
        using var file = new MissingFile();
        Trainer(new CheckpointOptions(file.Path)).Fit(Training, Validation, cancellationToken: Token);
        var network = new SmallClassifier();
        float[] before = network.Parameters.Storage.ToArray();
        Optimizer<float> optimizer = change switch
        {
            "optimizer" => new Sgd<float>(0.5f),
            "optimizer settings" => new Adam<float>(0.5f) { Beta1 = 0.8 },
            _ => new Adam<float>(0.5f),
        };
        TrainerOptions options = change switch
        {
            "batch size" => Options with { BatchSize = 6 },
            "seed" => Options with { Seed = 7 },
            "metrics" => Options with { Metrics = [Metric.MeanAbsoluteError] },
            "evaluation" => Options with { EvaluateTraining = true },
            "stopping" => Options with { EarlyStopping = null },
            "schedule" => Options with { Schedule = null },
            "schedule settings" => Options with { Schedule = new StepSchedule(4) },
            "epochs" => Options with { Epochs = 1 },
            _ => Options,
        };
        Trainer<SmallClassifier, float> trainer = Trainer(network: network, optimizer: optimizer, options: options);

        ArgumentException exception = Assert.Throws<ArgumentException>("path", () => change switch
        {
            "batches" => trainer.Resume(file.Path, [new Batch<float>(new float[4], new int[1])], Validation, cancellationToken: Token),
            "samples" => trainer.Resume(file.Path, Training.Split(19).First, Validation, cancellationToken: Token),
            "validation" => trainer.Resume(file.Path, Training, cancellationToken: Token),
            _ => trainer.Resume(file.Path, Training, Validation, cancellationToken: Token),
        });

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains(file.Path, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Storage.ToArray());
        Assert.Equal(0.5f, optimizer.LearningRate);
    }

    [Fact]
    public void CheckpointOfAnotherNetworkIsRefused()
    {
        using var file = new MissingFile();
        Trainer(new CheckpointOptions(file.Path)).Fit(Training, Validation, cancellationToken: Token);

        Assert.Throws<InvalidDataException>(() =>
            NeuralGen.Trainer.Create(new DroppingClassifier(), new Adam<float>(0.5f), Options).Resume(file.Path, Training, Validation, cancellationToken: Token));
    }

    [Fact]
    public void MissingFileIsAnIOException() =>
        Assert.ThrowsAny<IOException>(() => Trainer().Resume(new MissingFile().Path, Training, Validation, cancellationToken: Token));

    [Theory]
    [InlineData("epoch", 0L, "the count 'epoch' must be 1 to")]
    [InlineData("epoch", 2L, "must have a value for each of 1 epochs; it has 2")]
    [InlineData("best_epoch", 3L, "the count 'best_epoch' must be 0 to 2; it is 3")]
    [InlineData("batches_done", -1L, "the count 'batches_done' must be 0 to")]
    public void ImpossibleCountsAreNamed(string name, long value, string expected) =>
        CheckDamage(checkpoint => checkpoint.Counts[name] = value, expected);

    [Fact]
    public void MissingPartsAreNamed()
    {
        CheckDamage(checkpoint => checkpoint.Counts.Remove("samples_done"), "there is no count 'samples_done'");
        CheckDamage(checkpoint => checkpoint.Numbers.Remove("first_rate"), "there is no number 'first_rate'");
        CheckDamage(checkpoint => checkpoint.Vectors.Remove("best"), "there is no vector 'best'");
        CheckDamage(checkpoint => checkpoint.Series.Remove("loss"), "there is no complete history");
    }

    [Fact]
    public void BatchesThatAreNoLongerThereAreNamed()
    {
        using var file = new MissingFile();
        using var cancellation = new CancellationTokenSource();
        var batch = new Batch<float>(new float[4], new int[1]);
        var progress = new Reports(report => Cancel(report, cancellation));
        TrainerOptions options = Options with { Checkpoint = new CheckpointOptions(file.Path) };
        Assert.Throws<OperationCanceledException>(() =>
            Trainer(options: options).Fit([batch, batch, batch], Validation, progress, cancellation.Token));

        ArgumentException exception = Assert.Throws<ArgumentException>("batches", () => Trainer().Resume(file.Path, [batch], Validation, cancellationToken: Token));

        Assert.Contains("Epoch 1 has 1 batches, but 2 had been trained on", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void IntervalsAreAtLeastOne(int value)
    {
        Assert.Throws<ArgumentOutOfRangeException>("EveryEpochs", () => new CheckpointOptions("x") { EveryEpochs = value });
        Assert.Throws<ArgumentOutOfRangeException>("EveryBatches", () => new CheckpointOptions("x") { EveryBatches = value });
    }

    private static void Cancel(TrainingProgress report, CancellationTokenSource cancellation)
    {
        if (report.SamplesDone == 2)
        {
            cancellation.Cancel();
        }
    }

    private static void CheckDamage(Action<Checkpoint<float>> damage, string expected)
    {
        using var file = new MissingFile();
        Trainer(new CheckpointOptions(file.Path)).Fit(Training, Validation, cancellationToken: Token);
        Checkpoint<float> checkpoint = Checkpoint<float>.Read(file.Path, SmallClassifier.Layout);
        damage(checkpoint);
        checkpoint.Write(file.Path);
        var network = new SmallClassifier();
        float[] before = network.Parameters.Storage.ToArray();

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() =>
            Trainer(network: network).Resume(file.Path, Training, Validation, cancellationToken: Token));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Storage.ToArray());
    }

    private static Trainer<SmallClassifier, float> Trainer(
        CheckpointOptions? checkpoint = null, SmallClassifier? network = null, Optimizer<float>? optimizer = null, TrainerOptions? options = null)
    {
        options ??= Options;
        return new(network ?? new SmallClassifier(), optimizer ?? new Adam<float>(0.5f), checkpoint is null ? options : options with { Checkpoint = checkpoint });
    }

    /// <summary>Plain descent that tells before each step.</summary>
    private sealed class ObservedSgd(Action beforeStep) : Optimizer<float>(0.1f)
    {
        public override void Step(ParameterVector<float> parameters, ParameterVector<float> gradient)
        {
            beforeStep();
            new Sgd<float>(LearningRate).Step(parameters, gradient);
        }
    }

    /// <summary>Plain descent that makes a parameter NaN at one step.</summary>
    private sealed class SpoilingSgd(int atStep) : Optimizer<float>(0.1f)
    {
        private int _step;

        public override void Step(ParameterVector<float> parameters, ParameterVector<float> gradient)
        {
            new Sgd<float>(LearningRate).Step(parameters, gradient);
            if (++_step == atStep)
            {
                parameters.Storage[0] = float.NaN;
            }
        }
    }
}

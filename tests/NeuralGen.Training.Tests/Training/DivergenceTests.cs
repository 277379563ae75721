using NeuralGen.Training.Tests.Networks;

namespace NeuralGen.Training.Tests.Training;

/// <summary>A loss that is NaN or infinite: where it was, and what is left.</summary>
public sealed class DivergenceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void EpochAndBatchAreNamed(double bad)
    {
        // Each epoch has the bad batch as its third.
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() =>
            Fit(new LinearNetwork<TwoToOne>(), 0.01, [Good(1), Good(2), Bad(bad), Good(3)]));

        Assert.Equal((1, 3), (exception.Epoch, exception.Batch));
        Assert.Contains("epoch 1, batch 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LossIsShown()
    {
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() =>
            Fit(new LinearNetwork<TwoToOne>(), 0.01, [Good(1), Bad(double.PositiveInfinity)]));

        Assert.Equal(double.PositiveInfinity, exception.Loss);
        Assert.Contains("the loss is Infinity", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BadBatchLeavesExactlyTheParametersBeforeIt()
    {
        var network = new LinearNetwork<TwoToOne>();
        var expected = new LinearNetwork<TwoToOne>();
        Fit(expected, 0.01, [Good(1), Good(2)]);

        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => Fit(network, 0.01, [Good(1), Good(2), Bad(double.NaN)]));

        Assert.Equal(expected.Parameters.Storage.ToArray(), network.Parameters.Storage.ToArray());
        Assert.Equal((KeptParameters.BeforeBatch, 1, 2), (exception.Kept, exception.KeptEpoch, exception.KeptBatch));
        Assert.Contains("parameters from before this batch, which are good", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BadBatchLeavesTheParametersOfAGeneratedNetworkToo()
    {
        float[] inputs = RandomSamples.Labelled<float>(8, 4, 3, seed: 1).Inputs.ToArray();
        var good = new Batch<float>(inputs, new int[8]);
        float[] spoilt = [.. inputs];
        spoilt[5] = float.NaN;
        var network = new SmallClassifier();
        var expected = new SmallClassifier();
        Trainer.Create(expected, new Adam<float>(0.1f), new TrainerOptions { Epochs = 1 }).Fit([good], cancellationToken: Token);

        Assert.Throws<TrainingDivergedException>(() =>
            Trainer.Create(network, new Adam<float>(0.1f)).Fit([good, new Batch<float>(spoilt, new int[8])], cancellationToken: Token));

        Assert.Equal(expected.Parameters.Storage.ToArray(), network.Parameters.Storage.ToArray());
    }

    [Fact]
    public void BadFirstBatchLeavesTheFirstParameters()
    {
        var network = new LinearNetwork<TwoToOne>();
        network.Parameters.CopyFrom([3.0, 4.0]);

        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => Fit(network, 0.01, [Bad(double.NaN)]));

        Assert.Equal([3.0, 4.0], network.Parameters.Storage);
        Assert.Equal((KeptParameters.BeforeBatch, 1, 0), (exception.Kept, exception.KeptEpoch, exception.KeptBatch));
    }

    [Fact]
    public void StepThatSpoiltTheParametersIsUndone()
    {
        // A huge rate makes them 1e200, whose loss is infinite on every batch.
        var network = new LinearNetwork<TwoToOne>();
        network.Parameters.CopyFrom([3.0, 4.0]);

        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => Fit(network, 1e200, [Good(1), Good(2)]));

        Assert.Equal([3.0, 4.0], network.Parameters.Storage);
        Assert.Equal((1, 2), (exception.Epoch, exception.Batch));
        Assert.Equal((KeptParameters.Restored, 1, 0), (exception.Kept, exception.KeptEpoch, exception.KeptBatch));
        Assert.Contains("those from the start of epoch 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("a smaller learning rate", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StepThatMadeParametersNaNIsUndoneThoughTheLossDoesNotShowIt()
    {
        // The second weight becomes NaN, and the next batch is bad by itself: finite numbers are asked of all parameters.
        var network = new LinearNetwork<TwoToOne>();
        var optimizer = new SpoilingOptimizer(atStep: 1, double.NaN);

        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() =>
            Trainer.Create(network, optimizer).Fit([Good(1), Good(2)], cancellationToken: Token));

        Assert.Equal([0.0, 0], network.Parameters.Storage);
        Assert.Equal(KeptParameters.Restored, exception.Kept);
    }

    [Fact]
    public void NewestGoodParametersAreRestored()
    {
        // Copies are taken after 256 batches; that one is trusted after the next.
        var network = new LinearNetwork<TwoToOne>();
        var expected = new LinearNetwork<TwoToOne>();
        Batch<double>[] batches = [.. Enumerable.Range(0, 300).Select(i => Good(i))];
        Fit(expected, 0.01, batches[..256]);

        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() =>
            Trainer.Create(network, new SpoilingOptimizer(atStep: 280, 1e300) { Inner = new Sgd<double>(0.01) }).Fit(batches, cancellationToken: Token));

        Assert.Equal(expected.Parameters.Storage.ToArray(), network.Parameters.Storage.ToArray());
        Assert.Equal((281, 256), (exception.Batch, exception.KeptBatch));
    }

    [Fact]
    public void CopyOfSpoiltParametersIsNotTrusted()
    {
        // The step that spoils them is the one after which a copy is taken.
        var network = new LinearNetwork<TwoToOne>();
        Batch<double>[] batches = [.. Enumerable.Range(0, 300).Select(i => Good(i))];

        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() =>
            Trainer.Create(network, new SpoilingOptimizer(atStep: 256, 1e300)).Fit(batches, cancellationToken: Token));

        Assert.Equal((257, 0), (exception.Batch, exception.KeptBatch));
        Assert.Equal([0.0, 0], network.Parameters.Storage);
    }

    [Fact]
    public void LastStepOfTheTrainingIsChecked()
    {
        var network = new LinearNetwork<TwoToOne>();

        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() =>
            Trainer.Create(network, new SpoilingOptimizer(atStep: 4, 1e300), new TrainerOptions { Epochs = 2 }).Fit([Good(1), Good(2)], cancellationToken: Token));

        Assert.Equal((2, 2), (exception.Epoch, exception.Batch));
        Assert.Equal([0.0, 0], network.Parameters.Storage);
    }

    [Fact]
    public void LastStepIsCheckedAlsoWhereTheValidationLossIsInfinite()
    {
        var network = new LinearNetwork<TwoToOne>();
        var validation = new Dataset<double>(new double[] { 1, 1 }, new double[] { 1 }, 2, 1);

        Assert.Throws<TrainingDivergedException>(() =>
            Trainer.Create(network, new SpoilingOptimizer(atStep: 1, 1e300), new TrainerOptions { Epochs = 1 }).Fit([Good(1)], validation, cancellationToken: Token));

        Assert.Equal([0.0, 0], network.Parameters.Storage);
    }

    [Fact]
    public void BadValidationDataAreNoDivergence()
    {
        var validation = new Dataset<double>(new double[] { double.NaN, 1 }, new double[] { 1 }, 2, 1);

        TrainingHistory history = Trainer.Create(new LinearNetwork<TwoToOne>(), new Sgd<double>(0.01), new TrainerOptions { Epochs = 2 })
            .Fit([Good(1)], validation, cancellationToken: Token);

        Assert.Equal([double.NaN, double.NaN], history.Epochs.Select(epoch => epoch.ValidationLoss!.Value));
    }

    [Fact]
    public void ParametersThatWereNeverGoodAreReported()
    {
        var network = new LinearNetwork<TwoToOne>();
        network.Parameters.CopyFrom([double.NaN, 1]);

        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => Fit(network, 0.01, [Good(1)]));

        Assert.Equal(KeptParameters.Spoilt, exception.Kept);
        Assert.Contains("not good before the first batch", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NetworkThatStepsAllTheSameGetsGoodParametersBack()
    {
        var network = new LinearNetwork<TwoToOne> { StepsAnyway = true };
        network.Parameters.CopyFrom([3.0, 4.0]);

        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => Fit(network, 0.01, [Good(1), Bad(double.NaN)]));

        Assert.Equal([3.0, 4.0], network.Parameters.Storage);
        Assert.Equal(KeptParameters.Restored, exception.Kept);
    }

    [Fact]
    public void BatchBeforeIsFoundAcrossTheEndOfAnEpoch()
    {
        // Samples in memory: the first batch of the second epoch is the first with the spoilt parameters.
        var network = new LinearNetwork<TwoToOne>();
        Dataset<double> samples = RandomSamples.Numeric<double>(8, 2, 1, seed: 1);

        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() =>
            Trainer.Create(network, new SpoilingOptimizer(atStep: 2, 1e300), new TrainerOptions { BatchSize = 4 }).Fit(samples, cancellationToken: Token));

        Assert.Equal((2, 1, KeptParameters.Restored), (exception.Epoch, exception.Batch, exception.Kept));
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, true)]
    [InlineData(new double[] { }, true)]
    [InlineData(new double[] { 1e308, 1e308, -1e308 }, true)]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6, 7, 8, double.NaN }, false)]
    [InlineData(new double[] { double.NegativeInfinity, 2, 3, 4, 5, 6, 7, 8, 9 }, false)]
    public void FiniteNumbersAreToldFromOthers(double[] numbers, bool expected) =>
        Assert.Equal(expected, FiniteNumbers.AreAll<double>(numbers));

    private static Batch<double> Good(double number) => new(new[] { 1, number / 300 }, new double[] { 1 });

    private static Batch<double> Bad(double number) => new(new[] { 1, number }, new double[] { 1 });

    private static void Fit(LinearNetwork<TwoToOne> network, double learningRate, Batch<double>[] batches) =>
        Trainer.Create(network, new Sgd<double>(learningRate), new TrainerOptions { Epochs = 1 }).Fit(batches, cancellationToken: Token);

    /// <summary>Sets the last parameter to a number at one step.</summary>
    private sealed class SpoilingOptimizer(int atStep, double number) : Optimizer<double>
    {
        private int _step;

        public Optimizer<double>? Inner { get; init; }

        public override void Step(ParameterVector<double> parameters, ParameterVector<double> gradient)
        {
            Inner?.Step(parameters, gradient);
            if (++_step == atStep)
            {
                parameters.Storage[^1] = number;
            }
        }
    }
}

namespace NeuralGen.Training.Tests.Training;

/// <summary>Early stopping, with a network whose loss follows a script.</summary>
public sealed class EarlyStoppingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void TrainingEndsAfterSoManyEpochsWithoutImprovement()
    {
        TrainingHistory history = Fit(new EarlyStopping { Patience = 2 }, [5, 4, 3, 3.5, 3.2, 1], out _);

        Assert.Equal((5, TrainingEnd.EarlyStopping), (history.Epochs.Length, history.End));
    }

    [Fact]
    public void ImprovementStartsPatienceAnew()
    {
        TrainingHistory history = Fit(new EarlyStopping { Patience = 2 }, [5, 6, 4, 6, 3, 6], out _);

        Assert.Equal((6, TrainingEnd.EpochsDone), (history.Epochs.Length, history.End));
    }

    [Fact]
    public void BestEpochIsNamed() =>
        Assert.Equal(3, Fit(new EarlyStopping { Patience = 2 }, [5, 4, 3, 3.5, 3.2, 1], out _).Best!.Epoch);

    [Fact]
    public void FirstOfEqualEpochsIsTheBest() =>
        Assert.Equal(2, Fit(new EarlyStopping { Patience = 9 }, [5, 3, 3, 3], out _).Best!.Epoch);

    [Fact]
    public void ParametersOfTheBestEpochAreRestored()
    {
        Fit(new EarlyStopping { Patience = 2 }, [5, 4, 3, 3.5, 3.2, 1], out double epochOfParameters);

        Assert.Equal(3, epochOfParameters);
    }

    [Fact]
    public void ParametersOfTheBestEpochAreRestoredAfterAllEpochsToo()
    {
        Fit(new EarlyStopping { Patience = 9 }, [5, 3, 4], out double epochOfParameters);

        Assert.Equal(2, epochOfParameters);
    }

    [Fact]
    public void LastParametersStayWithoutRestoring()
    {
        Fit(new EarlyStopping { Patience = 2, RestoreBest = false }, [5, 4, 3, 3.5, 3.2, 1], out double epochOfParameters);

        Assert.Equal(5, epochOfParameters);
    }

    [Fact]
    public void SmallImprovementDoesNotCount()
    {
        TrainingHistory history = Fit(new EarlyStopping { Patience = 2, MinimumImprovement = 0.5 }, [5, 4.5, 4.6, 4], out _);

        Assert.Equal((3, 1), (history.Epochs.Length, history.Best!.Epoch));
    }

    [Fact]
    public void LossThatIsNotFiniteIsNoImprovement()
    {
        TrainingHistory history = Fit(new EarlyStopping { Patience = 3 }, [double.NaN, 4, double.NegativeInfinity, 3], out _);

        Assert.Equal(4, history.Best!.Epoch);
    }

    [Fact]
    public void NoFiniteLossIsNoBestEpoch()
    {
        TrainingHistory history = Fit(new EarlyStopping { Patience = 2 }, [double.NaN, double.NaN, 1], out double epochOfParameters);

        Assert.Null(history.Best);
        Assert.Equal((2, 2), (history.Epochs.Length, epochOfParameters));
    }

    [Fact]
    public void GreaterAccuracyIsBetter()
    {
        // The script's loss grows; the accuracy of the single sample is 1 where the output is at least 0.5.
        TrainingHistory history = Fit(new EarlyStopping { Patience = 2, Metric = Metric.Accuracy }, [0.1, 0.2, 5, 0.3, 5, 5], out double epochOfParameters);

        Assert.Equal((3, 3, 5), (history.Best!.Epoch, epochOfParameters, history.Epochs.Length));
    }

    [Fact]
    public void WithoutValidationDataItIsTheLossOfTraining()
    {
        var network = new ScriptedNetwork([5, 4, 6, 7, 1]);
        var options = new TrainerOptions { Epochs = 5, EarlyStopping = new EarlyStopping { Patience = 2 } };

        TrainingHistory history = Trainer.Create(network, new Sgd<double>(1), options).Fit(Sample, cancellationToken: Token);

        Assert.Equal((4, 2), (history.Epochs.Length, history.Best!.Epoch));
    }

    [Fact]
    public void WithoutEarlyStoppingNoEpochIsNamedBest()
    {
        Assert.Null(Fit(null, [5, 4, 6], out _).Best);
    }

    [Fact]
    public void OtherMetricsNeedDataToMeasureThem()
    {
        var options = new TrainerOptions { EarlyStopping = new EarlyStopping { Metric = Metric.Accuracy } };

        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            Trainer.Create(new ScriptedNetwork([1]), new Sgd<double>(1), options).Fit(Sample, cancellationToken: Token));

        Assert.Contains("'accuracy' needs validation data, or EvaluateTraining", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PatienceIsAtLeastOne() => Assert.Throws<ArgumentOutOfRangeException>("Patience", () => new EarlyStopping { Patience = 0 });

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void MinimumImprovementIsAtLeastZeroAndFinite(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>("MinimumImprovement", () => new EarlyStopping { MinimumImprovement = value });

    private static Dataset<double> Sample => new(new double[1], new double[] { 1 }, 1, 1);

    private static Dataset<double> ValidationSample => new(new double[] { 1 }, new double[] { 1 }, 1, 1);

    /// <summary>Trains one batch an epoch; the parameter is the number of the epoch, the validation loss that of the script.</summary>
    private static TrainingHistory Fit(EarlyStopping? stopping, double[] losses, out double epochOfParameters)
    {
        var network = new ScriptedNetwork(losses);
        var options = new TrainerOptions { Epochs = losses.Length, EarlyStopping = stopping };
        TrainingHistory history = Trainer.Create(network, new Sgd<double>(1), options).Fit(Sample, ValidationSample, cancellationToken: Token);
        epochOfParameters = network.Parameters.Storage[0];
        return history;
    }

    /// <summary>
    /// A network whose parameter counts its steps, and whose loss and output are those that a script has for the step. The loss
    /// of the training sample is always finite.
    /// </summary>
    private sealed class ScriptedNetwork(double[] losses) : INeuralNetwork<double>
    {
        public static int InputSize => 1;

        public static int OutputSize => 1;

        public static ParameterLayout Layout { get; } = new(1, new TensorLayout("dense1.bias", [1], 0, [1]));

        public ParameterVector<double> Parameters { get; } = new(Layout);

        private double Loss => losses[(int)Parameters.Storage[0] - 1];

        private double TrainingLoss => double.IsFinite(Loss) ? Loss : 0;

        public void Initialize(int seed) => throw new NotSupportedException();

        public void Forward(ReadOnlySpan<double> input, Span<double> output) => output[0] = Loss;

        public void ForwardBatch(ReadOnlySpan<double> inputs, Span<double> outputs) => outputs.Fill(Loss);

        public double ComputeLoss(ReadOnlySpan<double> input, ReadOnlySpan<double> target) =>
            input[0] == 0 ? TrainingLoss : Loss;

        public double Backward(ReadOnlySpan<double> input, ReadOnlySpan<double> target, ParameterVector<double> gradient) =>
            throw new NotSupportedException();

        public double Backward(
            ReadOnlySpan<double> input, ReadOnlySpan<double> target, ParameterVector<double> gradient, Span<double> inputGradient) =>
            throw new NotSupportedException();

        public double BackwardBatch(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, ParameterVector<double> gradient) =>
            throw new NotSupportedException();

        public double TrainBatch(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Optimizer<double> optimizer)
        {
            Parameters.Storage[0]++;
            return TrainingLoss;
        }
    }
}

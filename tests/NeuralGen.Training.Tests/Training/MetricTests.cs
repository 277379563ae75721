using NeuralGen.Training.Tests.Networks;

namespace NeuralGen.Training.Tests.Training;

public sealed class MetricTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void MeanAbsoluteErrorIsTheMeanOverOutputsAndSamples()
    {
        // Outputs (1, 2) and (0, 0); targets (2, 0) and (0, 5): differences 1, 2, 0, 5.
        Assert.Equal(2, Evaluate([1, 2, 0, 0, 0, 0], [2, 0, 0, 5]).MeanAbsoluteError);
    }

    [Theory]
    [InlineData(1, 1 / 3.0)]
    [InlineData(2, 2 / 3.0)]
    [InlineData(3, 1)]
    public void TopKAccuracyCountsTheKGreatestOutputs(int k, double expected)
    {
        // Class 0 is first, second and last of three.
        Assert.Equal(expected, RankedEvaluation([3, 2, 1, 2, 3, 1, 1, 2, 3], [0, 0, 0]).TopKAccuracy(k));
    }

    [Fact]
    public void TopOneAccuracyIsTheAccuracyAlsoOfEqualOutputs()
    {
        Evaluation evaluation = RankedEvaluation([1, 1, 1, 1, 1, 1], [0, 1]);

        Assert.Equal((0.5, 0.5), (evaluation.Accuracy, evaluation.TopKAccuracy(1)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void FirstOfEqualOutputsComesFirst(int @class, int rank) => Assert.Equal(rank, Classifier.RankOf<double>(@class, [7, 7, 7]));

    [Fact]
    public void OutputThatIsNaNIsAmongNoGreatestOnes() => Assert.Equal(3, Classifier.RankOf<double>(1, [1, double.NaN, 2]));

    [Fact]
    public void OthersThatAreNaNComeFirst() => Assert.Equal(2, Classifier.RankOf<double>(1, [double.NaN, 5, double.NaN]));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void TopKIsOneToTheNumberOfClasses(int k) =>
        Assert.Throws<ArgumentOutOfRangeException>("k", () => RankedEvaluation([1, 2, 3], [0]).TopKAccuracy(k));

    [Fact]
    public void MetricsOfTheHistoryAreThoseOfAnEvaluation()
    {
        Dataset<float> training = RandomSamples.Labelled<float>(30, 4, 3, seed: 1);
        Dataset<float> validation = RandomSamples.Labelled<float>(20, 4, 3, seed: 2);
        var options = new TrainerOptions
        {
            Epochs = 2,
            EvaluateTraining = true,
            Metrics = [Metric.Accuracy, Metric.TopKAccuracy(2), Metric.MeanAbsoluteError],
        };
        Trainer<SmallClassifier, float> trainer = Trainer.Create(new SmallClassifier(), new Adam<float>(0.1f), options);

        TrainingHistory history = trainer.Fit(training, validation, cancellationToken: Token);

        Assert.Equal(ValuesOf(trainer.Evaluate(validation, Token)), ValuesOf(history.Last.Validation!));
        Assert.Equal(ValuesOf(trainer.Evaluate(training, Token)), ValuesOf(history.Last.Training!));
    }

    [Fact]
    public void TrainingDataAreNotEvaluatedUnlessAskedFor()
    {
        TrainingHistory history = Fit(new TrainerOptions { Epochs = 1 }, RandomSamples.Labelled<float>(20, 4, 3, seed: 2));

        Assert.Null(history.Last.Training);
    }

    [Fact]
    public void AccuracyIsMeasuredOfClassesWithoutBeingAskedFor()
    {
        TrainingHistory history = Fit(new TrainerOptions { Epochs = 1 }, RandomSamples.Labelled<float>(20, 4, 3, seed: 2));

        Assert.Equal([Metric.Loss, Metric.Accuracy], history.Last.Validation!.Metrics);
    }

    [Fact]
    public void OnlyTheLossIsMeasuredOfNumbersUnlessAskedForMore()
    {
        TrainingHistory history = Fit(new TrainerOptions { Epochs = 1 }, RandomSamples.Numeric<float>(20, 4, 3, seed: 2));

        Assert.Equal([Metric.Loss], history.Last.Validation!.Metrics);
    }

    [Theory]
    [InlineData(new double[] { 0, 1, 1, 0 }, 2, true)]
    [InlineData(new double[] { 0, 1, 1, 1 }, 2, false)]
    [InlineData(new double[] { 0, 0, 1, 0 }, 2, false)]
    [InlineData(new double[] { 0, 1, 1, 0.5 }, 1, false)]
    [InlineData(new double[] { 0, 1, 1, 0 }, 1, true)]
    public void TargetsAreClassesIfTheyAreOneHotOrNoughtsAndOnes(double[] targets, int size, bool expected) =>
        Assert.Equal(expected, new Dataset<double>(new double[targets.Length / size], targets, 1, size).HasClasses());

    [Fact]
    public void MetricThatWasNotAskedForIsNamed()
    {
        TrainingHistory history = Fit(new TrainerOptions { Epochs = 1, Metrics = [] }, RandomSamples.Labelled<float>(20, 4, 3, seed: 2));

        ArgumentException exception = Assert.Throws<ArgumentException>("metric", () => history.Last.Validation![Metric.TopKAccuracy(2)]);

        Assert.Contains("'top-2 accuracy' was not asked for. There are loss;", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TopKOfMoreClassesThanThereAreIsNamedBeforeTraining()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            Fit(new TrainerOptions { Metrics = [Metric.TopKAccuracy(5)] }, RandomSamples.Labelled<float>(20, 4, 3, seed: 2)));

        Assert.Contains("'top-5 accuracy' needs at least 5 classes; the network tells 3 apart", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MetricsAreEqualByWhatTheyMeasure() =>
        Assert.Equal((true, false), (Metric.TopKAccuracy(3) == Metric.TopKAccuracy(3), Metric.TopKAccuracy(3) == Metric.TopKAccuracy(2)));

    [Fact]
    public void MissingMetricIsRefused() => Assert.Throws<ArgumentException>("Metrics", () => new TrainerOptions { Metrics = [null!] });

    private static TrainingHistory Fit(TrainerOptions options, Dataset<float> validation) =>
        Trainer.Create(new SmallClassifier(), new Adam<float>(0.1f), options).Fit(RandomSamples.Labelled<float>(30, 4, 3, seed: 1), validation, cancellationToken: Token);

    private static double[] ValuesOf(Evaluation evaluation) =>
        [evaluation.Loss, evaluation.Accuracy, evaluation.TopKAccuracy(2), evaluation.MeanAbsoluteError];

    private static double[] ValuesOf(MetricValues values) =>
        [values.Loss, values[Metric.Accuracy], values[Metric.TopKAccuracy(2)], values[Metric.MeanAbsoluteError]];

    /// <summary>An evaluation with the two outputs of each sample as given.</summary>
    private static Evaluation Evaluate(double[] inputs, double[] targets)
    {
        var network = new LinearNetwork<ThreeToTwo>();
        network.Parameters.CopyFrom([1.0, 0, 0, 0, 1, 0]);
        return Trainer.Create(network, new Sgd<double>(1)).Evaluate(new Dataset<double>(inputs, targets, 3, 2), Token);
    }

    /// <summary>An evaluation with the three outputs of each sample as given, and classes.</summary>
    private static Evaluation RankedEvaluation(double[] outputs, int[] labels)
    {
        var network = new LinearNetwork<ThreeToThree>();
        network.Parameters.CopyFrom([1.0, 0, 0, 0, 1, 0, 0, 0, 1]);
        return Trainer.Create(network, new Sgd<double>(1)).Evaluate(Dataset.FromLabels(outputs, labels, 3, 3), Token);
    }

    private sealed class ThreeToThree : ISize
    {
        public static int Inputs => 3;

        public static int Outputs => 3;
    }
}

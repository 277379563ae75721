using NeuralGen.Training.Tests.Networks;

namespace NeuralGen.Training.Tests.Training;

/// <summary>Class labels that stay labels.</summary>
public sealed class LabelTests
{
    private readonly Dataset<double> _samples = Dataset.FromLabels([1.0, 2.0, 3.0], [2, 0, 1], 1, 3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void LabelsAreKept() => Assert.Equal([2, 0, 1], _samples.Labels);

    [Fact]
    public void LabelsAreACopy()
    {
        int[] labels = [0, 1];
        Dataset<double> samples = Dataset.FromLabels([1.0, 2.0], labels, 1, 2);

        labels[0] = 1;

        Assert.Equal([0, 1], samples.Labels);
    }

    [Fact]
    public void TargetsOfNumbersHaveNoLabels()
    {
        var samples = new Dataset<double>(new double[1], new double[1], 1, 1);

        Assert.Equal((0, 0), (samples.Labels.Length, samples.ClassCount));
    }

    [Fact]
    public void TargetSizeIsTheNumberOfClasses() => Assert.Equal((3, 3), (_samples.TargetSize, _samples.ClassCount));

    [Theory]
    [InlineData(0, new double[] { 0, 0, 1 })]
    [InlineData(1, new double[] { 1, 0, 0 })]
    [InlineData(2, new double[] { 0, 1, 0 })]
    public void TargetIsOneHot(int index, double[] expected) => Assert.Equal(expected, _samples.Target(index));

    [Fact]
    public void TargetsAreMadeOnce() =>
        Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(in _samples.Targets[0], in _samples.Targets[0]));

    [Fact]
    public void SplitKeepsLabels()
    {
        (Dataset<double> first, Dataset<double> second) = _samples.Split(1);

        Assert.Equal([2], first.Labels);
        Assert.Equal([0, 1], second.Labels);
        Assert.Equal([0.0, 1, 0], second.Target(1));
    }

    [Fact]
    public void RandomSplitKeepsLabelsWithTheirInputs()
    {
        Dataset<double> samples = Dataset.FromLabels([.. Enumerable.Range(0, 20).Select(i => (double)i)], [.. Enumerable.Range(0, 20).Select(i => i % 2)], 1, 2);

        (Dataset<double> train, Dataset<double> test) = samples.SplitTrainTest(0.5, seed: 1, stratify: true);

        Assert.Equal(test.Inputs.ToArray().Select(input => (int)input % 2), test.Labels.ToArray());
        Assert.Equal((10, 2, 5), (train.Labels.Length, train.ClassCount, test.Labels.Count(1)));
    }

    [Fact]
    public void OtherInputsKeepLabels()
    {
        Dataset<double> samples = _samples.WithInputs([4.0, 5, 6]);

        Assert.Equal([2, 0, 1], samples.Labels);
        Assert.Equal([4.0, 5, 6], samples.Inputs);
    }

    [Fact]
    public void TwoClassesOnASingleOutputAreNoughtAndOne()
    {
        Dataset<double> samples = Dataset.FromLabels([1.0, 2.0, 3.0], [1, 0, 1], 1, classCount: 2, outputSize: 1);

        Assert.Equal([1.0, 0, 1], samples.Targets);
        Assert.Equal([0.0], samples.Target(1));
        Assert.Equal((1, 2), (samples.TargetSize, samples.ClassCount));
    }

    [Theory]
    [InlineData(3, 1, "must be 3; they are 1")]
    [InlineData(2, 3, "must be 2 or 1; they are 3")]
    public void OutputsThatDoNotFitTheClassesAreNamed(int classCount, int outputSize, string expected)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            "outputSize", () => Dataset.FromLabels([1.0], [0], 1, classCount, outputSize));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoLabelIsNoDataset() => Assert.Throws<ArgumentException>("labels", () => Dataset.FromLabels<double>([], [], 1, 2));

    [Fact]
    public void TrainingOnLabelsIsTrainingOnOneHotRows()
    {
        Dataset<float> labelled = RandomSamples.Labelled<float>(50, 4, 3, seed: 1);
        var numeric = new Dataset<float>(labelled.Inputs.ToArray(), labelled.Targets.ToArray(), 4, 3);

        Assert.Equal(ParametersAfter(numeric), ParametersAfter(labelled));
    }

    [Fact]
    public void TwoClassesAreEvaluatedOnASingleOutput()
    {
        var network = new SingleOutput();
        network.Parameters.CopyFrom([10.0, 0, 0]);
        Dataset<double> samples = Dataset.FromLabels([1.0, 0, -1, 0, 1, 0], [1, 0, 0], 2, classCount: 2, outputSize: 1);

        Evaluation evaluation = Trainer.Create(network, new Sgd<double>(1)).Evaluate(samples, Token);

        Assert.Equal([1, 0, 0], evaluation.Actual);
        Assert.Equal([1, 0, 1], evaluation.Predicted);
    }

    [Fact]
    public void OneHotLabelsForASingleOutputSayWhatToWrite()
    {
        Dataset<double> samples = Dataset.FromLabels([1.0, 0], [1], 2, 2);

        ArgumentException exception = Assert.Throws<ArgumentException>(
            "training", () => Trainer.Create(new SingleOutput(), new Sgd<double>(1)).Fit(samples, cancellationToken: Token));

        Assert.Contains("outputSize: 1", exception.Message, StringComparison.Ordinal);
    }

    private static float[] ParametersAfter(Dataset<float> samples)
    {
        var network = new SmallClassifier();
        Trainer.Create(network, new Adam<float>(0.01f), new TrainerOptions { Epochs = 3, BatchSize = 8 }).Fit(samples, cancellationToken: Token);
        return network.Parameters.Storage.ToArray();
    }
}

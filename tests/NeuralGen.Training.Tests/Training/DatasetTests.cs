namespace NeuralGen.Training.Tests.Training;

public sealed class DatasetTests
{
    // Three samples of two inputs and one target.
    private readonly Dataset<double> _samples = new(new double[] { 1, 2, 3, 4, 5, 6 }, new double[] { 10, 20, 30 }, 2, 1);

    [Fact]
    public void CountIsTheNumberOfSamples() => Assert.Equal(3, _samples.Count);

    [Fact]
    public void InputIsARow() => Assert.Equal([3.0, 4], _samples.Input(1));

    [Fact]
    public void TargetIsARow() => Assert.Equal([30.0], _samples.Target(2));

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void InputOutsideIsNamed(int index)
    {
        Assert.Throws<ArgumentOutOfRangeException>("index", () => _samples.Input(index).Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void TargetOutsideIsNamed(int index)
    {
        Assert.Throws<ArgumentOutOfRangeException>("index", () => _samples.Target(index).Length);
    }

    [Fact]
    public void SplitKeepsTheOrder()
    {
        (Dataset<double> first, Dataset<double> second) = _samples.Split(1);

        Assert.Equal([1.0, 2], first.Inputs);
        Assert.Equal([3.0, 4, 5, 6], second.Inputs);
        Assert.Equal([10.0], first.Targets);
        Assert.Equal([20.0, 30], second.Targets);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public void SplitLeavesNoPartEmpty(int first)
    {
        Assert.Throws<ArgumentOutOfRangeException>("first", () => _samples.Split(first));
    }

    [Fact]
    public void ArraysAreWrappedNotCopied()
    {
        double[] inputs = [1, 2];
        var samples = new Dataset<double>(inputs, new double[] { 1 }, 2, 1);

        inputs[0] = 7;

        Assert.Equal(7, samples.Input(0)[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void InputsThatAreNotWholeSamplesAreNamed(int length)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("inputs", () => new Dataset<double>(new double[length], new double[3], 2, 1));

        Assert.Contains($"multiple of 2, the inputs of one sample; it is {length}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TargetsOfAnotherCountAreNamed()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("targets", () => new Dataset<double>(new double[6], new double[5], 2, 2));

        Assert.Contains("must be 6, for 3 samples of 2; it is 5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsBecomeOneHot()
    {
        Dataset<double> samples = Dataset.FromLabels([1.0, 2.0, 3.0], [2, 0, 1], 1, 3);

        Assert.Equal([0.0, 0, 1, 1, 0, 0, 0, 1, 0], samples.Targets);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void LabelOutsideTheClassesIsShown(int label)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("labels", () => Dataset.FromLabels([1.0, 2.0], [0, label], 1, 3));

        Assert.Contains($"label 1 is {label}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InputsThatDoNotFitTheLabelsAreNamed()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("inputs", () => Dataset.FromLabels(new double[5], [0, 1], 2, 2));

        Assert.Contains("must be 4, for 2 labels of 2 inputs; it is 5", exception.Message, StringComparison.Ordinal);
    }
}

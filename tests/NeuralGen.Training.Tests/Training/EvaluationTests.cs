namespace NeuralGen.Training.Tests.Training;

public sealed class EvaluationTests
{
    [Fact]
    public void LossIsTheMeanOverSamples()
    {
        // Weights are zero, so the losses are 1/2 and 9/2.
        Evaluation evaluation = Evaluate<TwoToOne>([0, 0], [0, 0, 0, 0], [1, 3]);

        Assert.Equal(2.5, evaluation.Loss);
    }

    [Fact]
    public void ClassIsTheGreatestOfSeveralOutputs()
    {
        // a1 = x1, a2 = x2.
        Evaluation evaluation = Evaluate<ThreeToTwo>([1, 0, 0, 0, 1, 0], [5, 1, 0, 1, 5, 0], [1, 0, 1, 0]);

        Assert.Equal([0, 1], evaluation.Predicted);
        Assert.Equal([0, 0], evaluation.Actual);
    }

    [Fact]
    public void ClassOfEqualOutputsIsTheFirst()
    {
        Evaluation evaluation = Evaluate<ThreeToTwo>([1, 0, 0, 0, 1, 0], [3, 3, 0], [0, 1]);

        Assert.Equal([0], evaluation.Predicted);
    }

    [Theory]
    [InlineData(0.499, 0)]
    [InlineData(0.5, 1)]
    [InlineData(0.501, 1)]
    public void ClassOfASingleOutputIsByAHalf(double output, int expected)
    {
        Evaluation evaluation = Evaluate<TwoToOne>([1, 0], [output, 0], [0]);

        Assert.Equal([expected], evaluation.Predicted);
    }

    [Fact]
    public void SingleOutputHasTwoClasses()
    {
        Assert.Equal(2, Evaluate<TwoToOne>([1, 0], [0, 0], [0]).ClassCount);
    }

    [Fact]
    public void AccuracyIsTheShareOfRightSamples()
    {
        Evaluation evaluation = Evaluate<TwoToOne>([1, 0], [1, 0, 1, 0, 0, 0, 0, 0], [1, 0, 0, 0]);

        Assert.Equal(0.75, evaluation.Accuracy);
    }

    [Fact]
    public void ConfusionMatrixIsByActualThenPredicted()
    {
        // Actual 1, 0, 0, 0; predicted 1, 1, 0, 0.
        Evaluation evaluation = Evaluate<TwoToOne>([1, 0], [1, 0, 1, 0, 0, 0, 0, 0], [1, 0, 0, 0]);

        Assert.Equal(new[,] { { 2, 1 }, { 0, 1 } }, evaluation.ConfusionMatrix());
    }

    [Fact]
    public void SamplesBeyondOneBlockAreEvaluatedToo()
    {
        // 600 samples: 300 right, then 300 wrong.
        double[] inputs = [.. Enumerable.Range(0, 600).SelectMany(i => new double[] { i < 300 ? 1 : 0, 0 })];
        double[] targets = [.. Enumerable.Repeat(1.0, 600)];

        Assert.Equal(300, Evaluate<TwoToOne>([1, 0], inputs, targets).CorrectCount);
    }

    [Fact]
    public void SamplesOfOtherSizesAreNamed()
    {
        Assert.Throws<ArgumentException>("samples", () =>
            Trainer.Create(new LinearNetwork<TwoToOne>(), new Sgd<double>(0.1)).Evaluate(
                new Dataset<double>(new double[3], new double[2], 3, 2), TestContext.Current.CancellationToken));
    }

    private static Evaluation Evaluate<TSize>(double[] weights, double[] inputs, double[] targets)
        where TSize : ISize
    {
        var network = new LinearNetwork<TSize>();
        network.Parameters.CopyFrom(weights);
        return Trainer.Create(network, new Sgd<double>(0.1)).Evaluate(
            new Dataset<double>(inputs, targets, TSize.Inputs, TSize.Outputs), TestContext.Current.CancellationToken);
    }
}

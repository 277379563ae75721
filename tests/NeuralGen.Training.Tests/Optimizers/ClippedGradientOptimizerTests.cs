namespace NeuralGen.Tests.Runtime;

public sealed class ClippedGradientOptimizerTests
{
    [Fact]
    public void NormAboveTheLimitIsScaledDown() =>
        Assert.Equal([-3 * (2.5 / (5 + 1e-6)), -4 * (2.5 / (5 + 1e-6))], Step(new(new Sgd<double>(1)) { MaxNorm = 2.5 }, 3, 4), (expected, actual) => Math.Abs(expected - actual) < 1e-15);

    [Fact]
    public void NormBelowTheLimitIsLeft() => Assert.Equal([-3, -4], Step(new(new Sgd<double>(1)) { MaxNorm = 6 }, 3, 4));

    [Fact]
    public void ValuesAreCutAtTheLimit() => Assert.Equal([-2, 2, -1], Step(new(new Sgd<double>(1)) { MaxValue = 2 }, 3, -4, 1));

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(77)]
    public void EveryElementIsCutAtTheLimitOfValues(int count)
    {
        double[] slopes = [.. Enumerable.Range(0, count).Select(i => (i % 7) - 3.0)];

        Assert.Equal([.. slopes.Select(slope => -Math.Clamp(slope, -2, 2))], Step(new(new Sgd<double>(1)) { MaxValue = 2 }, slopes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(77)]
    public void NormOfSinglePrecisionIsThatOfAllElements(int count)
    {
        var parameters = new ParameterVector<float>(Layouts.Flat(count));
        var gradient = new ParameterVector<float>(Layouts.Flat(count));
        gradient.CopyFrom([.. Enumerable.Range(0, count).Select(i => (i % 7) - 3f)]);
        double norm = Math.Sqrt(Enumerable.Range(0, count).Sum(i => Math.Pow((i % 7) - 3, 2)));

        new ClippedGradient<float>(new Sgd<float>(1)) { MaxNorm = 0.5 }.Step(parameters, gradient);

        Assert.Equal((float)(3 * (0.5 / (norm + 1e-6))), parameters.Storage[0], 1e-7f);
    }

    [Fact]
    public void NaNStaysNaN() => Assert.Equal(double.NaN, Step(new(new Sgd<double>(1)) { MaxValue = 2 }, double.NaN)[0]);

    [Fact]
    public void LearningRateIsThatOfTheOptimizerWithin()
    {
        var sgd = new Sgd<double>(1);

        new ClippedGradient<double>(sgd).LearningRate = 0.5;

        Assert.Equal(0.5, sgd.LearningRate);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void LimitsMustBeAboveZero(double limit)
    {
        Assert.Throws<ArgumentOutOfRangeException>("MaxNorm", () => new ClippedGradient<double>(new Sgd<double>(1)) { MaxNorm = limit });
        Assert.Throws<ArgumentOutOfRangeException>("MaxValue", () => new ClippedGradient<double>(new Sgd<double>(1)) { MaxValue = limit });
    }

    private static double[] Step(ClippedGradient<double> optimizer, params double[] slopes)
    {
        var parameters = new ParameterVector<double>(Layouts.Flat(slopes.Length));
        var gradient = new ParameterVector<double>(Layouts.Flat(slopes.Length));
        gradient.CopyFrom(slopes);
        optimizer.Step(parameters, gradient);
        return parameters.Storage.ToArray();
    }
}

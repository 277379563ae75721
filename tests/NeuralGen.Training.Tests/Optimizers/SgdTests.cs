namespace NeuralGen.Tests.Runtime;

public sealed class SgdTests
{
    [Fact]
    public void SingleAgreesWithPlainLoop() => OptimizerProperty.Check(() => new Sgd<float>(0.1f), Reference, 1e-5);

    [Fact]
    public void DoubleAgreesWithPlainLoop() => OptimizerProperty.Check(() => new Sgd<double>(0.1), Reference, 1e-12);

    [Fact]
    public void LearningRateCanBeChangedBetweenSteps()
    {
        var sgd = new Sgd<double>(0.1) { LearningRate = 0.5 };
        var parameters = new ParameterVector<double>(Layouts.Flat(1));
        var gradient = new ParameterVector<double>(Layouts.Flat(1));
        gradient.CopyFrom([2.0]);

        sgd.Step(parameters, gradient);

        Assert.Equal(-1.0, parameters["dense1.bias"][0]);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void LearningRateMustBePositiveAndFinite(double learningRate)
    {
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new Sgd<double>(learningRate));
    }

    [Fact]
    public void ServesNetworksOfAnyLayoutBecauseItHasNoState()
    {
        var sgd = new Sgd<double>(0.1);
        sgd.Step(new(Layouts.Flat(3)), new(Layouts.Flat(3)));

        Exception? exception = Record.Exception(() => sgd.Step(new(Layouts.Flat(4)), new(Layouts.Flat(4))));

        Assert.Null(exception);
    }

    private static OptimizerProperty.ReferenceStep Reference(int count) => (theta, g) =>
    {
        for (int i = 0; i < count; i++)
        {
            theta[i] -= 0.1 * g[i];
        }
    };
}

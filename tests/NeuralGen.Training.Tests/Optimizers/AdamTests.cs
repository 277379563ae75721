namespace NeuralGen.Tests.Runtime;

public sealed class AdamTests
{
    [Fact]
    public void SingleAgreesWithPlainLoop() =>
        OptimizerProperty.Check(() => new Adam<float>(0.01f), count => Reference(count, 0.9, 0.999, 1e-8), 1e-5);

    [Fact]
    public void DoubleAgreesWithPlainLoop() =>
        OptimizerProperty.Check(() => new Adam<double>(0.01), count => Reference(count, 0.9, 0.999, 1e-8), 1e-12);

    [Fact]
    public void OtherCoefficientsAgreeWithPlainLoop() =>
        OptimizerProperty.Check(
            () => new Adam<double>(0.01) { Beta1 = 0.5, Beta2 = 0.75, Epsilon = 0.125 }, count => Reference(count, 0.5, 0.75, 0.125), 1e-12);

    [Fact]
    public void FirstStepIsTheLearningRateAgainstTheSignOfTheGradient()
    {
        var parameters = new ParameterVector<double>(Layouts.Flat(2));
        var gradient = new ParameterVector<double>(Layouts.Flat(2));
        gradient.CopyFrom([0.5, -1000]);

        new Adam<double>(0.1).Step(parameters, gradient);

        // Up to epsilon: 0.1 * 0.5 / (0.5 + 1e-8).
        Assert.Equal(-0.1, parameters["dense1.bias"][0], 1e-8);
        Assert.Equal(0.1, parameters["dense1.bias"][1], 1e-8);
    }

    [Fact]
    public void StepsAreCounted()
    {
        var adam = new Adam<double>(0.1);
        adam.Step(new(Layouts.Flat(3)), new(Layouts.Flat(3)));
        adam.Step(new(Layouts.Flat(3)), new(Layouts.Flat(3)));

        Assert.Equal(2, adam.StepCount);
    }

    [Fact]
    public void DefaultsArePyTorchs()
    {
        var adam = new Adam<float>(0.1f);

        Assert.Equal((0.9, 0.999, 1e-8), (adam.Beta1, adam.Beta2, adam.Epsilon));
    }

    [Fact]
    public void LaterStepOfAnotherLayoutNamesTheParameters()
    {
        var adam = new Adam<double>(0.1);
        adam.Step(new(Layouts.Flat(3)), new(Layouts.Flat(3)));

        Assert.Throws<ArgumentException>("parameters", () => adam.Step(new(Layouts.Flat(4)), new(Layouts.Flat(4))));
    }

    [Fact]
    public void RefusedStepIsNotCounted()
    {
        var adam = new Adam<double>(0.1);

        Assert.Throws<ArgumentException>(() => adam.Step(new(Layouts.Flat(4)), new(Layouts.Flat(3))));

        Assert.Equal(0, adam.StepCount);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void BetaMustBeLessThanOne(double beta)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<double>(0.1) { Beta2 = beta });
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1e-8)]
    [InlineData(1e-60)]
    [InlineData(double.NaN)]
    public void EpsilonMustBePositiveInThePrecisionOfTheNetwork(double epsilon)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<float>(0.1f) { Epsilon = epsilon });
    }

    private static OptimizerProperty.ReferenceStep Reference(int count, double beta1, double beta2, double epsilon)
    {
        double[] m = new double[count];
        double[] v = new double[count];
        int t = 0;
        return (theta, g) =>
        {
            t++;
            for (int i = 0; i < count; i++)
            {
                m[i] = (beta1 * m[i]) + ((1 - beta1) * g[i]);
                v[i] = (beta2 * v[i]) + ((1 - beta2) * g[i] * g[i]);
                double unbiasedMean = m[i] / (1 - Math.Pow(beta1, t));
                double unbiasedSquare = v[i] / (1 - Math.Pow(beta2, t));
                theta[i] -= 0.01 * unbiasedMean / (Math.Sqrt(unbiasedSquare) + epsilon);
            }
        };
    }
}

namespace NeuralGen.Tests.Initialisation;

/// <summary>The initialisers draw from the distributions they are named for.</summary>
[Trait("Category", "Numeric")]
public class DistributionTests
{
    private const double NormalKurtosis = 3;
    private const double UniformKurtosis = 1.8;

    /// <summary>The network, and for its layers 100-200 and 200-50 the variance; then the kurtosis.</summary>
    public static TheoryData<string, int, double, double> Distributions => new()
    {
        { "HeNormal", 1, 2.0 / 100, NormalKurtosis },
        { "HeNormal", 2, 2.0 / 200, NormalKurtosis },
        { "HeUniform", 1, 2.0 / 100, UniformKurtosis },
        { "HeUniform", 2, 2.0 / 200, UniformKurtosis },
        { "GlorotNormal", 1, 2.0 / 300, NormalKurtosis },
        { "GlorotNormal", 2, 2.0 / 250, NormalKurtosis },
        { "GlorotUniform", 1, 2.0 / 300, UniformKurtosis },
        { "GlorotUniform", 2, 2.0 / 250, UniformKurtosis },
        { "LeCunNormal", 1, 1.0 / 100, NormalKurtosis },
        { "LeCunNormal", 2, 1.0 / 200, NormalKurtosis },
        { "StandardNormal", 1, 1, NormalKurtosis },
        { "StandardNormal", 2, 1, NormalKurtosis },
    };

    [Theory]
    [MemberData(nameof(Distributions))]
    public void MeanIsZero(string initializer, int layer, double variance, double kurtosis)
    {
        Moments moments = WeightsOf(initializer, layer);
        Assert.True(Math.Abs(moments.Mean) < moments.MeanTolerance(variance), $"The mean is {moments.Mean} (kurtosis {kurtosis}).");
    }

    [Theory]
    [MemberData(nameof(Distributions))]
    public void VarianceIsTheOneDefined(string initializer, int layer, double variance, double kurtosis)
    {
        Moments moments = WeightsOf(initializer, layer);
        Assert.Equal(variance, moments.Variance, moments.VarianceTolerance(variance, kurtosis));
    }

    [Theory]
    [MemberData(nameof(Distributions))]
    public void ShapeIsTheOneNamed(string initializer, int layer, double variance, double kurtosis)
    {
        Moments moments = WeightsOf(initializer, layer);
        Assert.True(Math.Abs(moments.Kurtosis - kurtosis) < moments.KurtosisTolerance, $"The kurtosis is {moments.Kurtosis} (variance {variance}).");
    }

    [Theory]
    [InlineData("HeUniform", 2.0 / 100)]
    [InlineData("GlorotUniform", 2.0 / 300)]
    public void UniformWeightsStayInTheirRange(string initializer, double variance) =>
        Assert.InRange(WeightsOf(initializer, 1).Largest, 0, Math.Sqrt(3 * variance) * 1.000001);

    [Theory]
    [InlineData("HeNormal")]
    [InlineData("HeUniform")]
    [InlineData("GlorotNormal")]
    [InlineData("GlorotUniform")]
    [InlineData("LeCunNormal")]
    [InlineData("Zeros")]
    public void BiasesAreZero(string initializer)
    {
        ParameterVector<float> parameters = Create(initializer).Parameters;
        float[] biases = new float[200];
        parameters["dense1.bias"].CopyTo(biases);
        Assert.Equal(new float[200], biases);
    }

    [Fact]
    public void StandardNormalDrawsBiasesToo()
    {
        var biases = new Moments(Create("StandardNormal").Parameters["dense1.bias"]);
        Assert.Equal(1, biases.Variance, biases.VarianceTolerance(1, NormalKurtosis));
    }

    [Fact]
    public void ZerosAreZero() => Assert.Equal(0, WeightsOf("Zeros", 1).Largest);

    private static Moments WeightsOf(string initializer, int layer) => new(Create(initializer).Parameters[$"dense{layer}.weight"]);

    private static INeuralNetwork<float> Create(string initializer) => initializer switch
    {
        "HeNormal" => new HeNormalNetwork(),
        "HeUniform" => new HeUniformNetwork(),
        "GlorotNormal" => new GlorotNormalNetwork(),
        "GlorotUniform" => new GlorotUniformNetwork(),
        "LeCunNormal" => new LeCunNormalNetwork(),
        "StandardNormal" => new StandardNormalNetwork(),
        "Zeros" => new ZerosNetwork(),
        _ => throw new ArgumentException($"There is no network for {initializer}.", nameof(initializer)),
    };
}

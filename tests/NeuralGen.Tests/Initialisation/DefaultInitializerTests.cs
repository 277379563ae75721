using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Initialisation;

/// <summary>Without an initialiser: He normal before the ReLU family, else Glorot uniform.</summary>
[Trait("Category", "Numeric")]
public class DefaultInitializerTests
{
    [Theory]
    [InlineData(Activation.ReLU)]
    [InlineData(Activation.LeakyReLU)]
    public void ReluFamilyStartsWithHeNormal(Activation activation)
    {
        Moments moments = FirstLayer(activation);
        Assert.Equal(2.0 / 64, moments.Variance, moments.VarianceTolerance(2.0 / 64, 3));
        Assert.Equal(3, moments.Kurtosis, moments.KurtosisTolerance);
    }

    [Theory]
    [InlineData(Activation.Identity)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Softsign)]
    [InlineData(Activation.HardSigmoid)]
    [InlineData(Activation.Softmax)]
    public void OthersStartWithGlorotUniform(Activation activation)
    {
        Moments moments = FirstLayer(activation);
        Assert.Equal(2.0 / 128, moments.Variance, moments.VarianceTolerance(2.0 / 128, 1.8));
        Assert.InRange(moments.Largest, 0, Math.Sqrt(3 * 2.0 / 128) * 1.000001);
    }

    [Theory]
    [InlineData(Activation.ReLU)]
    [InlineData(Activation.Tanh)]
    public void BiasesStartAtZero(Activation activation)
    {
        float[] biases = new float[64];
        Create(activation).Parameters["dense1.bias"].CopyTo(biases);
        Assert.Equal(new float[64], biases);
    }

    private static Moments FirstLayer(Activation activation) => new(Create(activation).Parameters["dense1.weight"]);

    private static INeuralNetwork<float> Create(Activation activation) =>
        DeclaredNetworks.Find<float>(activation, 64, 64, 32, 10).Create();
}

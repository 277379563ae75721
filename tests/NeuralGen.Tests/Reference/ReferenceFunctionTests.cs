namespace NeuralGen.Tests.Reference;

/// <summary>The functions of the reference against values computed with forty digits, and against their own slopes.</summary>
[Trait("Category", "Numeric")]
public class ReferenceFunctionTests
{
    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax)];

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(1e-8, 1.1283791670955125e-8)]
    [InlineData(0.1, 0.11246291601828489)]
    [InlineData(0.5, 0.52049987781304654)]
    [InlineData(0.9, 0.79690821242283213)]
    [InlineData(1, 0.84270079294971487)]
    [InlineData(1.5, 0.96610514647531073)]
    [InlineData(2, 0.99532226501895273)]
    [InlineData(3, 0.99997790950300141)]
    [InlineData(-0.7, -0.67780119383741847)]
    [InlineData(-2.5, -0.99959304798255504)]
    public void ErrorFunctionIsExactToTheLastDigits(double x, double expected) =>
        Assert.Equal(expected, ErrorFunction.Erf(x), 5e-16 * Math.Abs(expected));

    [Theory]
    [InlineData(-2.5, 1.999593047982555)]
    [InlineData(-0.7, 1.6778011938374185)]
    [InlineData(0.5, 0.47950012218695346)]
    [InlineData(0.9, 0.20309178757716787)]
    [InlineData(1, 0.15729920705028513)]
    [InlineData(1.5, 0.033894853524689273)]
    [InlineData(2, 0.0046777349810472658)]
    [InlineData(3, 2.2090496998585441e-5)]
    [InlineData(5, 1.5374597944280349e-12)]
    public void ComplementaryErrorFunctionIsExactToTheLastDigits(double x, double expected) =>
        Assert.Equal(expected, ErrorFunction.Erfc(x), 2e-15 * expected);

    /// <summary>f(-6), f(-1.25), f(0.5) and f(4).</summary>
    [Theory]
    [InlineData(Activation.Identity, -6.0, -1.25, 0.5, 4.0)]
    [InlineData(Activation.Sigmoid, 0.0024726231566347743, 0.22270013882530885, 0.62245933120185456, 0.98201379003790844)]
    [InlineData(Activation.Tanh, -0.99998771165079557, -0.8482836399575129, 0.46211715726000976, 0.99932929973906704)]
    [InlineData(Activation.ReLU, 0.0, 0.0, 0.5, 4.0)]
    [InlineData(Activation.LeakyReLU, -0.06, -0.0125, 0.5, 4.0)]
    [InlineData(Activation.ELU, -0.99752124782333364, -0.7134952031398099, 0.5, 4.0)]
    [InlineData(Activation.SELU, -1.7537414482794557, -1.254395446337865, 0.52535049367774025, 4.202803949421922)]
    [InlineData(Activation.GELU, -5.9195258702261888e-9, -0.13206221708356907, 0.34573123063700655, 3.9998733150326675)]
    [InlineData(Activation.GELUTanh, -8.4396467007622971e-11, -0.1322857970302854, 0.34571400982514392, 3.9999297540518076)]
    [InlineData(Activation.SiLU, -0.014835738939808646, -0.27837517353163607, 0.31122966560092728, 3.9280551601516338)]
    [InlineData(Activation.Softplus, 0.0024756851377304495, 0.25192908134537289, 0.97407698418010668, 4.0181499279178097)]
    [InlineData(Activation.Softsign, -0.85714285714285714, -0.55555555555555556, 0.33333333333333333, 0.8)]
    [InlineData(Activation.HardSigmoid, 0.0, 0.29166666666666667, 0.58333333333333333, 1.0)]
    [InlineData(Activation.HardSwish, 0.0, -0.36458333333333333, 0.29166666666666667, 4.0)]
    [InlineData(Activation.Mish, -0.014854080479424994, -0.30841396114152768, 0.3752452113048951, 3.9974128069762385)]
    public void ActivationHasItsValues(Activation activation, params double[] expected)
    {
        double alpha = ActivationFunction.DefaultAlpha(activation);
        double[] actual = Array.ConvertAll([-6, -1.25, 0.5, 4], z => ActivationFunction.Value(activation, alpha, z));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 5e-16 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void DerivativeIsTheSlope(Activation activation)
    {
        const double Step = 1e-5;
        const double Alpha = 0.3;
        for (double z = -8.0625; z < 8.5; z += 0.125)
        {
            double above = ActivationFunction.Value(activation, Alpha, z + Step);
            double below = ActivationFunction.Value(activation, Alpha, z - Step);
            double slope = (above - below) / (2 * Step);
            double derivative = ActivationFunction.Derivative(activation, Alpha, z);
            Assert.True(Math.Abs(derivative - slope) < 1e-9, $"{activation}'({z}) is {derivative}, the slope {slope}");
        }
    }

    [Fact]
    public void SoftmaxIsThatOfTheBook()
    {
        double[] softmax = ActivationFunction.Softmax([Math.Log(1), Math.Log(2), Math.Log(5)]);

        Assert.Equal([0.125, 0.25, 0.625], softmax.Select(a => Math.Round(a, 15)));
    }

    /// <summary>Worked by hand for z = (ln 1, ln 3), y = (0.5, 0.25); a = softmax (1/4, 3/4) or sigmoid (1/2, 3/4).</summary>
    [Theory]
    [InlineData(Loss.MeanSquaredError, 0.15625)]
    [InlineData(Loss.HalfSquaredError, 0.15625)]
    [InlineData(Loss.MeanAbsoluteError, 0.375)]
    [InlineData(Loss.Huber, 0.078125)]
    public void LossIsThatOfTheBook(Loss loss, double expected) =>
        Assert.Equal(expected, LossFunction.Value(loss, [], [0.25, 0.75], [0.5, 0.25]));

    [Fact]
    public void HuberLossIsLinearBeyondOne() =>
        Assert.Equal(2.5, LossFunction.Value(Loss.Huber, [], [4], [1]));

    [Fact]
    public void CrossEntropyIsThatOfTheBook() =>
        Assert.Equal(-(0.5 * Math.Log(0.25)) - (0.25 * Math.Log(0.75)), LossFunction.Value(Loss.CrossEntropy, [0, Math.Log(3)], [0.25, 0.75], [0.5, 0.25]), 1e-15);

    [Fact]
    public void BinaryCrossEntropyIsThatOfTheBook() =>
        Assert.Equal(
            -((0.5 * Math.Log(0.5)) + (0.5 * Math.Log(0.5)) + (0.25 * Math.Log(0.75)) + (0.75 * Math.Log(0.25))) / 2,
            LossFunction.Value(Loss.BinaryCrossEntropy, [0, Math.Log(3)], [0.5, 0.75], [0.5, 0.25]),
            1e-15);
}

namespace NeuralGen.Tests.Runtime;

/// <summary>Every option of every optimiser against a plain loop in PyTorch's order of operations.</summary>
public sealed class OptimizerOptionTests
{
    private const double Rate = 0.01;

    public static TheoryData<string> Settings => [.. References.Keys];

    private static Dictionary<string, (Func<Optimizer<double>> Optimizer, Func<Elementwise> Reference)> References { get; } = new()
    {
        ["Sgd, momentum"] = (() => new Sgd<double>(Rate) { Momentum = 0.9 }, () => Momentum(0.9, 0, false, 0)),
        ["Sgd, dampening"] = (() => new Sgd<double>(Rate) { Momentum = 0.8, Dampening = 0.3 }, () => Momentum(0.8, 0.3, false, 0)),
        ["Sgd, Nesterov"] = (() => new Sgd<double>(Rate) { Momentum = 0.9, Nesterov = true }, () => Momentum(0.9, 0, true, 0)),
        ["Sgd, Nesterov, decay"] = (() => new Sgd<double>(Rate) { Momentum = 0.9, Nesterov = true, WeightDecay = 0.2, DecayBiases = true }, () => Momentum(0.9, 0, true, 0.2)),
        ["Sgd, decay"] = (() => new Sgd<double>(Rate) { WeightDecay = 0.2, DecayBiases = true }, () => Momentum(0, 0, false, 0.2)),
        ["Adam, decay"] = (() => new Adam<double>(Rate) { WeightDecay = 0.2, DecayBiases = true }, () => Adam(0.2, 0, false)),
        ["Adam, AMSGrad"] = (() => new Adam<double>(Rate) { AmsGrad = true, WeightDecay = 0.1, DecayBiases = true }, () => Adam(0.1, 0, true)),
        ["AdamW, the default decay"] = (() => new AdamW<double>(Rate) { DecayBiases = true }, () => Adam(0, 0.01, false)),
        ["AdamW, AMSGrad"] = (() => new AdamW<double>(Rate) { WeightDecay = 0.5, AmsGrad = true, DecayBiases = true }, () => Adam(0, 0.5, true)),
        ["RmsProp"] = (() => new RmsProp<double>(Rate), () => RmsProp(0.99, 0, 0, false)),
        ["RmsProp, centred"] = (() => new RmsProp<double>(Rate) { Alpha = 0.9, Centered = true }, () => RmsProp(0.9, 0, 0, true)),
        ["RmsProp, momentum, decay"] = (() => new RmsProp<double>(Rate) { Momentum = 0.7, WeightDecay = 0.1, DecayBiases = true }, () => RmsProp(0.99, 0.7, 0.1, false)),
        ["RmsProp, everything"] = (() => new RmsProp<double>(Rate) { Alpha = 0.8, Momentum = 0.7, WeightDecay = 0.1, DecayBiases = true, Centered = true }, () => RmsProp(0.8, 0.7, 0.1, true)),
        ["Adagrad"] = (() => new Adagrad<double>(Rate), () => Adagrad(0, 0, 0)),
        ["Adagrad, everything"] = (() => new Adagrad<double>(Rate) { LearningRateDecay = 0.3, InitialAccumulator = 0.1, WeightDecay = 0.2, DecayBiases = true }, () => Adagrad(0.3, 0.1, 0.2)),
    };

    /// <summary>One step for one element, whose state the reference keeps.</summary>
    private delegate double Elementwise(int step, double theta, double g);

    [Theory]
    [MemberData(nameof(Settings))]
    public void AgreesWithPlainLoop(string setting)
    {
        (Func<Optimizer<double>> optimizer, Func<Elementwise> reference) = References[setting];
        OptimizerProperty.Check(
            optimizer,
            count =>
            {
                Elementwise[] elements = [.. Enumerable.Range(0, count).Select(_ => reference())];
                int step = 0;
                return (theta, g) =>
                {
                    step++;
                    for (int i = 0; i < count; i++)
                    {
                        theta[i] = elements[i](step, theta[i], g[i]);
                    }
                };
            },
            1e-12);
    }

    [Fact]
    public void WeightsDecayAndBiasesDoNot()
    {
        var parameters = new ParameterVector<double>(Layouts.Transposed());
        var gradient = new ParameterVector<double>(Layouts.Transposed());
        parameters.CopyFrom([1.0, 1, 1, 1, 1, 1, 1, 1]);

        new Sgd<double>(0.5) { WeightDecay = 0.25 }.Step(parameters, gradient);

        double[] after = new double[8];
        parameters.CopyTo(after);
        Assert.Equal([0.875, 0.875, 0.875, 0.875, 0.875, 0.875, 1, 1], after);
    }

    [Fact]
    public void CentredRmsPropStaysFiniteWhereAllGradientsAreAlike()
    {
        var parameters = new ParameterVector<float>(Layouts.Flat(50));
        var gradient = new ParameterVector<float>(Layouts.Flat(50));
        gradient.CopyFrom(Enumerable.Range(1, 50).Select(i => i * 0.1f).ToArray());
        var optimizer = new RmsProp<float>(0.01f) { Alpha = 0.5, Centered = true };
        for (int step = 0; step < 100; step++)
        {
            optimizer.Step(parameters, gradient);
        }

        Assert.All(parameters.Storage.ToArray(), number => Assert.True(float.IsFinite(number)));
    }

    [Fact]
    public void AnInfiniteGradientStaysWithItsOwnParameter()
    {
        var parameters = new ParameterVector<double>(Layouts.Flat(40));
        var gradient = new ParameterVector<double>(Layouts.Flat(40));
        double[] slopes = new double[40];
        slopes[0] = double.PositiveInfinity;
        gradient.CopyFrom(slopes);

        new RmsProp<double>(0.01).Step(parameters, gradient);

        Assert.All(parameters.Storage[Math.Max(8, System.Numerics.Vector<double>.Count)..].ToArray(), number => Assert.Equal(0, number));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.9, 0.1)]
    public void NesterovNeedsMomentumAndNoDampening(double momentum, double dampening)
    {
        var sgd = new Sgd<double>(0.1) { Momentum = momentum, Dampening = dampening, Nesterov = true };

        Assert.Throws<InvalidOperationException>(() => sgd.Step(new(Layouts.Flat(3)), new(Layouts.Flat(3))));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void WeightDecayMustBeAtLeastZeroAndFinite(double decay)
    {
        Assert.Throws<ArgumentOutOfRangeException>("WeightDecay", () => new Sgd<double>(0.1) { WeightDecay = decay });
        Assert.Throws<ArgumentOutOfRangeException>("WeightDecay", () => new AdamW<double>(0.1) { WeightDecay = decay });
    }

    private static Elementwise Momentum(double momentum, double dampening, bool nesterov, double decay)
    {
        double buffer = 0;
        return (step, theta, g) =>
        {
            g += decay * theta;
            buffer = step == 1 ? g : (momentum * buffer) + ((1 - dampening) * g);
            double direction = momentum == 0 ? g : nesterov ? g + (momentum * buffer) : buffer;
            return theta - (Rate * direction);
        };
    }

    private static Elementwise Adam(double decay, double decoupledDecay, bool amsGrad)
    {
        double m = 0;
        double v = 0;
        double largest = 0;
        return (step, theta, g) =>
        {
            theta *= 1 - (Rate * decoupledDecay);
            g += decay * theta;
            m = (0.9 * m) + (0.1 * g);
            v = (0.999 * v) + (0.001 * g * g);
            largest = amsGrad ? Math.Max(largest, v) : v;
            double unbiasedMean = m / (1 - Math.Pow(0.9, step));
            double unbiasedSquare = largest / (1 - Math.Pow(0.999, step));
            return theta - (Rate * unbiasedMean / (Math.Sqrt(unbiasedSquare) + 1e-8));
        };
    }

    private static Elementwise RmsProp(double alpha, double momentum, double decay, bool centered)
    {
        double square = 0;
        double mean = 0;
        double buffer = 0;
        return (_, theta, g) =>
        {
            g += decay * theta;
            square = (alpha * square) + ((1 - alpha) * g * g);
            mean = centered ? (alpha * mean) + ((1 - alpha) * g) : 0;
            buffer = (momentum * buffer) + (g / (Math.Sqrt(square - (mean * mean)) + 1e-8));
            return theta - (Rate * buffer);
        };
    }

    private static Elementwise Adagrad(double learningRateDecay, double initial, double decay)
    {
        double sum = initial;
        return (step, theta, g) =>
        {
            g += decay * theta;
            sum += g * g;
            return theta - (Rate / (1 + ((step - 1) * learningRateDecay)) * g / (Math.Sqrt(sum) + 1e-10));
        };
    }
}

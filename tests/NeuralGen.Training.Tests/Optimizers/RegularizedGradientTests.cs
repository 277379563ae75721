using NeuralGen.Training.Tests.Networks;

namespace NeuralGen.Training.Tests.Optimizers;

public sealed class RegularizedGradientTests
{
    [Fact]
    public void StepIsThatOfLossAndPenalty()
    {
        const double L1 = 0.03;
        const double L2 = 0.2;
        var network = new SmallRegression();
        network.Dense1.Weights[2, 1] = 0;
        var gradient = new ParameterVector<double>(SmallRegression.Layout);
        new Random(1).Fill(gradient);
        var expected = new ParameterVector<double>(SmallRegression.Layout);
        foreach (TensorLayout tensor in SmallRegression.Layout.Tensors)
        {
            double[] theta = Values(network.Parameters, tensor.Name);
            double[] slope = Values(gradient, tensor.Name);
            bool isWeight = tensor.Name.EndsWith(".weight", StringComparison.Ordinal);
            expected[tensor.Name].CopyFrom([.. theta.Zip(slope, (w, g) => w - (0.5 * (g + (isWeight ? (L1 * Math.Sign(w)) + (L2 * w) : 0))))]);
        }

        new RegularizedGradient<double>(new Sgd<double>(0.5)) { L1 = L1, L2 = L2 }.Step(network.Parameters, gradient);

        foreach (TensorLayout tensor in SmallRegression.Layout.Tensors)
        {
            Assert.Equal(Values(expected, tensor.Name), Values(network.Parameters, tensor.Name), (x, y) => Math.Abs(x - y) < 1e-15);
        }
    }

    [Fact]
    public void L2IsTheWeightDecayOfGradientDescent()
    {
        var penalised = new SmallRegression();
        var decaying = new SmallRegression();
        var gradient = new ParameterVector<double>(SmallRegression.Layout);
        new Random(2).Fill(gradient);
        var same = new ParameterVector<double>(SmallRegression.Layout);
        same.CopyFrom(gradient);

        new RegularizedGradient<double>(new Sgd<double>(0.5)) { L2 = 0.1 }.Step(penalised.Parameters, gradient);
        new Sgd<double>(0.5) { WeightDecay = 0.1 }.Step(decaying.Parameters, same);

        Assert.Equal(decaying.Parameters.Storage.ToArray(), penalised.Parameters.Storage.ToArray());
    }

    [Fact]
    public void BiasesArePenalisedWhenAsked()
    {
        var network = new SmallRegression();
        network.Dense2.Biases[1] = -2;

        new RegularizedGradient<double>(new Sgd<double>(1)) { L1 = 0.25, RegularizeBiases = true }
            .Step(network.Parameters, new ParameterVector<double>(SmallRegression.Layout));

        Assert.Equal(-1.75, network.Dense2.Biases[1]);
    }

    [Fact]
    public void PenaltyIsThatOfTheWeights()
    {
        var parameters = new ParameterVector<double>(SmallRegression.Layout);
        parameters["dense1.weight"][0, 0] = 3;
        parameters["dense2.weight"][1, 4] = -4;
        parameters["dense1.bias"][0] = 100;

        double penalty = new RegularizedGradient<double>(new Sgd<double>(1)) { L1 = 2, L2 = 0.5 }.PenaltyOf(parameters);

        Assert.Equal((2 * 7) + (0.25 * 25), penalty);
    }

    [Fact]
    public void GradientIsTheSlopeOfLossAndPenalty()
    {
        var network = new SmallRegression();
        double[] input = [0.3, -0.7, 0.9];
        double[] target = [0.1, -0.2];
        var regularized = new RegularizedGradient<double>(new Sgd<double>(1)) { L1 = 0.1, L2 = 0.3 };
        double before = network.Dense1.Weights[3, 2];
        double Objective(double weight)
        {
            network.Dense1.Weights[3, 2] = weight;
            return network.ComputeLoss(input, target) + regularized.PenaltyOf(network.Parameters);
        }

        double slope = (Objective(before + 1e-5) - Objective(before - 1e-5)) / 2e-5;
        network.Dense1.Weights[3, 2] = before;
        network.TrainBatch(input, target, regularized);

        Assert.Equal(slope, before - network.Dense1.Weights[3, 2], 1e-9);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void FactorsMustBeAtLeastZeroAndFinite(double factor)
    {
        Assert.Throws<ArgumentOutOfRangeException>("L1", () => new RegularizedGradient<double>(new Sgd<double>(1)) { L1 = factor });
        Assert.Throws<ArgumentOutOfRangeException>("L2", () => new RegularizedGradient<double>(new Sgd<double>(1)) { L2 = factor });
    }

    private static double[] Values(ParameterVector<double> vector, string tensor)
    {
        double[] values = new double[vector[tensor].Count];
        vector[tensor].CopyTo(values);
        return values;
    }
}

internal static class RandomVectors
{
    /// <summary>Fills all tensors, and no padding.</summary>
    public static void Fill(this Random random, ParameterVector<double> vector)
    {
        double[] values = [.. Enumerable.Range(0, vector.Count).Select(_ => (2 * random.NextDouble()) - 1)];
        vector.CopyFrom(values);
    }
}

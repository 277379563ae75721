namespace NeuralGen.Mathematics.Tests.CustomFunctions;

/// <summary>Gradients of networks with functions of one's own against central differences of their loss.</summary>
[Trait("Category", "Numeric")]
public sealed class CustomGradientTests
{
    private const int Seed = 7;
    private const double Step = 1e-5;

    // Central differences of double-precision losses are exact to about Step^2 and 1e-16 / Step.
    private const double Bound = 1e-8;

    public static TheoryData<string> Names => [.. CustomNetworks.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void BackwardAgreesWithCentralDifferences(string name)
    {
        INeuralNetwork<double> network = CustomNetworks.All[name]();
        (double[] input, double[] target) = Sample(network);
        var gradient = new ParameterVector<double>(network.Parameters.Layout);

        double loss = network.Backward(input, target, gradient);

        Assert.Equal(network.ComputeLoss(input, target), loss, 1e-12);
        double[] actual = ToArray(gradient);
        double[] parameters = ToArray(network.Parameters);
        for (int i = 0; i < parameters.Length; i++)
        {
            double slope = (LossAt(i, Step) - LossAt(i, -Step)) / (2 * Step);
            Assert.True(Math.Abs(slope - actual[i]) <= Bound, $"{name}: dC/dtheta {i} is {actual[i]}, but {slope} by central differences (seed {Seed}).");
        }

        double LossAt(int index, double change)
        {
            double[] changed = [.. parameters];
            changed[index] += change;
            network.Parameters.CopyFrom(changed);
            return network.ComputeLoss(input, target);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BatchesAgreeWithSingleSamples(string name)
    {
        INeuralNetwork<double> network = CustomNetworks.All[name]();
        (double[] input, double[] target) = Sample(network);
        var single = new ParameterVector<double>(network.Parameters.Layout);
        var batch = new ParameterVector<double>(network.Parameters.Layout);

        network.Backward(input, target, single);
        network.BackwardBatch(Repeat(input), Repeat(target), batch);

        foreach ((double expected, double actual) in ToArray(single).Zip(ToArray(batch)))
        {
            Assert.Equal(expected, actual, 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TracesAgreeWithBackward(string name)
    {
        INeuralNetwork<double> network = CustomNetworks.All[name]();
        (double[] input, double[] target) = Sample(network);
        var expected = new ParameterVector<double>(network.Parameters.Layout);
        var actual = new ParameterVector<double>(network.Parameters.Layout);

        double loss = network.Backward(input, target, expected);
        double tracedLoss = network switch
        {
            GaussianNetwork gaussian => gaussian.Backward(input, target, actual, new GaussianNetwork.Trace()),
            PiecewiseNetwork piecewise => piecewise.Backward(input, target, actual, new PiecewiseNetwork.Trace()),
            WaveNetwork wave => wave.Backward(input, target, actual, new WaveNetwork.Trace()),
            ConstantNetwork constant => constant.Backward(input, target, actual, new ConstantNetwork.Trace()),
            LinearLossNetwork linear => linear.Backward(input, target, actual, new LinearLossNetwork.Trace()),
            OneSidedLossNetwork oneSided => oneSided.Backward(input, target, actual, new OneSidedLossNetwork.Trace()),
            LogarithmNetwork logarithm => logarithm.Backward(input, target, actual, new LogarithmNetwork.Trace()),
            SoftmaxNetwork softmax => softmax.Backward(input, target, actual, new SoftmaxNetwork.Trace()),
            _ => throw new InvalidOperationException($"There is no trace of {name}."),
        };

        Assert.Equal(loss, tracedLoss, 1e-12);
        foreach ((double left, double right) in ToArray(expected).Zip(ToArray(actual)))
        {
            Assert.Equal(left, right, 1e-12);
        }
    }

    private static (double[] Input, double[] Target) Sample(INeuralNetwork<double> network)
    {
        int inputs = network.Parameters["dense1.weight"].Shape[1];
        string last = network.Parameters.Layout.Tensors[^1].Name;
        int outputs = network.Parameters[last].Shape[0];
        var random = new Random(Seed);
        return ([.. Enumerable.Range(0, inputs).Select(_ => (2 * random.NextDouble()) - 1)], [.. Enumerable.Range(0, outputs).Select(_ => random.NextDouble())]);
    }

    private static double[] Repeat(double[] row) => [.. Enumerable.Repeat(row, 37).SelectMany(numbers => numbers)];

    private static double[] ToArray(ParameterVector<double> vector)
    {
        double[] numbers = new double[vector.Count];
        vector.CopyTo(numbers);
        return numbers;
    }
}

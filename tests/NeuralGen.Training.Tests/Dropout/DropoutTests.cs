namespace NeuralGen.Training.Tests.Dropout;

[Trait("Category", "Numeric")]
public sealed class DropoutTests
{
    private const int Many = 1000;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(Many)]
    public void GradientIsThatOfTheDroppedNetwork(int samples)
    {
        var network = new EveryDropout();
        (double[] inputs, double[] targets) = Samples(samples, 6, 3);
        var recorder = new GradientRecorder<double>();
        network.TrainBatch(inputs, targets, recorder);
        double[] gradient = recorder.Gradient;
        double[] theta = new double[network.Parameters.Count];
        network.Parameters.CopyTo(theta);

        // With the same step the masks are the same: the loss is a function of the parameters alone.
        double LossAt(int parameter, double change)
        {
            double[] moved = [.. theta];
            moved[parameter] += change;
            network.Parameters.CopyFrom(moved);
            ((IDropoutNetwork)network).DropoutStep = 0;
            return network.TrainBatch(inputs, targets, recorder);
        }

        const double Step = 1e-5;
        for (int i = 0; i < theta.Length; i += samples == Many ? 17 : 1)
        {
            double difference = (LossAt(i, Step) - LossAt(i, -Step)) / (2 * Step);
            Assert.True(Math.Abs(difference - gradient[i]) < 1e-8, $"Parameter {i}: {gradient[i]}, by differences {difference}.");
        }
    }

    [Fact]
    public void ForwardIsExactlyThatWithoutDropout()
    {
        (double[] inputs, _) = Samples(50, 6, 3);
        double[] expected = new double[150];
        double[] actual = new double[150];

        new WithoutDropout().ForwardBatch(inputs, expected);
        new EveryDropout().ForwardBatch(inputs, actual);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void BackwardIsExactlyThatWithoutDropout()
    {
        (double[] inputs, double[] targets) = Samples(50, 6, 3);
        var plain = new WithoutDropout();
        var dropout = new EveryDropout();
        var expected = new ParameterVector<double>(WithoutDropout.Layout);
        var actual = new ParameterVector<double>(EveryDropout.Layout);

        double expectedLoss = plain.BackwardBatch(inputs, targets, expected);
        double actualLoss = dropout.BackwardBatch(inputs, targets, actual);

        Assert.Equal(expectedLoss, actualLoss);
        Assert.Equal(expected.Storage.ToArray(), actual.Storage.ToArray());
    }

    [Fact]
    public void RateOfZeroTrainsExactlyAsWithoutDropout()
    {
        (double[] inputs, double[] targets) = Samples(50, 6, 3);
        var plain = new WithoutDropout();
        var dropout = new DropoutOfNothing();

        for (int step = 0; step < 3; step++)
        {
            plain.TrainBatch(inputs, targets, new Sgd<double>(0.1));
            dropout.TrainBatch(inputs, targets, new Sgd<double>(0.1));
        }

        Assert.Equal(plain.Parameters.Storage.ToArray(), dropout.Parameters.Storage.ToArray());
        Assert.IsNotAssignableFrom<IDropoutNetwork>(dropout);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(Many)]
    public void DescentWithinTheGradientIsAStepAlongIt(int samples)
    {
        (double[] inputs, double[] targets) = Samples(samples, 40, 10);
        var fused = new DoubleDropout();
        var apart = new DoubleDropout();
        for (int step = 0; step < 3; step++)
        {
            fused.TrainBatch(inputs, targets, new Sgd<double>(0.01));
            apart.TrainBatch(inputs, targets, new Sgd<double>(0.01) { WeightDecay = double.Epsilon });
        }

        AssertClose(Values(apart.Parameters), Values(fused.Parameters), 1e-12);
    }

    [Fact]
    public void ParametersAreTheSameForAnyNumberOfThreads()
    {
        (double[] inputs, double[] targets) = Samples(3000, 40, 10);
        var alone = new DoubleDropout();
        Train(alone, 1);
        foreach (int threads in new[] { 2, 3, 8 })
        {
            var shared = new DoubleDropout();
            Train(shared, threads);
            Assert.Equal(Values(alone.Parameters), Values(shared.Parameters));
        }

        void Train(DoubleDropout network, int threads)
        {
            var adam = new Adam<double>(0.001);
            for (int step = 0; step < 5; step++)
            {
                network.TrainBatch(inputs, targets, adam, threads);
            }
        }
    }

    [Fact]
    public void EveryStepHasMasksOfItsOwn()
    {
        (double[] inputs, double[] targets) = Samples(10, 6, 3);
        var network = new EveryDropout();
        var recorder = new GradientRecorder<double>();

        double[] losses = [.. Enumerable.Range(0, 20).Select(_ => network.TrainBatch(inputs, targets, recorder))];

        Assert.Equal(20, losses.Distinct().Count());
    }

    [Fact]
    public void EverySampleHasAMaskOfItsOwn()
    {
        // The same sample again and again: without masks of its own, each would give the same gradient as one.
        (double[] input, double[] target) = Samples(1, 6, 3);
        double[] inputs = [.. Enumerable.Repeat(input, 2).SelectMany(x => x)];
        double[] targets = [.. Enumerable.Repeat(target, 2).SelectMany(y => y)];
        var one = new GradientRecorder<double>();
        var two = new GradientRecorder<double>();

        new EveryDropout().TrainBatch(input, target, one);
        new EveryDropout().TrainBatch(inputs, targets, two);

        Assert.NotEqual(one.Gradient, two.Gradient);
    }

    [Fact]
    public void MasksComeAgainWithTheNumberOfTheStep()
    {
        (double[] inputs, double[] targets) = Samples(10, 6, 3);
        var network = new EveryDropout();
        var recorder = new GradientRecorder<double>();
        double[] first = [.. Enumerable.Range(0, 5).Select(_ => network.TrainBatch(inputs, targets, recorder))];

        var other = new EveryDropout();
        ((IDropoutNetwork)other).DropoutStep = 3;

        Assert.Equal(first[3], other.TrainBatch(inputs, targets, recorder));
        Assert.Equal(4, ((IDropoutNetwork)other).DropoutStep);
    }

    [Fact]
    public void InitializeBeginsAgainWithItsSeed()
    {
        (double[] inputs, double[] targets) = Samples(10, 6, 3);
        var network = new EveryDropout();
        var recorder = new GradientRecorder<double>();
        double first = network.TrainBatch(inputs, targets, recorder);
        network.TrainBatch(inputs, targets, recorder);

        network.Initialize(3);

        Assert.Equal(first, network.TrainBatch(inputs, targets, recorder));
    }

    [Fact]
    public void AnotherSeedHasOtherMasks()
    {
        (double[] inputs, double[] targets) = Samples(10, 6, 3);
        var recorder = new GradientRecorder<double>();
        var network = new EveryDropout();
        var other = new EveryDropout();
        ((IDropoutNetwork)other).DropoutSeed = 4;

        Assert.NotEqual(network.TrainBatch(inputs, targets, recorder), other.TrainBatch(inputs, targets, recorder));
    }

    [Fact]
    public void StepThatIsNotTakenDoesNotCount()
    {
        (double[] inputs, double[] targets) = Samples(10, 6, 3);
        targets[^1] = double.NaN;
        var network = new EveryDropout();

        network.TrainBatch(inputs, targets, new Sgd<double>(0.1));

        Assert.Equal(0, ((IDropoutNetwork)network).DropoutStep);
    }

    [Fact]
    public void SinglePrecisionHasTheSameMasks()
    {
        (double[] inputs, double[] targets) = Samples(33, 40, 10);
        var single = new SingleDropout();
        var twin = new DoubleDropout();
        single.Parameters.CopyFrom([.. Values(twin.Parameters).Select(value => (float)value)]);
        var recorder = new GradientRecorder<float>();
        var recorderOfTwin = new GradientRecorder<double>();

        single.TrainBatch([.. inputs.Select(value => (float)value)], [.. targets.Select(value => (float)value)], recorder);
        twin.TrainBatch(inputs, targets, recorderOfTwin);

        AssertClose(recorderOfTwin.Gradient, [.. recorder.Gradient.Select(value => (double)value)], 1e-5);
    }

    [Fact]
    public void TrainingAllocatesNothing()
    {
        (double[] inputs, double[] targets) = Samples(64, 6, 3);
        var network = new EveryDropout();
        var adam = new Adam<double>(0.001);
        network.TrainBatch(inputs, targets, adam);

        long before = GC.GetAllocatedBytesForCurrentThread();
        network.TrainBatch(inputs, targets, adam);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double[] Values(ParameterVector<double> parameters)
    {
        double[] values = new double[parameters.Count];
        parameters.CopyTo(values);
        return values;
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"Parameter {i}: {actual[i]}, expected {expected[i]}.");
        }
    }

    private static (double[] Inputs, double[] Targets) Samples(int count, int inputs, int outputs)
    {
        var random = new Random(17);
        double[] x = [.. Enumerable.Range(0, count * inputs).Select(_ => (2 * random.NextDouble()) - 1)];
        double[] y = new double[count * outputs];
        for (int i = 0; i < count; i++)
        {
            y[(i * outputs) + (i % outputs)] = 1;
        }

        return (x, y);
    }
}

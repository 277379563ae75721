using NeuralGen.Tests.Networks;
using NeuralGen.Tests.Reference;

namespace NeuralGen.Tests.Training;

/// <summary>
/// Stochastic gradient descent as in the first chapter of Nielsen's book: 784-30-10 sigmoid neurons, quadratic cost,
/// standard normal start, batches of 10, learning rate 3.0. One epoch, step by step beside the reference.
/// </summary>
[Trait("Category", "Numeric")]
public class NielsenTests
{
    private const int Samples = 300;
    private const int BatchSize = 10;
    private const double LearningRate = 3.0;
    private const int Seed = 17;

    private static readonly Architecture Chapter1 =
        new(784, Loss.HalfSquaredError, new Layer(30, Activation.Sigmoid), new Layer(10, Activation.Sigmoid));

    [Fact]
    public void DoublePrecisionParametersAgreeAfterEveryStep()
    {
        var network = new NielsenDouble();
        var reference = new ReferenceNetwork(Chapter1, Numbers.Of(network.Parameters));
        var optimizer = new SteepestDescent<double>(LearningRate);
        foreach (Batch batch in Epoch())
        {
            network.TrainBatch(batch.Inputs, batch.Targets, optimizer);
            Step(reference, MeanOf(reference, batch));
            Accuracy.Check(reference.Parameters, Numbers.Of(network.Parameters), 1e-10, $"parameters after step {batch.Number}", Chapter1.NameOf);
        }
    }

    [Fact]
    public void DoublePrecisionLossesAgreeAtEveryStep()
    {
        var network = new NielsenDouble();
        var reference = new ReferenceNetwork(Chapter1, Numbers.Of(network.Parameters));
        var optimizer = new SteepestDescent<double>(LearningRate);
        foreach (Batch batch in Epoch())
        {
            double loss = network.TrainBatch(batch.Inputs, batch.Targets, optimizer);
            BatchMean mean = MeanOf(reference, batch);
            Step(reference, mean);
            Accuracy.Check([mean.Loss], [loss], 1e-10, $"loss of step {batch.Number}");
        }
    }

    /// <summary>In single precision trajectories part; so the reference takes the network's parameters before each step.</summary>
    [Fact]
    public void SinglePrecisionGradientsAgreeAtEveryStep()
    {
        var network = new NielsenSingle();
        var gradient = new ParameterVector<float>(NielsenSingle.Layout);
        var optimizer = new SteepestDescent<float>((float)LearningRate);
        foreach (Batch batch in Epoch())
        {
            var reference = new ReferenceNetwork(Chapter1, Numbers.ToDouble<float>(Numbers.Of(network.Parameters)));
            network.BackwardBatch(Numbers.From<float>(batch.Inputs), Numbers.From<float>(batch.Targets), gradient);
            Accuracy.Check<float>(MeanOf(reference, batch).Gradient, Numbers.Of(gradient), $"gradient of step {batch.Number}", Chapter1.NameOf);
            optimizer.Step(network.Parameters, gradient);
        }
    }

    [Fact]
    public void OneEpochLearnsTheDigits()
    {
        var network = new NielsenSingle();
        var optimizer = new SteepestDescent<float>((float)LearningRate);
        double before = Epoch().Average(batch => MeanLoss(network, batch));
        foreach (Batch batch in Epoch())
        {
            network.TrainBatch(Numbers.From<float>(batch.Inputs), Numbers.From<float>(batch.Targets), optimizer);
        }

        double after = Epoch().Average(batch => MeanLoss(network, batch));
        Assert.True(after < before / 2, $"The mean loss went from {before} to {after}.");
    }

    private static double MeanLoss(NielsenSingle network, Batch batch) =>
        network.BackwardBatch(Numbers.From<float>(batch.Inputs), Numbers.From<float>(batch.Targets), new ParameterVector<float>(NielsenSingle.Layout));

    private static IEnumerable<Batch> Epoch()
    {
        var digits = new SyntheticDigits(Samples, Seed);
        for (int step = 0; step < Samples / BatchSize; step++)
        {
            yield return new Batch(
                step,
                digits.Inputs[(step * BatchSize * 784)..((step + 1) * BatchSize * 784)],
                digits.Targets[(step * BatchSize * 10)..((step + 1) * BatchSize * 10)]);
        }
    }

    private static BatchMean MeanOf(ReferenceNetwork reference, Batch batch)
    {
        var mean = new BatchMean(Chapter1.ParameterCount);
        for (int sample = 0; sample < BatchSize; sample++)
        {
            mean.Add(reference.Backward(batch.Inputs.AsSpan(sample * 784, 784), batch.Targets.AsSpan(sample * 10, 10)));
        }

        return mean;
    }

    /// <summary>w -> w - eta dC/dw, with the mean over the batch: equations 20 and 21 of the book.</summary>
    private static void Step(ReferenceNetwork reference, BatchMean mean)
    {
        double[] gradient = mean.Gradient;
        for (int i = 0; i < gradient.Length; i++)
        {
            reference.Parameters[i] -= LearningRate * gradient[i];
        }
    }

    private sealed record Batch(int Number, double[] Inputs, double[] Targets);
}

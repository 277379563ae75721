using Lecture.Frame;
using Lecture.Networks;
using NeuralGen;

namespace Lecture.Part3;

/// <summary>3.8.</summary>
internal sealed class StochasticGradientDescent() : Chapter("3.8", "Gradient descent and stochastic gradient descent", """
    gradient descent:   θ := θ - η 1/N Σᵢ ∂Cᵢ/∂θ      over all N samples, one step an epoch
    stochastic (SGD):   θ := θ - η 1/m Σᵢ ∂Cᵢ/∂θ      over m samples, N/m steps an epoch
    """)
{
    private const int Samples = 120;
    private const int BatchSize = 10;
    private const int Epochs = 200;
    private const double LearningRate = 2.0;

    // Roundings grow a little with every step, and there are thousands.
    private const double ManyRoundings = 1e-10;

    protected override void Work(Page page)
    {
        (double[] inputs, double[] targets) = PointsAndCircle();
        page.Say($"""
            {Samples} points, each with the answer whether it lies within a circle, for a network of 8 + 1 sigmoid
            neurons. Both ways go through them {Epochs} times with η = {LearningRate}. Descent takes the gradient of
            all points and one step; SGD takes {BatchSize} points at a time, so its gradient is noisier and its
            steps are {Samples / BatchSize} times as many. The work of an epoch is the same.
            """);

        (double[] costs, double[] theta, double[] plainTheta) descent = Train(inputs, targets, Samples);
        (double[] costs, double[] theta, double[] plainTheta) stochastic = Train(inputs, targets, BatchSize);
        page.Say($"""
            cost after       gradient descent       SGD in batches of {BatchSize}
            {string.Join(Environment.NewLine, new[] { 0, 1, 5, 20, 50, 100, Epochs }.Select(epoch =>
                $"{epoch,4} epochs         {descent.costs[epoch]:F4} {Bar(descent.costs[epoch])}   {stochastic.costs[epoch]:F4} {Bar(stochastic.costs[epoch])}".TrimEnd()))}
            """);

        page.Say("At one and the same point, the mean of all mini-batches' gradients is the gradient:");
        page.Compare("mean of BackwardBatch", "in loops, all samples", MeanOfBatches(inputs, targets));
        page.Say("And the parameters after the last epoch, from generated code and from loops that did the same steps:");
        page.Compare(
            "TrainBatch",
            "in loops",
            Check.Worst("θ, descent", descent.theta, descent.plainTheta, ManyRoundings),
            Check.Worst("θ, SGD", stochastic.theta, stochastic.plainTheta, ManyRoundings));
    }

    private static (double[] Costs, double[] Theta, double[] PlainTheta) Train(double[] inputs, double[] targets, int batchSize)
    {
        var network = new InsideCircle();
        var plain = new PlainNetwork(network.Parameters);
        var sgd = new Sgd<double>(LearningRate);
        double[] costs = new double[Epochs + 1];
        costs[0] = MeanCost(network, inputs, targets);
        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            for (int start = 0; start < Samples; start += batchSize)
            {
                ReadOnlySpan<double> x = inputs.AsSpan(2 * start, 2 * batchSize);
                ReadOnlySpan<double> y = targets.AsSpan(start, batchSize);
                network.TrainBatch(x, y, sgd);
                plain.Step(plain.MeanGradient(x, y), LearningRate);
            }

            costs[epoch] = MeanCost(network, inputs, targets);
        }

        double[] theta = new double[network.Parameters.Count];
        network.Parameters.CopyTo(theta);
        return (costs, theta, plain.Parameters());
    }

    private static Check MeanOfBatches(double[] inputs, double[] targets)
    {
        var network = new InsideCircle();
        var gradient = new ParameterVector<double>(InsideCircle.Layout);
        double[] numbers = new double[gradient.Count];
        double[] mean = new double[gradient.Count];
        for (int start = 0; start < Samples; start += BatchSize)
        {
            network.BackwardBatch(inputs.AsSpan(2 * start, 2 * BatchSize), targets.AsSpan(start, BatchSize), gradient);
            gradient.CopyTo(numbers);
            for (int p = 0; p < mean.Length; p++)
            {
                mean[p] += numbers[p] * BatchSize / Samples;
            }
        }

        return Check.Worst("∂C/∂θ", mean, new PlainNetwork(network.Parameters).MeanGradient(inputs, targets), Check.Roundings);
    }

    private static double MeanCost(InsideCircle network, double[] inputs, double[] targets)
    {
        double sum = 0;
        for (int i = 0; i < Samples; i++)
        {
            sum += network.ComputeLoss(inputs.AsSpan(2 * i, 2), targets.AsSpan(i, 1));
        }

        return sum / Samples;
    }

    /// <summary>Points of the square from -1 to 1, spread by two irrational numbers; the circle covers half of it.</summary>
    private static (double[] Inputs, double[] Targets) PointsAndCircle()
    {
        double[] inputs = new double[2 * Samples];
        double[] targets = new double[Samples];
        for (int i = 0; i < Samples; i++)
        {
            double x = (2 * (i * Math.Sqrt(2) % 1)) - 1;
            double y = (2 * (i * Math.Sqrt(3) % 1)) - 1;
            inputs[2 * i] = x;
            inputs[(2 * i) + 1] = y;
            targets[i] = (x * x) + (y * y) < 2 / Math.PI ? 1 : 0;
        }

        return (inputs, targets);
    }

    private static string Bar(double cost) => new string('#', (int)Math.Round(cost * 80)).PadRight(14);
}

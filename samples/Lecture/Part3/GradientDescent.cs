using Lecture.Frame;
using Lecture.Networks;
using NeuralGen;

namespace Lecture.Part3;

/// <summary>3.7.</summary>
internal sealed class GradientDescent() : Chapter("3.7", "Gradient descent", """
    w := w - η ∂C/∂w
    b := b - η ∂C/∂b        against the gradient, which points uphill
    """)
{
    private const double LearningRate = 0.52;
    private const int Steps = 12;

    private static readonly double[] Inputs = [-1.0, 0.0, 1.0, 2.0, 3.0];
    private static readonly double[] Targets = [-0.9, 0.3, 0.8, 2.2, 2.6];

    protected override void Work(Page page)
    {
        page.Say($"""
            A network of two parameters, a = w x + b, learns five points. Its cost is a valley over the plane of w
            and b; TrainBatch with Sgd walks down it, {Steps} steps with η = {LearningRate}:
            """);

        var line = new StraightLine();
        line.Parameters.CopyFrom([-0.6, 1.4]);
        var sgd = new Sgd<double>(LearningRate);
        (double W, double B)[] generated = new (double, double)[Steps + 1];
        for (int step = 0; step <= Steps; step++)
        {
            generated[step] = (line.Dense1.Weights[0, 0], line.Dense1.Biases[0]);
            line.TrainBatch(Inputs, Targets, sgd);
        }

        var map = new ContourMap((-1.0, 2.0), (-0.6, 1.6), CostOf);
        page.Say(map.Draw(generated));
        page.Say("""
            A is the start, B the first step, and so on; each line is twice as high as the one inside it. Across
            the narrow valley the slope is steep, and the steps overshoot from one side to the other; along it the
            slope is gentle, and they are short. A larger η would leave the valley, a smaller one would creep.
            """);

        (double W, double B)[] byHand = WalkByHand(generated[0]);
        page.Compare(
            "TrainBatch",
            "in a loop",
            [.. new[] { 1, 2, 3, Steps }.SelectMany(step => (Check[])
            [
                new Check($"w after step {step}", generated[step].W, byHand[step].W, Check.Roundings),
                new Check($"b after step {step}", generated[step].B, byHand[step].B, Check.Roundings),
            ])]);
    }

    private static double CostOf(double w, double b) => Inputs.Zip(Targets, (x, y) => ((w * x) + b - y) * ((w * x) + b - y)).Sum() / (2 * Inputs.Length);

    private static (double W, double B)[] WalkByHand((double W, double B) start)
    {
        var path = new (double W, double B)[Steps + 1];
        path[0] = start;
        for (int step = 1; step <= Steps; step++)
        {
            (double w, double b) = path[step - 1];
            double byW = 0;
            double byB = 0;
            for (int i = 0; i < Inputs.Length; i++)
            {
                double error = (w * Inputs[i]) + b - Targets[i];
                byW += error * Inputs[i] / Inputs.Length;
                byB += error / Inputs.Length;
            }

            path[step] = (w - (LearningRate * byW), b - (LearningRate * byB));
        }

        return path;
    }
}

using Lecture.Frame;
using Lecture.Networks;
using NeuralGen;

namespace Lecture.Part3;

/// <summary>3.6.</summary>
internal sealed class CostByBias() : Chapter("3.6", "The derivative of the cost by the bias", """
    ∂C/∂b = ∂C/∂a · ∂a/∂z · ∂z/∂b = (a - y) · 1 · 1   where z > 0, else 0
    over N samples:  ∂C/∂b = 1/N Σᵢ eᵢ
    """)
{
    protected override void Work(Page page)
    {
        page.Say("""
            A bias is a weight whose input is always 1, so its derivative is that of a weight with 1 for x: the mean
            error. For the four samples of 3.5, one by one and together:
            """);

        var checks = new List<Check>();
        double meanError = 0;
        for (int i = 0; i < FourSamples.Count; i++)
        {
            checks.Add(new Check($"∂C/∂b, sample {i + 1}", FourSamples.GeneratedGradient(i)[3], FourSamples.Error(i), Check.Roundings));
            meanError += FourSamples.Error(i) / FourSamples.Count;
        }

        page.Compare("NeuronCostGradient", "e", checks);

        RectifiedNeuron network = FourSamples.Network();
        var gradient = new ParameterVector<double>(RectifiedNeuron.Layout);
        network.BackwardBatch(FourSamples.Inputs, FourSamples.Targets, gradient);
        double byBias = gradient["dense1.bias"][0];
        page.Compare("BackwardBatch", "1/N Σ e", new Check("∂C/∂b", byBias, meanError, Check.Roundings));

        double difference = CentralDifferences.Derivative(MeanCost, FourSamples.B);
        page.Compare("BackwardBatch", "central difference", new Check("∂C/∂b", byBias, difference, Check.Differences));
    }

    private static double MeanCost(double b)
    {
        double sum = 0;
        for (int i = 0; i < FourSamples.Count; i++)
        {
            double[] x = FourSamples.X(i);
            sum += Functions.NeuronCost(FourSamples.W[0], FourSamples.W[1], FourSamples.W[2], b, x[0], x[1], x[2], FourSamples.Targets[i]);
        }

        return sum / FourSamples.Count;
    }
}

using Lecture.Frame;
using Lecture.Networks;
using NeuralGen;

namespace Lecture.Part3;

/// <summary>3.5.</summary>
internal sealed class WeightsAndErrors() : Chapter("3.5", "What the derivative by the weights says", """
    C = 1/N Σᵢ Cᵢ
    ∂C/∂w = 1/N Σᵢ eᵢ xᵢᵀ,   eᵢ = aᵢ - yᵢ where zᵢ > 0, else 0
    """)
{
    protected override void Work(Page page)
    {
        page.Say("""
            Over several samples the gradient is the mean of their inputs, each weighed by its error. A large error
            pulls the weights its own way; a sample answered rightly, or one that leaves the neuron silent, has no say.
            """);
        page.Say("sample                        z        e   e x\n" + string.Join('\n', Enumerable.Range(0, FourSamples.Count).Select(i =>
            $"{Notation.Vector(FourSamples.X(i)),-26} {Notation.Number(FourSamples.Z(i)),7}  {Notation.Number(FourSamples.Error(i)),7}   "
            + Notation.Vector([.. FourSamples.X(i).Select(x => FourSamples.Error(i) * x)]))));

        double[] byErrors = new double[3];
        double[] generated = new double[3];
        for (int i = 0; i < FourSamples.Count; i++)
        {
            double[] gradient = FourSamples.GeneratedGradient(i);
            for (int k = 0; k < 3; k++)
            {
                byErrors[k] += FourSamples.Error(i) * FourSamples.X(i)[k] / FourSamples.Count;
                generated[k] += gradient[k] / FourSamples.Count;
            }
        }

        page.Compare("mean of NeuronCostGradient", "1/N Σ e xᵀ", Check.Vector("∂C/∂w", generated, byErrors, Check.Roundings));

        RectifiedNeuron network = FourSamples.Network();
        var batch = new ParameterVector<double>(RectifiedNeuron.Layout);
        network.BackwardBatch(FourSamples.Inputs, FourSamples.Targets, batch);
        double[] weights = new double[3];
        batch["dense1.weight"].CopyTo(weights);
        page.Compare("BackwardBatch", "1/N Σ e xᵀ", Check.Vector("∂C/∂w", weights, byErrors, Check.Roundings));

        double[] differences = CentralDifferences.Gradient(
            () => network.BackwardBatch(FourSamples.Inputs, FourSamples.Targets, new ParameterVector<double>(RectifiedNeuron.Layout)),
            network.Parameters);
        page.Compare("BackwardBatch", "central differences", Check.Vector("∂C/∂w", weights, differences.AsSpan(0, 3), Check.Differences));
    }
}

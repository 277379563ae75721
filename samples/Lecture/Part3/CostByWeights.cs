using Lecture.Frame;
using Lecture.Networks;
using NeuralGen;

namespace Lecture.Part3;

/// <summary>3.4.</summary>
internal sealed class CostByWeights() : Chapter("3.4", "The derivative of the cost by the weights", """
    C = 1/2 (a - y)²,  a = max(0, z),  z = w · x + b
    ∂C/∂w = ∂C/∂a · ∂a/∂z · ∂z/∂w = (a - y) · 1 · xᵀ   where z > 0, else 0ᵀ
    """)
{
    protected override void Work(Page page)
    {
        double[] x = FourSamples.X(0);
        double y = FourSamples.Targets[0];
        double a = FourSamples.Z(0);
        page.Say($"""
            One neuron and one sample: x = {Notation.Vector(x)}, w = {Notation.Vector(FourSamples.W)}, b = 0.1, y = 1.
            z = a = {Notation.Number(a)}, so the error is a - y = {Notation.Number(a - y)}, and each weight answers for
            it as far as its input took part. The cost is a C# function of w, b, x and y; the gradient is generated:
            """);

        double[] gradient = FourSamples.GeneratedGradient(0);
        page.Compare("NeuronCostGradient", "(a - y) xᵀ", Check.Vector("∂C/∂w", gradient.AsSpan(0, 3), [.. x.Select(xk => (a - y) * xk)], Check.Roundings));

        double[] differences = CentralDifferences.Gradient(w => Functions.NeuronCost(w[0], w[1], w[2], FourSamples.B, x[0], x[1], x[2], y), FourSamples.W);
        page.Compare("NeuronCostGradient", "central differences", Check.Vector("∂C/∂w", gradient.AsSpan(0, 3), differences, Check.Differences));

        page.Say("Declared as a network, [Dense(1, Activation.ReLU)], the neuron has the same gradient from Backward:");
        var ofNetwork = new ParameterVector<double>(RectifiedNeuron.Layout);
        double[] weights = new double[3];
        FourSamples.Network().Backward(x, [y], ofNetwork);
        ofNetwork["dense1.weight"].CopyTo(weights);
        page.Compare("Backward", "(a - y) xᵀ", Check.Vector("∂C/∂w", weights, [.. x.Select(xk => (a - y) * xk)], Check.Roundings));
    }
}
